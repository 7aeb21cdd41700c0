"""`gridtrail check`: what it prints, for whom, and how it ends."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from store.database.opening import open_store
from store.errors import StoreError
from store.exchange.importing import Import
from store.exchange.samples import samples_path
from store.lifecycle.findings.finding import RULES
from store.model.timeline import EVERYTHING, StoreKind
from tests.findings.finding_lives import done
from tests.support.entries import MINUTE, created, encoded, submitted
from tui.cli import checking
from tui.settings import settings_path

AT = "2026-11-20T12:00Z"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of a store with the sample data."""
    path = tmp_path_factory.mktemp("check") / "samples.db"
    store = open_store(str(path), create=StoreKind.SANDBOX)
    Import(store, reject=lambda _: None, progress=lambda _: None).run([str(samples_path())])
    store.close()
    return path


def check(*arguments: object) -> Result:
    """Run the command; an error that the user can mend stays one."""
    app = typer.Typer()
    app.callback()(lambda: None)
    checking.register(app)
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def log(path: Path, *entries: object) -> Path:
    store = open_store(str(path), create=StoreKind.SANDBOX)
    store.append([encoded(one) for one in entries], origin="test")
    store.close()
    return path


def test_findings_come_by_day_and_tso_with_sign_code_sentence_and_what_to_do(samples: Path) -> None:
    result = check(samples, "--at", AT, "--tso", "TenneT DE")
    lines = result.stdout.splitlines()
    assert lines[0] == "Thu 26 Mar 2026  TenneT DE  11XHALMLICHT---L"
    assert lines[1].split()[1:] == ["info", "not-in-balance", "v1"]
    assert "Version 1 is not in balance in 6 quarter-hours" in lines[2]
    assert "Version 2 has been sent since" in lines[3]
    assert result.exit_code == 1


def test_the_last_line_on_stderr_counts(samples: Path) -> None:
    found = "17 schedules with 142 events: 1 error, 9 warnings, 1 for information"
    assert check(samples, "--at", AT).stderr == f"{found}\n"


def test_the_last_line_accounts_for_every_event_of_the_store(samples: Path) -> None:
    store = open_store(str(samples))
    assert store.count(EVERYTHING) == 142 + 1
    store.close()
    assert check(samples).stderr.endswith("; 1 more event of no schedule\n")
    assert "of no schedule" not in check(samples, "--tso", "amprion").stderr
    assert "of no schedule" not in check(samples, "type:version.*").stderr


def test_where_nothing_is_wrong_nothing_is_printed_and_the_exit_code_is_0(tmp_path: Path) -> None:
    result = check(log(tmp_path / "s.db", *done()))
    assert (result.stdout, result.exit_code) == ("", 0)
    assert result.stderr == "1 schedule with 6 events: nothing found\n"


def test_what_the_tso_did_not_take_whole_is_a_warning_in_the_list_of_rules_as_where_it_is_found() -> None:
    told = [json.loads(line) for line in check("--rules", "--json").stdout.splitlines()]
    (rule,) = [one for one in told if one["code"] == "not-fully-accepted"]
    assert rule["severity"] == "warning"
    assert "an error where it rejected the schedule" in rule["about"]


def test_json_is_one_object_a_line(samples: Path) -> None:
    result = check(samples, "--at", AT, "--json", "--day", "2026-03-26")
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["code"], one["severity"], one["tso"]) for one in objects] == [
        ("not-fully-accepted", "warning", "DE-TRANSNETBWTSO"),
        ("not-in-balance", "info", "TTG_DE"),
    ]
    assert objects[1]["day"] == "2026-03-26"
    assert objects[1]["at"] == "2026-03-25T12:46:04.129Z"
    assert set(objects[1]) >= {"schedule_uid", "version", "events", "sentence", "advice"}


def test_the_moment_of_judgement_decides_what_waits_too_long(tmp_path: Path) -> None:
    path = log(tmp_path / "s.db", created(0), submitted(1, MINUTE))
    assert check(path, "--at", "2026-03-25T12:05Z").exit_code == 0
    late = check(path, "--at", "2026-03-25T12:15Z")
    assert "no-acknowledgement" in late.stdout
    assert late.exit_code == 1


