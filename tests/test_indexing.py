"""The text index of a store on the command line and on the screen: built to its end, and said while it is not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import EVERYTHING, StoreKind
from store.query.answer import Indexed
from store.query.resolving import question
from tests.entries import created, encoded, uid
from tests.queries import CLOCK
from tests.screens import app_on, settle
from tui import indexing
from tui.cli import querying
from tui.cli.main import app


def store_of(path: Path) -> Store:
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append([encoded(created(at, f"s{at}")) for at in range(9)], origin="test")
    return store


def test_rebuild_builds_the_text_index_and_a_question_says_while_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path / "some.db")
    monkeypatch.setattr(querying, "UNINDEXED", 5)
    run = CliRunner().invoke
    before = run(app, ["events", store.location, uid("s3")[:8]])
    assert "text index 0 %: slower (gridtrail rebuild --text completes it)" in before.stderr
    assert "slower" not in run(app, ["events", store.location, "type:schedule.*"]).stderr
    built = run(app, ["rebuild", store.location, "--text"])
    assert (built.exit_code, built.stdout) == (0, "the text index holds 9 events\n")
    assert store.text_index().state() == Indexed(9, 9)
    after = run(app, ["events", store.location, uid("s3")[:8]])
    assert (after.stdout, after.stderr) == (before.stdout, "")
    anew = run(app, ["rebuild", store.location])
    assert anew.stdout == "read 9 events anew\nthe text index holds 9 events\n"
    assert store.answers(question(uid("s3")[:8], CLOCK)).count(EVERYTHING).number == 1


async def test_the_screen_builds_the_text_index_of_the_store_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path / "some.db")
    monkeypatch.setattr(indexing, "FEW", 5)
    monkeypatch.setattr(indexing, "BATCH", 2)
    async with app_on(store.location).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert store.text_index().state().is_complete
