"""A PostgreSQL server that is really restarted, under an open screen."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from tests.faults.server import Server, binaries, own_server
from tests.support.entries import created, encoded, life
from tests.support.screens import app_on, main_screen, press, settle, shown


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    tools = binaries()
    if tools is None:
        pytest.skip("the programs of a PostgreSQL server are not here")
    with tempfile.TemporaryDirectory() as folder, own_server(Path(folder), tools) as running:
        yield running


async def test_a_server_that_restarts_leaves_the_last_answer_and_is_asked_again(server: Server) -> None:
    store = open_store(server.url, create=StoreKind.RECORD)
    store.append([encoded(one) for one in life()], origin="test")
    app = app_on(server.url)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        before = shown(main_screen(pilot).timeline)
        assert f"{len(life())} events" in before
        server.stop()
        await press(pilot, "r")
        assert shown(main_screen(pilot).timeline) == before
        assert "cannot be reached" in shown(app)
        with pytest.raises(StoreError, match=r"cannot be reached|was cut"):
            store.append([encoded(created(schedule="later"))], origin="test")
        server.start()
        assert store.append([encoded(created(schedule="later"))], origin="test").added == 1
        await press(pilot, "r")
        assert "cannot be reached" not in shown(app)
        await press(pilot, "escape", "escape")
        assert f"{len(life()) + 1} events" in shown(main_screen(pilot).timeline)
    assert store.count(EVERYTHING) == len(life()) + 1
    assert store.sealed.verify().broken is None
    store.close()
