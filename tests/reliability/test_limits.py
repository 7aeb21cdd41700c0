"""How much of a hostile input is taken in: each limit below, at and above it, and where it is changed."""

import gzip
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from store.database.store import Store
from store.errors import StoreError
from store.exchange.importing import Import
from store.exchange.messages.reading import MessageError, message
from store.exchange.reports.pages import LONGEST_TEXT as LONGEST_IN_A_PAGE
from store.exchange.sources.limits import DEFAULT_LIMITS, Limits, set_by, size_in_words
from store.exchange.spreadsheet import LONGEST_CELL
from store.model.event import DEEPEST
from store.model.texts.inert import MARKS_IN_A_ROW
from store.model.texts.tolerant import LONGEST_BYTES, LONGEST_TEXT
from store.query.language.parsing import LONGEST
from tests.hostile.commands import gridtrail
from tests.importing.packed import zipped
from tests.messages.message_files import cim, cim_period, cim_series
from tests.support.entries import encoded, entry
from tui.cli.comparing.json_files import DEEPEST as DEEPEST_COMPARED
from tui.cli.comparing.json_files import read_json
from tui.cli.printing.states import LONGEST_VALUE
from tui.settings import SettingsError, load_settings

ENTRY = encoded(entry("odd"))
LINES = b"\n".join(encoded(entry("odd", number)) for number in range(200))
MESSAGE = cim("Schedule_MarketDocument", "2:scheduledocument:5:2", cim_series(cim_period([(1, "1"), (2, "2")])))


def reasons(store: Store, path: Path, content: bytes, limits: Limits) -> list[str]:
    """Return why what of a file could not go in."""
    path.write_bytes(content)
    found: list[str] = []
    Import(store, reject=lambda one: found.append(one.reason), limits=limits).run([str(path)])
    return found


@pytest.mark.parametrize(
    ("name", "content", "most"),
    [
        ("entry_bytes", ENTRY, len(ENTRY)),
        ("source_bytes", gzip.compress(LINES, mtime=0), len(LINES)),
        ("members", zipped({f"{number}.json": ENTRY for number in range(3)}), 3),
        ("message_bytes", MESSAGE, len(MESSAGE)),
    ],
    ids=["entry_bytes", "source_bytes", "members", "message_bytes"],
)
def test_what_is_at_a_limit_goes_in_and_what_is_beyond_is_told_with_its_name(
    store: Store, tmp_path: Path, name: str, content: bytes, most: int
) -> None:
    for allowed in (most + 1, most):
        said = reasons(store, tmp_path / "file", content, replace(DEFAULT_LIMITS, **{name: allowed}))
        assert [one for one in said if "limits." in one] == []
    (said_of,) = reasons(store, tmp_path / "file", content, replace(DEFAULT_LIMITS, **{name: most - 1}))
    assert set_by(name) in said_of


def test_content_may_grow_by_its_ratio_and_below_a_size_by_any(store: Store, tmp_path: Path) -> None:
    packed = gzip.compress(LINES, mtime=0)
    ratio = -(-len(LINES) // len(packed))
    for limits in (
        Limits(ratio_free_bytes=1, zip_ratio=ratio),
        Limits(ratio_free_bytes=len(LINES), zip_ratio=1),
    ):
        assert reasons(store, tmp_path / "file", packed, limits) == []
    for limits in (
        Limits(ratio_free_bytes=1, zip_ratio=ratio - 1),
        Limits(ratio_free_bytes=len(LINES) - 1, zip_ratio=1),
    ):
        (said,) = reasons(store, tmp_path / "file", packed, limits)
        assert set_by("zip_ratio") in said


def test_a_message_expands_to_so_many_quarter_hours() -> None:
    for allowed in (2, 3):
        assert len(message(MESSAGE, Limits(quarter_hours=allowed)).series[0].points) == 2
    with pytest.raises(MessageError, match=r"more than 1 quarter-hours \(limits\.quarter_hours"):
        message(MESSAGE, Limits(quarter_hours=1))


def test_a_file_that_is_compared_has_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'{"a": 1}')
    for allowed in (8, 9):
        assert read_json(str(path), allowed) == {"a": 1}
    with pytest.raises(StoreError, match=r"more than 7 bytes \(limits\.compared_bytes"):
        read_json(str(path), 7)


@pytest.mark.parametrize(("levels", "taken"), [(DEEPEST - 1, 1), (DEEPEST, 1), (DEEPEST + 1, 0)])
def test_an_entry_is_nested_so_deep(store: Store, tmp_path: Path, levels: int, taken: int) -> None:
    # the entry, its data and the state are levels too
    state = "[" * (levels - 2) + "]" * (levels - 2)
    content = encoded(entry("odd", after="HERE")).replace(b'"HERE"', state.encode())
    assert reasons(store, tmp_path / "a.jsonl", content, DEFAULT_LIMITS) == (
        [] if taken else [f"nested deeper than {DEEPEST} levels"]
    )


