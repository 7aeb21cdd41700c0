"""`gridtrail rebuild --check`: a projection that somebody edited is found; what is right stays as it is."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from store.database.opening import open_store
from store.database.store import Store
from store.database.tables import DERIVED
from store.model.timeline import EVERYTHING
from store.query.resolving import question
from tests.entries import created, encoded, entry, life
from tests.queries import CLOCK
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
