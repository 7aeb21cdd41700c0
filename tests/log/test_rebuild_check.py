"""`gridtrail rebuild --check`: a projection that somebody edited is found; what is right stays as it is."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from store.database import engine as engines
from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.database.store import Store
from store.database.tables import DERIVED
from store.model.timeline import EVERYTHING
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.support.entries import created, encoded, entry, life, uid
from tui.cli.main import app

EDITS = {
    "event": "UPDATE event SET version = 7 WHERE sequence = 2",
    "version": "UPDATE version SET raw_status = 'accepted', reason_codes = NULL",
    "schedule": "UPDATE schedule SET standing = standing + 1",
    "schedule_name": "DELETE FROM schedule_name",
}


@pytest.fixture
def path(store: Store) -> Path:
    contents = [encoded(one) for one in [*life(), created(schedule="other")]]
    # in two appends, in odd order: schedules get other numbers when all is made at once
    store.append(contents[3:], origin="test")
    store.append(contents[:3], origin="test")
    return Path(store.location)


def derived(path: Path) -> list[list[object]]:
    with sqlite3.connect(path) as database:
        return [database.execute(f"SELECT * FROM {table.name}").fetchall() for table in DERIVED]  # noqa: S608 - ours


def test_what_is_right_is_said_to_be_and_not_changed(path: Path) -> None:
    before = derived(path)
    told = CliRunner().invoke(app, ["rebuild", "--check", str(path)])
    assert (told.exit_code, told.stdout) == (0, "everything that is read out of the entries is what they say\n")
    assert derived(path) == before


@pytest.mark.parametrize("table", EDITS)
def test_an_edited_projection_is_found_named_and_mended_by_a_rebuild(path: Path, table: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute(EDITS[table])
    told = CliRunner().invoke(app, ["rebuild", "--check", str(path)])
    assert told.exit_code == 1
    assert any(line.startswith(f"{table} ") for line in told.stdout.splitlines())
    CliRunner().invoke(app, ["rebuild", str(path)])
    assert CliRunner().invoke(app, ["rebuild", "--check", str(path)]).exit_code == 0


@pytest.mark.both_databases
def test_a_check_of_any_store_finds_what_is_otherwise_and_changes_nothing(store: Store) -> None:
    store.append([encoded(one) for one in life()], origin="test")
    assert store.check() == []
    engine = writing_engine(store_url(store.location))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM version"))
    engine.dispose()
    found = store.check()
    assert {(one.table, one.is_there) for one in found} == {("version", False)}
    # and once more on the same connection
    assert store.check() == found
    assert store.append([encoded(created(99, "more"))], origin="test").added == 1


def test_a_check_takes_no_room_in_the_file_of_the_store_or_beside_it(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append([encoded(created(at, f"s{at}")) for at in range(300)], origin="test")
    store.close()
    # as if the log were larger than the memory
    monkeypatch.setattr(engines, "WRITER_CACHE_KIB", 40)
    beside = path.with_name(f"{path.name}-wal")
    sizes: list[int] = []
    store = open_store(str(path))
    store.check(lambda *_: sizes.append(path.stat().st_size + beside.stat().st_size))
    before = path.stat().st_size
    assert sizes == [before]
    assert path.stat().st_size + beside.stat().st_size == before
    store.close()


def test_a_schedule_that_is_said_to_be_late_without_need_is_no_difference_and_one_that_is_not_is_one(
    path: Path,
) -> None:
    store = open_store(str(path))
    late = entry("version.submitted", 0, after={"status": "submitted"}, schedule="late")
    store.append([encoded(late)], origin="test")
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM schedule WHERE NOT late").fetchone() == (2,)
        database.execute("UPDATE schedule SET late = 1")
    assert store.check() == []
    with sqlite3.connect(path) as database:
        database.execute("UPDATE schedule SET late = 0")
    assert [(one.table, one.name) for one in store.check()] == [("schedule", uid("late"))]
    store.close()


@pytest.mark.both_databases
def test_a_version_sent_late_of_a_schedule_without_a_day_yet_is_late_once_it_has_one(store: Store) -> None:
    sent = entry("version.submitted", 0, after={"status": "submitted"}, schedule="late")
    for one in (sent, created(5, "late", day="2026-02-02")):
        store.append([encoded(one)], origin="test")
        store.close()
        # what is in memory is gone, as in another process
        store = open_store(store.location)
    asked = question("is:late", CLOCK)
    assert [row.uid for row in store.answers(asked).newest(EVERYTHING, 9)] == [sent["uid"]]
    assert store.check() == []
    store.close()
