"""The seal on the screen: not looked at, holding, or broken, which is seen at every width."""

from pathlib import Path

import pytest

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.reliability.older_stores import tampering
from tests.support.entries import encoded, life
from tests.support.screens import app_on, press, settle, shown


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append([encoded(one) for one in life()], origin="test")
    store.close()
    return path


async def test_a_log_that_holds_is_said_to_be_sealed_when_it_was_looked_at(log: Path) -> None:
    app = app_on(str(log))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "log.db · record · seal ?" in shown(app).splitlines()[0]
        await press(pilot, "S")
        assert "log.db · record · sealed" in shown(app).splitlines()[0]
        assert any("entries hold" in one.message for one in app._notifications)


@pytest.mark.parametrize("width", [80, 120])
async def test_a_log_that_was_tampered_with_is_said_to_be_broken_and_where(log: Path, width: int) -> None:
    with tampering(log) as database:
        database.execute("DELETE FROM entry WHERE sequence = 3")
    app = app_on(str(log))
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "S")
        assert "✘ seal broken" in shown(app).splitlines()[0]
        assert any("entry 3 of 13: removed" in one.message for one in app._notifications)
