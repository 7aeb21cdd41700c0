"""The text index of a store on the command line and on the screen: built to its end, and said while it is not."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event
from typer.testing import CliRunner

from store.database.engine import INDEXER_CACHE_KIB
from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import EVERYTHING, StoreKind
from store.query.answer import Indexed
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.reliability.older_stores import tampering
from tests.support.entries import created, encoded, uid
from tests.support.plans import plans
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown
from tui import indexing
from tui.cli.log import querying
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


def test_the_next_entries_are_found_by_their_places_in_the_log_and_not_by_going_through_it(tmp_path: Path) -> None:
    store = store_of(tmp_path / "some.db")
    with plans(store) as plan:
        assert next(store.text_index().go_on(threading.Event(), 2)) == Indexed(2, 9)
    assert "SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in plan
    assert [step for step in plan if step.startswith("SCAN event")] == []
    store.close()


def test_the_index_is_written_with_little_memory_and_its_pieces_are_merged_seldom(tmp_path: Path) -> None:
    store = store_of(tmp_path / "some.db")
    sizes: list[object] = []

    def look(connection: Connection) -> None:
        sizes.append(connection.exec_driver_sql("PRAGMA cache_size").scalar())

    event.listen(Engine, "commit", look)
    list(store.text_index().go_on(threading.Event(), 2))
    event.remove(Engine, "commit", look)
    assert len(sizes) > 1
    assert set(sizes) == {-INDEXER_CACHE_KIB}
    store.close()
    with tampering(Path(store.location)) as database:
        assert database.execute("SELECT v FROM event_text_config WHERE k = 'automerge'").fetchall() == [(8,)]


def test_a_few_new_entries_do_not_have_the_whole_index_written_anew(tmp_path: Path) -> None:
    store = store_of(tmp_path / "some.db")
    store.append([encoded(created(at, f"s{at}")) for at in range(20, 220)], origin="test")
    list(store.text_index().go_on(threading.Event(), 20))
    pieces = "SELECT id FROM event_text_data WHERE id > 10"
    with tampering(Path(store.location)) as database:
        whole = set(database.execute(pieces))
    store.append([encoded(created(at, f"s{at}")) for at in range(300, 306)], origin="test")
    list(store.text_index().go_on(threading.Event(), 2))
    with tampering(Path(store.location)) as database:
        assert whole < set(database.execute(pieces))
    store.append([encoded(created(at, f"s{at}")) for at in range(400, 500)], origin="test")
    list(store.text_index().go_on(threading.Event(), 20))
    with tampering(Path(store.location)) as database:
        assert not whole & set(database.execute(pieces))
    store.close()


DAMAGE = {
    "cut": "UPDATE entry SET content = substr(content, 1, length(content) - 9) WHERE sequence IN (2, 3)",
    "other bytes": "UPDATE entry SET content = x'00112233' WHERE sequence IN (2, 3)",
    "gone": "DELETE FROM entry WHERE sequence IN (2, 3)",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_entries_are_passed_over_and_named_and_the_others_are_indexed(tmp_path: Path, damage: str) -> None:
    store = store_of(tmp_path / "some.db")
    rows = store.rows(EVERYTHING, 0, 9)
    with tampering(Path(store.location)) as database:
        database.execute(DAMAGE[damage])
    told = CliRunner().invoke(app, ["rebuild", store.location, "--text"])
    assert (told.exit_code, told.stdout) == (0, "the text index holds 7 events\n")
    for row in rows[1:3]:
        assert f"{row.uid} is damaged and was passed over: gridtrail verify tells more" in told.stderr
    assert store.text_index().state().is_complete
    found = store.answers(question(uid("s7")[:8], CLOCK))
    assert [row.uid for row in found.page(EVERYTHING, 1, after=rows[3])] == [rows[7].uid]
    store.close()


async def test_the_screen_builds_the_text_index_of_the_store_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path / "some.db")
    monkeypatch.setattr(indexing, "FEW", 5)
    monkeypatch.setattr(indexing, "BATCH", 2)
    async with app_on(store.location).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert store.text_index().state().is_complete


async def test_the_screen_says_how_far_the_text_index_is_where_text_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path / "some.db")
    monkeypatch.setattr(indexing, "FEW", 5)
    monkeypatch.setattr(indexing, "BATCH", 2)
    # a store that cannot be written stays as it is
    async with app_on(store.location, read_only=True).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "escape", "slash", Typed("type:schedule.*"), "enter")
        assert "text index" not in shown(pilot.app)
        await press(pilot, "slash", Typed(uid("s3")[:8]))
        assert "text index 0 %: slower · match 1/1" in shown(pilot.app)
        main_screen(pilot).post_message(indexing.TextIndexed(62))
        await press(pilot, "enter")
        assert "text index 62 %: slower" in shown(pilot.app)
    assert not store.text_index().state().is_complete
    async with app_on(store.location).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "escape", "slash", Typed(uid("s3")[:8]), "enter")
        assert main_screen(pilot).timeline.total == 1
        assert "text index" not in shown(pilot.app)
        store.append([encoded(created(at, f"s{at}")) for at in range(20, 40)], origin="test")
        main_screen(pilot)._age()
        await settle(pilot)
        assert store.text_index().state().is_complete
