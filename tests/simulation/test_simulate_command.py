"""`gridtrail simulate`: scenarios, steps and large logs from a pipe; a record store is never touched."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from store.database.opening import open_store
from store.errors import StoreError
from store.exchange.importing import Import
from store.exchange.samples import samples_path
from store.lifecycle.scenarios import SCENARIOS
from store.model.status import Status
from store.model.timeline import EVERYTHING, StoreKind
from tests.support.entries import encoded, life
from tui.cli.simulation.simulating import register


def simulate(*arguments: object) -> Result:
    """Run the command in this process; raises what the command line would print."""
    app = typer.Typer()
    register(app)
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    if isinstance(result.exception, StoreError):
        raise result.exception
    return result


def ended(result: Result) -> dict[str, Any]:
    """Return what the command says about a run as JSON."""
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.stdout)
    return told


@pytest.fixture
def sandbox(tmp_path: Path) -> Path:
    """Give the path of a sandbox with one schedule at Amprion, submitted and not answered."""
    path = tmp_path / "sandbox.db"
    simulate(path, "--step", "create", "--day", "2026-03-26")
    simulate(path, "--step", "submit")
    return path


def contents(path: Path) -> list[bytes]:
    """Return the entries of a store."""
    store = open_store(str(path), read_only=True)
    try:
        return list(store.contents())
    finally:
        store.close()


def test_a_scenario_goes_into_a_sandbox_that_is_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    result = simulate(path, "--scenario", "happy-day", "--day", "2026-03-26", "--tso", "50hertz")
    assert result.exit_code == 0
    assert "scenario happy-day" in result.stdout
    assert "50Hertz" in result.stdout
    assert "v1 confirmed" in result.stdout
    store = open_store(str(path), read_only=True)
    assert store.kind is StoreKind.SANDBOX
    assert all(row.simulated for row in store.rows(EVERYTHING, 0, 100))
    store.close()


def test_the_same_scenario_again_changes_nothing(tmp_path: Path) -> None:
    arguments = (tmp_path / "s.db", "--scenario", "anomaly-corrected", "--seed", 4, "--day", "2026-03-26", "--json")
    first, again = ended(simulate(*arguments)), ended(simulate(*arguments))
    assert first["added"] == first["made"] > 5
    assert again["added"] == 0
    other = ended(simulate(*arguments[:3], "--seed", 5, *arguments[5:]))
    assert other["added"] == other["made"]


def test_the_clock_change_takes_the_next_such_day_when_none_is_named(tmp_path: Path) -> None:
    told = ended(simulate(tmp_path / "s.db", "--scenario", "clock-change", "--json"))
    assert told["schedules"][0]["day"][5:7] in {"03", "10"}


def test_the_list_tells_every_scenario_with_its_findings() -> None:
    text = simulate("--list").stdout
    assert all(one.name in text and one.about in text for one in SCENARIOS)
    assert "open-anomaly" in text
    assert [one["name"] for one in json.loads(simulate("--list", "--json").stdout)] == [one.name for one in SCENARIOS]


def test_a_dry_run_prints_what_would_be_written_and_makes_no_store(tmp_path: Path) -> None:
    arguments = (tmp_path / "s.db", "--scenario", "happy-day", "--day", "2026-03-26")
    text = simulate(*arguments, "--dry-run").stdout
    assert "version.submitted" in text
    entries = simulate(*arguments, "--dry-run", "--json").stdout.encode().splitlines()
    assert not list(tmp_path.iterdir())
    simulate(*arguments)
    assert contents(tmp_path / "s.db") == entries


def test_steps_reject_resubmit_and_accept_a_version(sandbox: Path) -> None:
    rejected = ended(simulate(sandbox, "--step", "ack", "--reason", "A54", "--reason", "A02", "--json"))
    assert rejected["schedules"][0]["status"] == "rejected"
    ended(simulate(sandbox, "--step", "submit", "--series", "TS-003", "--position", 70, "--mw", 0.5, "--json"))
    accepted = ended(simulate(sandbox, "--step", "ack", "--version", 2, "--json"))
    assert (accepted["schedules"][0]["versions"], accepted["schedules"][0]["status"]) == (2, "acknowledged")
    last = json.loads(contents(sandbox)[-1])
    assert last["data"]["after"]["version"] == 2


@pytest.mark.parametrize("arguments", [("--reason", "A02"), ("--reason", "A57", "--reason", "A02")])
def test_an_acknowledgement_with_a02_is_a_rejection(sandbox: Path, arguments: tuple[str, ...]) -> None:
    assert ended(simulate(sandbox, "--step", "ack", *arguments, "--json"))["schedules"][0]["status"] == "rejected"


def test_an_acknowledgement_with_a03_takes_the_version_but_for_a_series(sandbox: Path) -> None:
    simulate(sandbox, "--step", "ack", "--reason", "A03", "--reason", "A22", "--series", "TS-004")
    types = [json.loads(one)["type"] for one in contents(sandbox)]
    assert types[2:] == ["version.accepted", "version.status_changed", "series.status_changed"]


def test_an_illegal_step_is_refused_with_the_reason(sandbox: Path) -> None:
    before = contents(sandbox)
    with pytest.raises(StoreError, match="v1 is submitted"):
        simulate(sandbox, "--step", "confirm")
    with pytest.raises(StoreError, match="did you mean 'reject'"):
        simulate(sandbox, "--step", "rejekt")
    with pytest.raises(StoreError, match="is no reason code"):
        simulate(sandbox, "--step", "reject", "--reason", "Z99")
    assert contents(sandbox) == before


def test_a_step_is_made_at_the_time_it_is_told(sandbox: Path) -> None:
    simulate(sandbox, "--step", "ack", "--at", "2026-03-25T14:02:03.004Z")
    assert json.loads(contents(sandbox)[-1])["created_ts"] == "2026-03-25T14:02:03.004Z"
    with pytest.raises(StoreError, match="is not a date and time"):
        simulate(sandbox, "--step", "intermediate", "--at", "soon")


def test_a_step_names_its_schedule_when_there_are_several(sandbox: Path) -> None:
    simulate(sandbox, "--step", "create", "--day", "2026-03-27")
    with pytest.raises(StoreError, match="2 schedules are meant, name one with --schedule"):
        simulate(sandbox, "--step", "ack")
    with pytest.raises(StoreError, match="has no such schedule"):
        simulate(sandbox, "--step", "ack", "--schedule", "zzz")
    uid = json.loads(contents(sandbox)[0])["schedule_uid"]
    assert ended(simulate(sandbox, "--step", "ack", "--schedule", uid[:8], "--json"))["schedules"][0]["uid"] == uid
    told = ended(simulate(sandbox, "--step", "intermediate", "--day", "2026-03-26", "--tso", "amprion", "--json"))
    assert told["schedules"][0]["uid"] == uid


def test_so_many_events_are_made_as_asked(tmp_path: Path) -> None:
    told = ended(simulate(tmp_path / "s.db", "--events", 2345, "--seed", 3, "--json"))
    assert (told["made"], told["added"]) == (2345, 2345)
    assert len(contents(tmp_path / "s.db")) == 2345


@pytest.mark.parametrize(
    "arguments",
    [("--scenario", "happy-day"), ("--step", "create"), ("--step", "ack"), ("--events", "10")],
    ids=["scenario", "create", "ack", "events"],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)], ids=["", "dry"])
def test_a_record_store_is_byte_equal_after_any_attempt(
    tmp_path: Path, empty_store: Path, arguments: tuple[str, ...], dry: tuple[str, ...]
) -> None:
    path = tmp_path / "record.db"
    shutil.copy(empty_store, path)
    store = open_store(str(path))
    store.append([encoded(one) for one in life()], origin="test")
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"'record\.db' is a record.*name another file"):
        simulate(path, *arguments, *dry)
    assert path.read_bytes() == before
    # what readers of a store leave beside it holds nothing
    assert not sum(one.stat().st_size for one in tmp_path.glob("*-wal"))


def test_one_thing_at_a_time_is_simulated(tmp_path: Path) -> None:
    for arguments in ((), ("--scenario", "happy-day", "--events", "5")):
        with pytest.raises(StoreError, match="say what to simulate"):
            simulate(tmp_path / "s.db", *arguments)
    with pytest.raises(StoreError, match="is not a day"):
        simulate(tmp_path / "s.db", "--scenario", "happy-day", "--day", "someday")
    with pytest.raises(StoreError, match="did you mean 'happy-day'"):
        simulate(tmp_path / "s.db", "--scenario", "happyday")
    assert not list(tmp_path.iterdir())


def test_a_step_on_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        simulate(tmp_path / "s.db", "--step", "ack")
    assert not list(tmp_path.iterdir())


def test_a_schedule_is_created_once(sandbox: Path) -> None:
    for arguments in (("--at", "2026-03-25T10:00:00Z"), ("--seed", 2)):
        with pytest.raises(StoreError, match="schedule of 2026-03-26 at Amprion is there already"):
            simulate(sandbox, "--step", "create", "--day", "2026-03-26", *arguments)
    assert ended(simulate(sandbox, "--step", "create", "--day", "2026-03-26", "--tso", "50Hertz", "--json"))["added"]


def test_an_anomaly_may_be_told_in_differences(sandbox: Path) -> None:
    simulate(sandbox, "--step", "ack")
    step = ("--step", "anomaly", "--reason", "A29", "--series", "TS-003", "--position", 3, "--mw", 0.5)
    simulate(sandbox, *step, "--deltas")
    assert "anomaly.received" in contents(sandbox)[-1].decode()
    assert '"qty":0.5' in contents(sandbox)[-1].decode()


def test_steps_are_made_on_recorded_schedules_that_a_sandbox_holds(tmp_path: Path) -> None:
    path = str(tmp_path / "demo.db")
    store = open_store(path, create=StoreKind.SANDBOX)
    Import(store, reject=lambda _: None).run([str(samples_path() / "05_status_request.jsonl")])
    store.close()
    told = ended(simulate(path, "--step", "intermediate", "--tso", "transnetbw", "--json"))
    assert told["schedules"][0]["status"] == "intermediate"


@pytest.mark.parametrize("syntax", ["ess", "cim"])
def test_the_conversation_is_written_as_messages_that_import_to_the_same_statuses(tmp_path: Path, syntax: str) -> None:
    folder = tmp_path / "messages"
    story = ("--scenario", "anomaly-corrected", "--day", "2026-03-26", "--json")
    told = ended(simulate(tmp_path / "s.db", *story, "--messages", folder, "--syntax", syntax))
    assert told["messages"] == len(list(folder.iterdir())) == 7
    store = open_store(str(tmp_path / "imported.db"), create=StoreKind.RECORD)
    Import(store, reject=lambda _: None).run([str(folder)])
    (schedule,) = store.schedules(date(2026, 3, 26))
    assert (schedule.status, schedule.latest_version) == (Status.CONFIRMED, 2)
    store.close()
