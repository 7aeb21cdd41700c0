"""`gridtrail diff`: what its words name, the forms it answers in, and how it ends."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from store.diff.json_patch import json_patch
from tests.support.command_line import gridtrail
from tests.support.pane_events import series, version
from tests.support.report_texts import HOSTILE, is_inert, page, pictures, tables
from tests.support.terminal import Terminal, homes
from tui.cli.comparing.colours import Colours

TENNET = "1914b75a-a42e-4a37-baa4-df2b908236c0"


def written(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value))
    return path


def uids(store: Path, type_: str) -> list[str]:
    rows = map(json.loads, gridtrail("events", store, "--json").stdout.splitlines())
    return [row["uid"] for row in rows if row["type"] == type_]


def test_two_versions_of_a_schedule_differ_in_the_quarter_hours_that_were_altered(sample_store: Path) -> None:
    result = gridtrail("diff", sample_store, TENNET, "--versions", 1, 2, "--markdown")
    assert (result.returncode, result.stderr) == (1, b"")
    text = result.stdout.decode()
    assert text.startswith("### TenneT DE · 2026-03-26 · v1 → v2\n")
    assert tables(text)[1][1:] == [
        ["18:00–19:30", "6", "37.691…42.855", "40.191…45.355", "+2.500"],
        ["Σ of the day in MWh", "", "719.340", "723.090", "+3.750"],
    ]


def test_a_version_alone_is_compared_with_the_one_before_it(sample_store: Path) -> None:
    alone = gridtrail("diff", sample_store, f"{TENNET}:2")
    assert alone.stdout == gridtrail("diff", sample_store, TENNET, "--versions", 1, 2).stdout
    named = gridtrail("diff", sample_store, f"{TENNET}:1", f"{TENNET}:2", "--json")
    assert named.stdout == gridtrail("diff", sample_store, f"{TENNET}:2", "--json").stdout


def test_an_event_is_compared_with_itself_before(sample_store: Path) -> None:
    found = uids(sample_store, "version.rejected")[0]
    lines = map(json.loads, gridtrail("diff", sample_store, found, "--json").stdout.splitlines())
    status = next(one for one in lines if one["path"] == "status")
    assert status == {
        "path": "status",
        "pointer": "/status",
        "kind": "changed",
        "before": "submitted",
        "after": "rejected",
    }


def test_two_events_are_compared_in_what_they_left_behind(sample_store: Path) -> None:
    one, other = uids(sample_store, "version.submitted")[:2]
    text = gridtrail("diff", sample_store, one, other).stdout.decode()
    assert f"--- after {one}\n+++ after {other}\n" in text


def test_the_patch_of_two_files_is_that_of_their_values(tmp_path: Path) -> None:
    before, after = {"a": [1, 2], "é\x7f": "x"}, {"a": [2], "b": None}
    one, other = written(tmp_path / "a.json", before), written(tmp_path / "b.json", after)
    result = gridtrail("diff", one, other, "--json-patch")
    assert json.loads(result.stdout) == json_patch(before, after)
    assert result.stdout.isascii()
    assert b"\x7f" not in result.stdout


def test_files_that_are_alike_exit_0_and_numbers_are_compared_as_numbers(tmp_path: Path) -> None:
    one, other = written(tmp_path / "a.json", {"a": 1, "b": 2}), written(tmp_path / "b.json", {"b": 2.0, "a": 1.0})
    assert gridtrail("diff", one, other).returncode == 0
    assert gridtrail("diff", one, "-", "--json", stdin=b'{"a": 1, "b": 2}').stdout == b""
    assert gridtrail("diff", one, "-", stdin=b'{"a": true, "b": 2}').returncode == 1


def test_an_entry_in_a_file_is_compared_with_itself_and_with_the_store(sample_store: Path, tmp_path: Path) -> None:
    found = uids(sample_store, "version.rejected")[0]
    path = tmp_path / "entry.json"
    path.write_bytes(gridtrail("show", sample_store, found, "--json").stdout)
    of_file, of_store = gridtrail("diff", path, "--json"), gridtrail("diff", sample_store, found, "--json")
    assert (of_file.stdout, of_file.returncode) == (of_store.stdout, 1)
    assert gridtrail("diff", sample_store, found, path).returncode == 0


def test_a_page_is_written_once_and_replaced_only_with_force(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    arguments = ("diff", sample_store, f"{TENNET}:2", "-o", target)
    assert gridtrail(*arguments).returncode == 1
    assert len(pictures(target.read_text())) == 1
    assert "TenneT DE" in page(target.read_text()).findtext(".//h1", "")
    refused = gridtrail(*arguments)
    assert (refused.returncode, b"--force" in refused.stderr) == (2, True)
    assert gridtrail(*arguments, "--force").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), b"missing argument"),
        (("STORE", "nobody"), b"has no event 'nobody'"),
        (("STORE", TENNET), b"is a schedule: compare two of its versions with --versions 2 3"),
        (("STORE", f"{TENNET}:9"), b"has no version 9: the log knows 1, 2"),
        (("STORE", f"{TENNET}:1"), b"is the first of the schedule"),
        (("STORE", "nobody:2"), b"has no versions of a schedule 'nobody'"),
        (("STORE", "a", "b", "c"), b"gridtrail diff --help"),
        (("STORE", TENNET, "--html", "--json"), b"choose one form: --html or --json"),
        (("none.json", "other.json"), b"there is no store and no file 'none.json'"),
        (("text.json", "text.json"), b"neither a store nor one JSON value"),
        (("latin.json", "latin.json"), b"it is not UTF-8"),
        (("deep.json", "deep.json"), b"nested too deeply"),
        (("plain.json",), b"name a second file"),
        (("-", "-"), b"only one of the two files can be standard input"),
    ],
)
def test_wrong_use_exits_2_and_says_what_to_do(
    arguments: tuple[str, ...], sentence: bytes, sample_store: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.json").write_text("{nonsense")
    (tmp_path / "latin.json").write_bytes(b'"\xe9"')
    (tmp_path / "deep.json").write_text("[" * 500 + "]" * 500)
    (tmp_path / "plain.json").write_text('{"a": 1}')
    named = [str(sample_store) if one == "STORE" else one for one in arguments]
    result = gridtrail("diff", *named, cwd=tmp_path)
    assert (result.returncode, sentence in result.stderr) == (2, True), result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("form", ["--unified", "--json", "--json-patch", "--markdown", "--html"])
def test_hostile_texts_reach_no_terminal(form: str, tmp_path: Path) -> None:
    one = written(tmp_path / "a.json", {text: text for text in HOSTILE})
    other = written(tmp_path / "b.json", {text: [text] for text in HOSTILE})
    result = gridtrail("diff", one, other, form, PYTHONIOENCODING="utf-8")
    assert result.returncode == 1
    assert is_inert(result.stdout.decode())


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    before, after = version(series("S", [1.0, 2.0]), status="a"), version(series("S", [1.0, 2.5]), status="b")
    return [str(written(tmp_path / "one.json", before)), str(written(tmp_path / "two.json", after))]


@pytest.mark.parametrize(("width", "beside"), [(120, True), (80, False)])
def test_a_terminal_gets_both_sides_next_to_each_other_where_there_is_room(
    width: int, beside: bool, files: list[str], tmp_path: Path
) -> None:
    terminal = Terminal([sys.executable, "-m", "tui.cli.main", "diff", *files], (width, 24), homes(tmp_path))
    try:
        text = terminal.shows("unchanged", "+0.500")
        assert terminal.end() == 1
    finally:
        terminal.kill()
    lines = text.splitlines()
    assert ("two.json" in lines[0]) == beside
    status = next(line.split() for line in lines if "status" in line)
    assert status == (["~", "status", "a", "│", "~", "status", "b"] if beside else ["~", "status", "a", "→", "b"])


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

    assert Colours.of(Screen()).unified("-x") == "\x1b[31m-x\x1b[0m"
    assert Colours.of(StringIO()).unified("-x") == "-x"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Colours.of(Screen()).unified("-x") == "-x"
