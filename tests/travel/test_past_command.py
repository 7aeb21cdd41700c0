"""`gridtrail tree --at`: the tree as of an event or a time."""

import json
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.model.timeline import EVERYTHING, Moment
from tests.support.command_line import gridtrail as run
from tests.support.screens import store_of
from tui.cli.printing.json_output import tree_object


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a store with a version that was rejected and then resubmitted."""
    return store_of(tmp_path_factory.mktemp("past") / "store.db", ["02_rejected_and_resubmitted.jsonl"])


def test_the_tree_is_shown_as_of_an_event_and_says_so(target: str) -> None:
    store = open_store(target, read_only=True)
    row = store.rows(EVERYTHING, 3, 1)[0]
    expected = json.dumps(tree_object(store.as_of(Moment.of(row))))
    store.close()
    result = run("tree", target, "--at", row.uid, "--json")
    assert json.loads(result.stdout) == json.loads(expected)
    assert result.stderr.startswith(b"as of ")
    assert result.stderr.endswith(b", not now\n")


def test_the_tree_is_shown_as_of_a_local_time(target: str) -> None:
    now = run("tree", target).stdout
    assert run("tree", target, "--at", "2100-01-01").stdout == now
    assert run("tree", target, "--at", "2001-01-01 12:00").stdout == b""


def test_what_is_neither_a_time_nor_an_event_exits_2(target: str) -> None:
    result = run("tree", target, "--at", "lunchtime")
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"'lunchtime' is no moment such as" in result.stderr


def test_what_is_written_to_the_tree_later_is_not_in_its_past(target: str, tmp_path: Path) -> None:
    grown = store_of(tmp_path / "grown.db", ["02_rejected_and_resubmitted.jsonl", "07_clock_change_autumn.jsonl"])
    store = open_store(target, read_only=True)
    last = store.rows(EVERYTHING, store.count(EVERYTHING) - 1, 1)[0]
    store.close()
    assert run("tree", grown, "--at", last.uid).stdout == run("tree", target).stdout
