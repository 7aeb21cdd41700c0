"""What `gridtrail simulate` does not take: options that mean nothing there are refused, and nothing is written."""

import json
import re
from pathlib import Path

import pytest

from store.errors import StoreError
from store.lifecycle.moves import Move
from tests.simulation.test_simulate_command import contents, sandbox, simulate
from tui.cli.stores import default_store

__all__ = ["sandbox"]


def test_the_store_in_the_data_directory_is_made_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GRIDTRAIL_STORE", "")
    simulate("--step", "create")
    assert len(contents(default_store())) == 1


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for arguments in (("--scenario", "happy-day"), ("--events", 3), ("--step", "create")):
        with pytest.raises(StoreError, match="there is no folder"):
            simulate(tmp_path / "no" / "such" / "s.db", *arguments)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--step", "submit", "--version", 9),
            "--step submit takes no --version: the next version has the next number",
        ),
        (("--step", "submit", "--reason", "A54"), "--step submit takes no --reason: a reason is what the TSO gives"),
        (("--step", "submit", "--position", 5), "say with --mw by how much"),
        (
            ("--step", "ack", "--reason", "A54"),
            "--step ack writes A01, not 'A54': refuse the version with --step reject",
        ),
        (
            ("--step", "ack", "--mw", 0.0),
            "--step ack takes no --mw: it takes --schedule, --day, --tso, --at, --version",
        ),
        (("--step", "confirm", "--reason", "A20"), "--step confirm writes A06, not 'A20'"),
        (("--step", "impose", "--reason", "A20"), "--step impose writes A30, not 'A20'"),
        (("--step", "reject", "--deltas"), "--step reject takes no --deltas"),
        (("--step", "status-request", "--version", 1), "--step status-request takes no --version: it asks where"),
        (("--step", "anomaly", "--reason", "A28", "--series", "TS-003", "--mw", 1), "--mw means nothing to an anomaly"),
        (("--step", "create", "--schedule", "0"), "--step create takes no --schedule: it makes a schedule"),
        (("--scenario", "happy-day", "--version", 1), "--scenario takes no --version: it takes --day, --tso"),
        (("--events", 3, "--day", "today"), "--events takes no --day: it takes none"),
        (("--events", 3, "--messages", "."), "--events takes no --messages"),
        (("--scenario", "happy-day", "--syntax", "cim"), "name their folder with --messages"),
        (("--step", "submit", "--series", "TS-003", "--mw", 1e12), "the quantity is too large: at most 1000000 MW"),
        (("--step", "submit", "--series", "TS-003", "--mw", "nan"), "the quantity must be a number of MW"),
    ],
)
def test_an_option_that_means_nothing_is_refused_and_nothing_written(
    sandbox: Path, arguments: tuple[object, ...], sentence: str
) -> None:
    before = contents(sandbox)
    with pytest.raises(StoreError, match=re.escape(sentence)):
        simulate(sandbox, *arguments)
    assert contents(sandbox) == before


@pytest.mark.parametrize("move", Move)
def test_every_step_knows_its_options(sandbox: Path, move: Move) -> None:
    with pytest.raises(StoreError, match=r"--step .* takes no --"):
        simulate(sandbox, "--step", move, "--version", 1, "--deltas", "--unbalanced")


def test_options_that_mean_something_are_taken(sandbox: Path) -> None:
    simulate(sandbox, "--step", "ack", "--version", 1, "--reason", "A01")
    change = ("--series", "TS-003", "--position", 69, "--mw", 0.5, "--unbalanced")
    simulate(sandbox, "--step", "submit", *change)
    last = json.loads(contents(sandbox)[-1])
    assert last["data"]["after"]["version"] == 2
    assert "2" in simulate(sandbox, "--step", "submit", "--series", "TS-003", "--dry-run").stdout


@pytest.mark.parametrize("step", [("submit",), ("ack",), ("status-request",)])
def test_a_dry_run_of_any_step_names_the_tso(sandbox: Path, step: tuple[str, ...]) -> None:
    for line in simulate(sandbox, "--step", *step, "--dry-run").stdout.splitlines():
        assert "Amprion" in line
