"""`gridtrail rebuild --check`: a projection that somebody edited is found; what is right stays as it is."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from store.database.store import Store
from store.database.tables import DERIVED
from tests.entries import created, encoded, life
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
