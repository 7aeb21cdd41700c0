"""Options and arguments that cannot be read: one sentence on stderr and exit code 2, as for any other wrong use."""

from pathlib import Path

import pytest
import typer

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.support.command_line import gridtrail
from tui.cli.words.wrong_use import wrong_use


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("simulate", "s.db", "--seed", "x"), "--seed takes a whole number\n"),
        (("simulate", "s.db", "--events", "0"), "--events takes a whole number from 1 on\n"),
        (("simulate", "s.db", "--mw", "x"), "--mw takes a number\n"),
        (("simulate", "s.db", "--syntax", "xml"), "--syntax takes ess or cim, not 'xml'\n"),
        (("check", "s.db", "--severity", "foo"), "--severity takes error, warning or info, not 'foo'\n"),
        (("check", "s.db", "--severity", "\x1b[31m"), "--severity takes error, warning or info, not "),
        (("simulate", "s.db", "--sceanrio", "x"), "no such option: --sceanrio"),
        (("import",), "missing argument 'STORE'"),
        (("events", "s.db", "--limit"), "option '--limit' requires an argument"),
        (("events", "~nobody-of-this-name/s.db"), "there is no store '"),
        (
            ("events", "postgresql://anna:s@cret@host/log"),
            "'postgresql://anna@host/log' has an @ too many: in a user or password write it %40",
        ),
        (("simulate", "s.db", "--seed", "\x1b[31m"), "--seed takes a whole number\n"),
    ],
)
def test_wrong_use_is_one_sentence(arguments: tuple[str, ...], start: str) -> None:
    result = gridtrail(*arguments)
    said = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b"")
    assert said.startswith(f"gridtrail: {start}"), said
    assert said.count("\n") == 1
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("'foo' is not one of 'error', 'warning', 'info'.", "--x takes error, warning or info, not 'foo'"),
        ("'q' is not a valid integer.", "--x takes a whole number"),
        ("'q' is not a valid integer range.", "--x takes a whole number"),
        ("0 is not in the range x>=1.", "--x takes a whole number from 1 on"),
        ("'q' is not a valid float.", "--x takes a number"),
        ("it is odd.", "invalid value for '--x': it is odd"),
    ],
)
def test_what_is_wrong_is_said_the_same_whichever_version_says_it(said: str, meant: str) -> None:
    assert wrong_use(typer.BadParameter(said, param_hint="'--x'")) == meant


@pytest.mark.parametrize("command", ["show", "prove", "report"])
def test_a_store_without_a_uid_is_told_that_the_uid_is_missing(command: str, tmp_path: Path) -> None:
    open_store(str(tmp_path / "desk"), create=StoreKind.RECORD).close()
    result = gridtrail(command, "desk", cwd=tmp_path)
    said = f"gridtrail: 'desk' names a store, and the uid is missing: gridtrail {command} STORE UID\n"
    assert (result.returncode, result.stderr.decode()) == (2, said)


@pytest.mark.parametrize("command", ["show", "prove", "report", "reconcile", "diff"])
def test_a_uid_without_a_store_is_told_that_there_is_none(command: str, tmp_path: Path) -> None:
    result = gridtrail(command, "desk", cwd=tmp_path, GRIDTRAIL_STORE=str(tmp_path / "no.db"))
    said = result.stderr.decode()
    assert result.returncode == 2
    assert said.startswith("gridtrail: there is no store to look for 'desk' in, ")
    assert f": gridtrail {command} STORE " in said


def test_too_many_words_are_told_what_is_taken() -> None:
    said = gridtrail("report", "a", "b", "c").stderr
    assert said == b"gridtrail: report takes a store and one uid: gridtrail report STORE UID\n"


def test_help_is_no_wrong_use() -> None:
    assert gridtrail("--version").returncode == 0
    assert gridtrail("simulate", "--help").returncode == 0
    assert gridtrail("check", "--rules").returncode == 0