def test_how_long_an_acknowledgement_may_take_is_asked_for_or_set_else_the_profile_of_the_tso_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    path = log(tmp_path / "s.db", created(0), submitted(1, MINUTE))
    after_eleven_minutes = (path, "--at", "2026-03-25T12:12Z")
    assert check(*after_eleven_minutes).exit_code == 1
    assert check(*after_eleven_minutes, "--ack-minutes", 12).exit_code == 0
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("ack_minutes = 20\n", encoding="utf-8")
    assert check(*after_eleven_minutes).exit_code == 0
    assert check(*after_eleven_minutes, "--ack-minutes", 5).exit_code == 1


def test_what_happened_after_the_moment_of_judgement_is_left_out(samples: Path) -> None:
    early = check(samples, "--at", "2026-03-25T12:56Z", "--tso", "TenneT DE", "--day", "2026-03-26")
    assert "not-resubmitted" in early.stdout
    assert "Version 2" not in early.stdout
    assert "not-resubmitted" not in check(samples, "--at", AT, "--tso", "TenneT DE", "--day", "2026-03-26").stdout


def test_what_is_milder_than_asked_for_is_neither_shown_nor_counted(samples: Path) -> None:
    result = check(samples, "--at", AT, "--severity", "error", "--day", "2026-03-31")
    assert (result.stdout, result.exit_code) == ("", 0)


def test_a_text_of_the_log_never_reaches_the_terminal_as_it_is(tmp_path: Path) -> None:
    odd = submitted(1, MINUTE) | {"type": "version.\x1b[31mred"}
    assert "\x1b" not in check(log(tmp_path / "s.db", created(0), odd)).stdout


def test_the_rules_are_listed() -> None:
    result = check("--rules")
    assert [line.split()[0] for line in result.stdout.splitlines()] == list(RULES)
    assert [json.loads(line)["code"] for line in check("--rules", "--json").stdout.splitlines()] == list(RULES)
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--day", "someday"], "is not a day"),
        (["--at", "14:30"], "cannot judge as of that moment"),
        (["--day", "2099-01-01"], "there are no schedules of 2099-01-01: the nearest day that has some is 2026-10-25"),
        (["--day", "2099-01-01", "--tso", "amprion"], "there are no schedules of 2099-01-01: the nearest day that"),
        (["tso:nosuch"], "there are no schedules that 'tso:nosuch' names"),
        (["--day", "2026-03-26", "tso:nosuch"], "there are no schedules of 2026-03-26 that 'tso:nosuch'"),
        (["date:2099-01-01"], "there are no schedules that 'date:2099-01-01' names"),
        (["--tso", "nobody"], "there are no schedules at 'nobody': there are some at 50Hertz, Amprion"),
    ],
)
def test_what_is_wrong_with_the_question_is_said(samples: Path, arguments: list[str], words: str) -> None:
    error = check(samples, *arguments).exception
    assert isinstance(error, StoreError)
    assert words in str(error)


def test_that_nothing_of_what_is_asked_for_happened_is_no_mistake_of_the_question(samples: Path) -> None:
    quiet = check(samples, "tso:amprion since:1h", "--at", AT)
    assert (quiet.exit_code, quiet.stdout) == (0, "")
    assert quiet.stderr == "0 schedules with 0 events: nothing found\n"
    assert isinstance(check(samples, "tso:nosuch since:1h", "--at", AT).exception, StoreError)


def test_an_empty_store_has_nothing_that_is_wrong_but_no_schedules_of_a_day_either(tmp_path: Path) -> None:
    path = log(tmp_path / "s.db")
    assert check(path).exit_code == 0
    for asked in (["--day", "2026-03-26"], ["--tso", "amprion"], ["tso:amprion"]):
        error = check(path, *asked).exception
        assert isinstance(error, StoreError)
        assert "has no schedules" in str(error)
