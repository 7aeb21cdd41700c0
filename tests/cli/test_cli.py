"""The command line: what a pipe can ask, and what it says when it cannot."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.exchange.samples import samples_path
from tests.support.command_line import ENVIRONMENT, gridtrail, gridtrail_process
from tests.support.entries import encoded, life


def test_import_says_what_went_in_and_again_that_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"\n".join(encoded(one) for one in life()))
    first = gridtrail("import", tmp_path / "s.db", path)
    again = gridtrail("import", tmp_path / "s.db", path)
    assert first.stdout == b"1 file: 13 new events\n"
    assert again.stdout == b"1 file: 0 new events, 13 events already there; nothing changed\n"


def test_import_says_how_many_events_are_out_of_messages(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    first = gridtrail("import", store, samples_path()).stdout
    assert first == b"22 files: 143 new events (20 of them out of 12 messages)\n"
    messages = gridtrail("import", tmp_path / "m.db", samples_path() / "messages").stdout
    assert messages == b"12 files: 20 new events (20 of them out of 12 messages)\n"
    again = json.loads(gridtrail("import", store, samples_path(), "--json").stdout)
    assert (again["known"], again["known_messages"], again["message_events"]) == (123, 12, 0)


def test_import_takes_stdin_and_exits_1_when_something_was_rejected(tmp_path: Path) -> None:
    lines = b"\n".join([*(encoded(one) for one in life()), b"nonsense"])
    result = gridtrail("import", tmp_path / "s.db", "-", stdin=lines)
    assert result.returncode == 1
    assert b"13 new events, 1 rejected" in result.stdout
    assert b"stdin:14: expected a JSON object" in result.stderr
    assert (tmp_path / "s.db.rejects.jsonl").exists()


def test_import_of_nothing_readable_exits_2(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_bytes(b"")
    assert gridtrail("import", tmp_path / "s.db", tmp_path / "empty.json").returncode == 2
    missing = gridtrail("import", tmp_path / "s.db", tmp_path / "missing.json")
    assert missing.returncode == 2
    assert b"missing.json" in missing.stderr
    assert b"Traceback" not in missing.stderr


def test_a_store_made_in_vain_is_not_left_behind(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_bytes(b"")
    for path in ("empty.json", "missing.json"):
        gridtrail("import", tmp_path / "s.db", tmp_path / path)
        assert not list(tmp_path.glob("s.db*"))


def test_a_mistyped_command_is_answered_with_the_nearest(tmp_path: Path) -> None:
    result = gridtrail("evnts", cwd=tmp_path)
    assert result.returncode == 2
    assert b"did you mean 'events'?" in result.stderr


def test_times_are_those_of_the_delivery_zone_whatever_the_machine_has(sample_store: Path) -> None:
    here = gridtrail_process("events", sample_store, "--limit", 1, TZ="America/New_York").stdout
    assert here.startswith(b"2026-10-26 16:03:18.840+0100")
    assert gridtrail("events", sample_store, "--limit", 1, "--utc").stdout.startswith(b"2026-10-26 15:03:18.840Z")


def test_events_are_one_json_object_a_line_in_the_one_order(sample_store: Path) -> None:
    result = gridtrail("events", sample_store, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == open_store(str(sample_store)).facts().events
    assert [row["created_at"] for row in rows] == sorted(row["created_at"] for row in rows)
    rejected = next(row for row in rows if row["type"] == "version.rejected")
    assert rejected["changes"]["status_to"] == "rejected"
    assert "A54" in rejected["changes"]["reason_codes"]


def test_events_limit_gives_the_newest(sample_store: Path) -> None:
    everything = gridtrail("events", sample_store, "--utc").stdout.splitlines()
    assert gridtrail("events", sample_store, "--utc", "--limit", 5).stdout.splitlines() == everything[-5:]


def test_a_row_says_in_words_what_changed(sample_store: Path) -> None:
    lines = gridtrail("events", sample_store, "--utc").stdout.decode().splitlines()
    rejected = next(line for line in lines if "version.rejected" in line and "TenneT DE" in line)
    assert "submitted -> rejected" in rejected
    assert "A54 global position not in balance" in rejected


def test_show_prints_the_entry_itself_or_its_changes(sample_store: Path) -> None:
    row = json.loads(gridtrail("events", sample_store, "--json", "--limit", 1).stdout)
    entry = gridtrail("show", sample_store, row["uid"], "--json").stdout
    assert json.loads(entry)["uid"] == row["uid"]
    text = gridtrail("show", sample_store, row["uid"]).stdout.decode()
    assert row["uid"] in text
    assert "status" in text


def test_show_of_an_unknown_uid_exits_2_and_says_what_to_do(sample_store: Path) -> None:
    result = gridtrail("show", sample_store, "no-such-uid")
    assert result.returncode == 2
    assert b"has no event 'no-such-uid'" in result.stderr


def test_the_tree_tells_days_schedules_and_versions(sample_store: Path) -> None:
    text = gridtrail("tree", sample_store).stdout.decode()
    assert "Thu 26 Mar 2026" in text
    assert "TenneT DE" in text
    tree = json.loads(gridtrail("tree", sample_store, "--json").stdout)
    thursday = next(day for day in tree if day["day"] == "2026-03-26")
    tennet = next(one for one in thursday["schedules"] if one["tso"] == "TTG_DE")
    assert [version["number"] for version in tennet["versions"]] == [2, 1]
    assert tennet["versions"][1]["status"] == "rejected"
    assert all(series["quarter_hours"] == 96 for series in tennet["versions"][0]["series"])


def test_export_gives_the_entries_back_byte_for_byte(sample_store: Path, tmp_path: Path) -> None:
    exported = gridtrail("export", sample_store).stdout
    again = tmp_path / "again.db"
    assert gridtrail("import", again, "-", stdin=exported).returncode == 0
    assert gridtrail("export", again).stdout == exported
    assert list(open_store(str(again)).contents()) == list(open_store(str(sample_store)).contents())


def test_export_does_not_replace_a_file_unasked(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl.gz"
    assert gridtrail("export", sample_store, target).returncode == 0
    refused = gridtrail("export", sample_store, target)
    assert (refused.returncode, b"--force" in refused.stderr) == (2, True)
    assert gridtrail("export", sample_store, target, "--force").returncode == 0
    assert gridtrail("import", tmp_path / "s.db", target).returncode == 0
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_rebuild_makes_the_same_tree(sample_store: Path) -> None:
    before = gridtrail("tree", sample_store, "--json").stdout
    assert b"events anew" in gridtrail("rebuild", sample_store).stdout
    assert gridtrail("tree", sample_store, "--json").stdout == before


def test_the_store_may_be_named_by_the_environment(sample_store: Path) -> None:
    named = gridtrail("tree", GRIDTRAIL_STORE=str(sample_store))
    assert named.stdout == gridtrail("tree", sample_store).stdout


@pytest.mark.parametrize("command", ["events", "tree", "export", "rebuild"])
def test_a_missing_store_is_one_sentence(tmp_path: Path, command: str) -> None:
    result = gridtrail(command, tmp_path / "none.db")
    assert result.returncode == 2
    assert b"there is no store" in result.stderr
    assert result.stderr.count(b"\n") == 1


def test_a_file_that_is_no_store_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text("[]" * 4000)
    result = gridtrail("events", path)
    assert (result.returncode, b"not a Gridtrail store" in result.stderr) == (2, True)


def test_an_import_that_names_no_store_says_that_one_comes_first(tmp_path: Path) -> None:
    logs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path in logs:
        path.write_text('{"a": 1}\n' * 1000)
    result = gridtrail("import", *logs)
    said = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b"")
    assert said == (
        f"gridtrail: {str(logs[0])!r} is not a Gridtrail store, which comes first: gridtrail import STORE FILE…\n"
    )
    assert logs[0].read_text() == '{"a": 1}\n' * 1000


@pytest.mark.parametrize("command", ["demo", "open"])
def test_the_screen_without_a_terminal_names_the_commands_that_work(command: str) -> None:
    result = gridtrail(command)
    assert result.returncode == 2
    assert b"needs a terminal" in result.stderr


def test_what_the_pipe_cannot_encode_is_replaced(sample_store: Path) -> None:
    result = gridtrail_process("events", sample_store, PYTHONIOENCODING="ascii", TERM="xterm")
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_pipe_that_closes_early_is_no_error(sample_store: Path) -> None:
    shell = f"{sys.executable} -m tui.cli.main events {sample_store} --json | head -1"
    result = subprocess.run(  # noqa: S602 - the program under test, in a shell's pipe
        shell, shell=True, capture_output=True, check=False, env=ENVIRONMENT, cwd=Path(__file__).parents[2]
    )
    assert (result.stdout.count(b"\n"), result.stderr) == (1, b"")


def test_events_starts_without_the_screen(sample_store: Path) -> None:
    code = (
        "import sys; from tui.cli.main import app\n"
        f"app(['events', {str(sample_store)!r}, '--limit', '1'], standalone_mode=False)\n"
        "assert not [name for name in sys.modules if name.startswith(('textual', 'lxml', 'alembic'))]"
    )
    result = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-c", code], capture_output=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert result.returncode == 0, result.stderr.decode()


def test_every_command_explains_itself() -> None:
    overview = gridtrail("--help").stdout.decode()
    for command in ("demo", "open", "import", "events", "show", "tree", "export", "rebuild"):
        assert f"  {command}" in overview
        text = gridtrail(command, "--help").stdout.decode()
        assert "Usage:" in text
