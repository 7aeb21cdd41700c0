"""`gridtrail verify` and `prove`, and the recipe in docs/seal.md that checks a proof without the store."""

import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.reliability.older_stores import tampering
from tests.support.command_line import gridtrail
from tests.support.entries import encoded, life
from tui.cli.main import app

DOCS = Path(__file__).parents[2] / "docs" / "seal.md"
RUNNER = CliRunner()
LIFE = [encoded(one) for one in life()]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append(LIFE, origin="test")
    store.close()
    return path


def head_of(log: Path) -> str:
    return RUNNER.invoke(app, ["verify", str(log), "--head"]).stdout.strip()


def cut_an_entry(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM entry WHERE sequence = 3")


def test_verify_says_that_all_entries_hold_and_prints_the_head(log: Path) -> None:
    told = RUNNER.invoke(app, ["verify", str(log)])
    assert told.exit_code == 0
    assert (
        told.stdout == f"sealed: all {len(LIFE)} entries hold, in the order they were appended\nhead {head_of(log)}\n"
    )


def test_verify_names_the_event_that_does_not_hold_in_plain_words(log: Path) -> None:
    with tampering(log) as database:
        cut_an_entry(database)
    told = RUNNER.invoke(app, ["verify", str(log)])
    assert told.exit_code == 1
    assert f"entry 3 of {len(LIFE)}: removed – an entry that was appended there is gone" in told.stdout
    assert json.loads(LIFE[2])["uid"] in told.stdout
    assert "The 2 before hold" in told.stdout
    as_json = json.loads(RUNNER.invoke(app, ["verify", str(log), "--json"]).stdout)
    assert as_json["broken"] == {"entry": 3, "harm": "removed", "uid": json.loads(LIFE[2])["uid"]}


def test_a_head_from_a_file_is_held_against_the_log(log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "head.txt"
    kept.write_text(head_of(log) + "\n")
    told = RUNNER.invoke(app, ["verify", str(log), "--against", str(kept)])
    assert (told.exit_code, f"still holds the {len(LIFE)} entries" in told.stdout) == (0, True)
    other = tmp_path / "other.db"
    store = open_store(str(other), create=StoreKind.RECORD)
    store.append(LIFE[1:], origin="test")
    store.close()
    told = RUNNER.invoke(app, ["verify", str(other), "--against", str(kept)])
    assert (told.exit_code, "it is not what was kept" in told.stdout) == (1, True)


@pytest.mark.parametrize("text", ["", "12", "12:zz", "\x1b[2J"])
def test_what_is_no_head_is_refused_in_a_sentence(log: Path, text: str) -> None:
    told = gridtrail("verify", log, "--against", text)
    assert (told.returncode, told.stdout) == (2, b"")
    assert b"a head is a number of entries, a colon and 64 hexadecimal digits" in told.stderr
    assert b"\x1b" not in told.stderr


def test_the_recipe_in_the_guide_proves_an_event_and_refuses_another(log: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "check.py"
    found = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    recipe.write_text(found[1], encoding="utf-8")
    head = head_of(log)

    def checked(proof: Path) -> str:
        command = [sys.executable, str(recipe), str(proof), head]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603

    for at in (0, len(LIFE) - 1):
        proof = tmp_path / f"{at}.json"
        RUNNER.invoke(app, ["prove", str(log), json.loads(LIFE[at])["uid"], "-o", str(proof)])
        assert checked(proof) == "proven"
    forged = json.loads(proof.read_text())
    proof.write_text(json.dumps({**forged, "index": 0}))
    assert checked(proof) == "NOT proven"
