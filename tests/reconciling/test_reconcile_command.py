"""`gridtrail reconcile`: what it prints, for whom, and how it ends."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from store.database.opening import open_store
from store.errors import StoreError
from store.exchange.importing import Import
from store.exchange.samples import samples_path
from store.model.recorded import Recorded
from store.model.timeline import StoreKind
from tests.reconciling.reconciled import of_scenario
from tui.cli.comparing import matching

AMPRION = "683ee88e-05de-4f38-9b4e-6076d95339af"
"""The schedule of the sample with an anomaly and its correction."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of a store with the sample data."""
    path = tmp_path_factory.mktemp("reconcile") / "samples.db"
    store = open_store(str(path), create=StoreKind.SANDBOX)
    Import(store, reject=lambda _: None, progress=lambda _: None).run([str(samples_path())])
    store.close()
    return path


def reconcile(*arguments: object, home: Path | None = None) -> Result:
    """Run the command; an error that the user can mend stays one."""
    app = typer.Typer()
    app.callback()(lambda: None)
    matching.register(app)
    settings = {"XDG_CONFIG_HOME": str(home or Path("/nonexistent"))}
    return CliRunner().invoke(app, ["reconcile", *map(str, arguments)], env=settings)


def log(path: Path, records: tuple[Recorded, ...]) -> Path:
    store = open_store(str(path), create=StoreKind.SANDBOX)
    store.append([one.content for one in records], origin="test", simulated=True)
    store.close()
    return path


def test_the_quarter_hours_that_differ_are_a_table_with_totals(samples: Path) -> None:
    result = reconcile(samples, AMPRION, "--version", 1)
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "Fri 27 Mar 2026 · Amprion · v1 of 2 ✔ accepted · superseded"
    assert "≠ mismatched since 26 Mar 14:07:40 · ← 11XKIESELWERK--5 · TS-003 / KIESEL-0417" in lines
    start = lines.index("4 quarter-hours differ, most at 17:15: +0.200 MW")
    assert lines[start + 1 :] == [
        "# local time ours theirs Δ MW",
        "Σ MWh, day 876.000 876.150 +0.150",
        "69 17:00 38.000 38.100 +0.100",
        "70–71 17:15–17:45 2 × 38.000 38.200 +0.200",
        "72 17:45 38.000 38.100 +0.100",
    ]
    assert result.exit_code == 1
    assert result.stderr == "1 schedule, 2 trades: 1 counterpart missing, 1 mismatched\n"


def test_the_latest_version_matches_and_the_exit_code_is_0(samples: Path) -> None:
    result = reconcile(samples, "--day", "2026-03-27", "--tso", "Amprion")
    assert result.exit_code == 0
    assert result.stderr == "1 schedule, 2 trades: 2 matched\n"
    assert "superseded" not in result.stdout


def test_a_missing_counterpart_is_said_and_the_exit_code_is_1(tmp_path: Path) -> None:
    result = reconcile(log(tmp_path / "s.db", of_scenario("counterpart-missing")))
    assert "✘ counterpart missing" in result.stdout
    assert "reported 3 times" in result.stdout
    assert result.exit_code == 1


def test_a_report_that_names_no_series_is_told(samples: Path) -> None:
    result = reconcile(samples, "--day", "2026-03-28")
    assert result.stderr == "1 schedule, 0 trades: nothing to match; 1 anomaly report names no series\n"


def test_what_was_imposed_is_information_and_the_exit_code_is_0(tmp_path: Path) -> None:
    result = reconcile(log(tmp_path / "s.db", of_scenario("imposed-by-exchange")))
    assert "⇄ imposed" in result.stdout
    assert "with an exchange its values win (exchange priority): information, not a task" in result.stdout
    assert result.exit_code == 0


def test_an_exchange_that_the_settings_name_makes_a_mismatch_information(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "gridtrail").mkdir()
    (tmp_path / "gridtrail" / "config.toml").write_text('exchanges = ["11xkieselwerk--5", "11XDEICHWIND---A"]')
    arguments = (samples, AMPRION, "--version", 1, "--json")
    objects = [json.loads(line) for line in reconcile(*arguments, home=tmp_path).stdout.splitlines()]
    assert {(one["state"], one["is_information"]) for one in objects} == {
        ("mismatched", True),
        ("counterpart missing", False),
    }


def test_quantities_are_read_as_they_are_told_to_be(samples: Path) -> None:
    day = ("--day", "2026-03-26", "--tso", "TransnetBW", "--json")
    decided, values, deltas = (
        json.loads(reconcile(samples, *day, *more).stdout) for more in ((), ("--values",), ("--deltas",))
    )
    assert (
        decided["read"]
        == deltas["read"]
        == values["read"]
        | {
            "reading": "deltas",
            "why": "8 of 96 quantities are negative, which no amount is",
            "chosen": False,
        }
    )
    assert (len(decided["quarter_hours"]), len(values["quarter_hours"])) == (8, 96)
    assert decided["quarter_hours"][0] == {"position": 41, "ours": 12.19, "theirs": 10.69, "delta": -1.5}
    assert (values["read"]["chosen"], values["read"]["reading"]) == (True, "values")


def test_json_is_one_trade_a_line_with_its_schedule(samples: Path) -> None:
    (first, second) = map(json.loads, reconcile(samples, AMPRION, "--json").stdout.splitlines())
    assert (first["schedule_uid"], first["day"], first["version"], first["state"]) == (
        AMPRION,
        "2026-03-27",
        2,
        "matched",
    )
    assert second["report"]["superseded"] is True
    assert second["since"] == "2026-03-26T13:49:15.600Z"


def test_a_text_of_the_log_never_reaches_the_terminal_as_it_is(tmp_path: Path) -> None:
    records = of_scenario("anomaly-corrected")
    path = tmp_path / "s.db"
    store = open_store(str(path), create=StoreKind.SANDBOX)
    hostile = [one.content.replace(b"KIESEL-", rb"\u001b[31m[/b]") for one in records]
    store.append(hostile, origin="test", simulated=True)
    store.close()
    result = reconcile(path)
    assert "[31m[/b]" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody"], "has no schedule 'nobody': gridtrail tree --json lists them"),
        (["--version", "2"], "--version means one schedule, these are 17"),
        (["--day", "someday"], "is not a day"),
        (["--day", "2027-03-26"], "there are no schedules of 2027-03-26: the nearest day that has some is 2026-10-25"),
        (["--tso", "Elia"], "there are no schedules at 'Elia'"),
        ([AMPRION, "--version", "9"], "version 9 cannot be reconciled: of this schedule the log knows 1, 2"),
        ([AMPRION, "more"], "reconcile takes a store and one schedule"),
    ],
)
def test_what_is_wrong_with_the_question_is_said(samples: Path, arguments: list[str], words: str) -> None:
    error = reconcile(samples, *arguments).exception
    assert isinstance(error, StoreError)
    assert words in str(error)


def test_a_reading_that_cannot_be_applied_is_said_of_each_trade(samples: Path) -> None:
    why = "not read as deltas, as chosen: the report holds the series of both sides"
    assert why in " ".join(reconcile(samples, AMPRION, "--version", 1, "--deltas").stdout.split())
    assert "as chosen" not in reconcile(samples, AMPRION, "--version", 1, "--values").stdout
    printed = reconcile(samples, AMPRION, "--version", 1, "--deltas", "--json").stdout
    told = [json.loads(line) for line in printed.splitlines()]
    assert why in {one["reading_refused"] for one in told}