@pytest.mark.parametrize("key", ["uid", "type"])
def test_a_name_has_so_many_characters(store: Store, key: str) -> None:
    made = [encoded({**entry("odd", size), key: "x" * size}) for size in (LONGEST_TEXT - 1, LONGEST_TEXT)]
    assert store.append(made, origin="test").added == 2
    beyond = encoded({**entry("odd", 3), key: "x" * (LONGEST_TEXT + 1)})
    assert f"more than {LONGEST_TEXT} characters" in store.append([beyond], origin="test").refused[0].reason


def test_the_settings_change_a_limit_where_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = tmp_path / "gridtrail" / "config.toml"
    settings.parent.mkdir()
    settings.write_text(f"[limits]\nentry_bytes = {len(ENTRY) - 1}\ncompared_bytes = 3\n", encoding="utf-8")
    path = tmp_path / "a.jsonl"
    path.write_bytes(ENTRY)
    refused = gridtrail("import", str(tmp_path / "s.db"), str(path), terminal=False)
    assert (refused.code, set_by("entry_bytes") in refused.errors.decode()) == (2, True)
    compared = gridtrail("diff", str(path), str(path), terminal=False)
    assert (compared.code, set_by("compared_bytes") in compared.errors.decode()) == (2, True)
    settings.unlink()
    assert gridtrail("import", str(tmp_path / "s.db"), str(path), terminal=False).code == 0


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("members = 7", Limits(members=7)),
        ("entry_bytes = 7", Limits(entry_bytes=7)),
        ('source_bytes = "2 TiB"\nmessage_bytes = "3KiB"', Limits(source_bytes=2 << 40, message_bytes=3 << 10)),
    ],
)
def test_a_limit_is_a_number_or_a_size(tmp_path: Path, text: str, limits: Limits) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[limits]\n{text}\n", encoding="utf-8")
    assert load_settings(path).limits == limits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("limits = 3", "'limits' is no table"),
        ("[limits]\nlines = 3", "'limits.lines' is no limit; there are entry_bytes, source_bytes"),
        ("[limits]\nmembers = 0", "'limits.members' is 0; allowed are whole numbers from 1"),
        ("[limits]\nmembers = true", "'limits.members' is True"),
        ('[limits]\nmembers = "3 MiB"', "'limits.members' is '3 MiB'"),
        ('[limits]\nentry_bytes = "64 MB"', "'limits.entry_bytes' is '64 MB'; allowed are sizes such as"),
        ('[limits]\nentry_bytes = "2000 TiB"', "'limits.entry_bytes' is '2000 TiB'"),
    ],
)
def test_what_is_no_limit_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert said in str(caught.value)


def test_the_documented_limits_are_those_that_hold() -> None:
    written = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = [[cell.strip(" `") for cell in line.split("|")[1:3]] for line in written.splitlines() if line[:3] == "| `"]
    shown: Callable[[str, int], str] = lambda name, value: (  # noqa: E731 - used once
        size_in_words(value) if name.endswith("_bytes") else str(value)
    )
    assert rows == [[one.name, shown(one.name, getattr(DEFAULT_LIMITS, one.name))] for one in fields(Limits)]
    for row in (
        f"| levels that an entry is nested | {DEEPEST} |",
        f"| levels that a JSON file is nested, for `diff` | {DEEPEST_COMPARED} |",
        f"| characters of a uid or a type of an event | {LONGEST_TEXT} |",
        f"| bytes of a uid | {LONGEST_BYTES} |",
        f"| characters of a query | {LONGEST} |",
        f"| a value of `gridtrail show` | {LONGEST_VALUE} |",
        f"| a cell of CSV | {LONGEST_CELL} |",
        f"| a text of an HTML report | {LONGEST_IN_A_PAGE} |",
        f"| combining marks on one character | {MARKS_IN_A_ROW} |",
    ):
        assert row in written


@pytest.mark.parametrize(("digits", "taken"), [(4299, 1), (4300, 1), (4301, 0)])
def test_a_whole_number_has_so_many_digits(store: Store, digits: int, taken: int) -> None:
    made = entry("odd", before={"n": 1}, after={"n": "HERE"})
    content = encoded(made).replace(b'"HERE"', b"9" * digits)
    appended = store.append([content], origin="test")
    assert (appended.added, len(appended.refused)) == (taken, 1 - taken)
    for command in ("show", "diff"):
        shown = gridtrail(command, store.location, made["uid"])
        assert (shown.code == 2) is (not taken)
