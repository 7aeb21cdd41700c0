"""The copy menu: what can be copied, by letter or by arrows, and how the text left."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import jsonpatch
import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList

from store.diff.changes import MISSING
from store.diff.versions.sides import event_sides
from store.model.timeline import Event
from tests.support.pane_events import OWN, event, series, version
from tui.output.clipboard import TERMINAL_LIMIT_BYTES, Clipboard
from tui.presentation.changes.change_list import change_list, row_text
from tui.presentation.changes.copies import Copy, copies, own_text, pretty_entry, sides_copies
from tui.presentation.panes.pane_lines import ChangeAt
from tui.screens.menus.copy_menu import CopyMenu

CHANGE = event(version(status="submitted"), version(status="rejected"))
AT = ChangeAt(("status",), "submitted", "rejected")


class Copying(App[None]):
    CSS_PATH: ClassVar[str] = str(Path(__file__).parents[2] / "tui" / "styles" / "panes.tcss")


class Desk:
    """A clipboard that keeps what it was given."""

    def __init__(self, path: Path, *, has_tool: bool = True) -> None:
        self.taken: list[str] = []
        self.clipboard = Clipboard(self.taken.append, {}, lambda name: name if has_tool else None, self.run, path)

    def run(self, _command: Sequence[str], _content: bytes) -> bool:
        return True


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "clipboard.txt")


@asynccontextmanager
async def menu(one: Event, at: ChangeAt | None, desk: Desk) -> AsyncIterator[Pilot[None]]:
    app = Copying()
    async with app.run_test(size=(100, 30)) as pilot:
        await app.push_screen(CopyMenu(one, at, desk.clipboard))
        await pilot.pause()
        yield pilot


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def notices(pilot: Pilot[None]) -> list[str]:
    return [notice.message for notice in pilot.app._notifications]


@pytest.mark.parametrize(
    ("letter", "text"),
    [
        ("v", "rejected"),
        ("b", "submitted"),
        ("p", "status"),
        ("j", "/status"),
        ("u", "event-1"),
        ("q", "request-1"),
    ],
)
async def test_a_letter_copies_says_how_and_closes(letter: str, text: str, desk: Desk) -> None:
    async with menu(CHANGE, AT, desk) as pilot:
        await pilot.press(letter)
        await settle(pilot)
        assert desk.taken == [text]
        assert notices(pilot)[0].endswith(" copied with pbcopy")
        assert not isinstance(pilot.app.screen, CopyMenu)


async def test_arrows_and_enter_copy_too(desk: Desk) -> None:
    async with menu(CHANGE, AT, desk) as pilot:
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert desk.taken == ["status"]


async def test_escape_closes_without_copying(desk: Desk) -> None:
    async with menu(CHANGE, AT, desk) as pilot:
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, CopyMenu)
        assert desk.taken == []


async def test_without_a_place_under_the_cursor_only_the_event_can_be_copied(desk: Desk) -> None:
    async with menu(CHANGE, None, desk) as pilot:
        await pilot.press("v", "p", "j")
        await settle(pilot)
        assert desk.taken == []
        options = pilot.app.screen.query_one(OptionList)
        assert options.get_option("v").disabled
        assert "nothing under the cursor" in str(options.get_option("v").prompt)
        assert not options.get_option("u").disabled


async def test_where_nothing_takes_the_text_the_reason_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    desk = Desk(tmp_path / "file" / "clipboard.txt", has_tool=False)
    large = ChangeAt(("a",), MISSING, "x" * (TERMINAL_LIMIT_BYTES + 1))
    async with menu(CHANGE, large, desk) as pilot:
        await pilot.press("v")
        await settle(pilot)
        assert "cannot be written" in notices(pilot)[0]


async def test_text_of_the_event_is_not_interpreted_in_the_menu(desk: Desk) -> None:
    async with menu(CHANGE, ChangeAt(("[/b]",), MISSING, "[red]x\x1b"), desk) as pilot:
        options = pilot.app.screen.query_one(OptionList)
        assert "[red]x␛" in str(options.get_option("v").prompt)
        assert "nothing before" in str(options.get_option("b").prompt)


def text_of(letter: str, one: Event = CHANGE, at: ChangeAt | None = AT) -> str:
    return next(copy.text() for copy in copies(one, at) if copy.letter == letter)


def test_a_list_or_object_is_copied_as_indented_json() -> None:
    assert text_of("v", at=ChangeAt(("a",), 1, {"b": [None]})) == '{\n  "b": [\n    null\n  ]\n}'


def test_the_changes_are_copied_as_a_json_patch_that_leads_to_the_state_after() -> None:
    patch = json.loads(text_of("c"))
    assert patch == [{"op": "replace", "path": "/status", "value": "rejected"}]
    assert jsonpatch.apply_patch(CHANGE.before, patch) == CHANGE.after


@pytest.mark.parametrize(("before", "after", "why"), [(None, {}, "before"), ({}, None, "after")])
def test_an_event_of_one_side_has_no_patch(before: object, after: object, why: str) -> None:
    missing = next(copy.missing for copy in copies(event(before, after), None) if copy.letter == "c")
    assert missing == f"no state {why} is recorded"


def test_every_letter_of_the_menu_is_bound_once() -> None:
    sides = event_sides(CHANGE)
    link = Copy("l", "Link", str)
    letters = {copy.letter for copy in (*copies(CHANGE, AT), *sides_copies(sides, AT), link)}
    bound = [binding.key for binding in CopyMenu.BINDINGS if not isinstance(binding, tuple)]
    assert sorted(bound) == sorted([*letters, "escape"])


def test_an_entry_without_request_id_says_so() -> None:
    bare = replace(CHANGE, row=replace(CHANGE.row, request_id=None))
    assert next(copy.missing for copy in copies(bare, AT) if copy.letter == "q") == "not recorded"


def test_the_row_is_one_line_of_text() -> None:
    text = row_text(CHANGE, ZoneInfo("Europe/Berlin"))
    assert text.startswith("2026-03-25 14:09:03.118 +01:00  ")
    assert row_text(CHANGE, UTC).startswith("2026-03-25 13:09:03.118 UTC  ")
    assert "\n" not in text
    assert "version.status_changed  50Hertz  v3" in text
    assert "submitted → rejected" in text


def test_the_changes_are_a_markdown_table() -> None:
    before = version(series("TS|1", [1.0] * 4), status="submitted")
    after = version(series("TS|1", [1.0, 2.0, 2.0, 1.0]), status="rejected")
    one = event(before, after, {"reason_codes": [{"code": "A54"}]})
    lines = change_list(one, ZoneInfo("Europe/Berlin")).splitlines()
    assert lines == [
        "### 50Hertz · delivery Thu 26 Mar 2026 · v3 · version.status\\_changed · 2026-03-25 14:09:03.118 +01:00",
        "",
        "- uid `event-1`",
        "- request id `request-1`",
        "",
        "Reasons:",
        "",
        "- A54 global position not in balance",
        "",
        "| what | before | after | Δ |",
        "| --- | --- | --- | ---: |",
        "| status | submitted | rejected |  |",
        "| series TS\\|1 00:15–00:45 (2 quarter-hours) | 1.000 MW | 2.000 MW | +1.000 |",
    ]


def test_the_changes_of_a_series_are_named_by_its_id() -> None:
    before, after = (
        version(series("TS-1", [amount, 2.0], status=status))
        for amount, status in ((1.0, "submitted"), (1.5, "imposed"))
    )
    rows = change_list(event(before, after)).splitlines()
    assert "| series TS-1 status | submitted | imposed |  |" in rows
    assert "| series TS-1 00:00 | 1.000 MW | 1.500 MW | +0.500 |" in rows


def anomaly(document: str, name: str, quantities: dict[int, float]) -> dict[str, object]:
    return {
        "series_id": name,
        "business_type": "A02",
        "document_party": document,
        "in_party": OWN,
        "out_party": "11XALPHA",
        "intervals": [{"pos": position, "qty": quantity} for position, quantity in quantities.items()],
    }


def test_anomalies_are_a_table_of_ours_and_theirs() -> None:
    report = {"anomalies": [anomaly(OWN, "S|1", {1: 1.0, 2: 3.0}), anomaly("11XALPHA", "T", {1: 1.5, 2: 3.5})]}
    text = change_list(event(None, report, {"message": {"party": OWN}}, type_="anomaly.received"))
    assert text.splitlines()[5:] == [
        f"internal trade, from 11XALPHA to {OWN}; ours S\\|1, theirs T",
        "",
        "| quarter-hours | ours | theirs | Δ MW |",
        "| --- | --- | --- | ---: |",
        "| 00:00–00:30 (2 quarter-hours) | 1.000…3.000 | 1.500…3.500 | +0.500 |",
    ]


def test_an_anomaly_of_one_side_says_what_is_not_known_of_it() -> None:
    text = change_list(event(None, anomaly(OWN, "S", {1: 0.0, 5: -0.5}), type_="anomaly.received"))
    assert "; S: one value per quarter-hour; the TSO does not say whether amounts or differences\n" in text
    assert text.endswith("| quarter-hours | MW |\n| --- | ---: |\n| 01:00 | −0.500 |\n")


def test_text_cannot_break_out_of_the_markdown() -> None:
    rows = change_list(event({"a|b": "<b>"}, {"a|b": "x\n| y |`*_["})).splitlines()
    assert rows[-1] == "| a\\|b | &lt;b&gt; | x⏎\\| y \\|\\`\\*\\_\\[ |  |"


def test_reasons_cannot_break_out_of_the_markdown_and_control_nothing() -> None:
    text = change_list(event({"a": 1}, {"a": 2}, {"reason_codes": [{"code": "X\x1b", "text": "<i>\n# *now*"}]}))
    assert "- X␛: &lt;i&gt;⏎\\# \\*now\\*\n" in text


def test_no_changes_are_said_in_the_markdown() -> None:
    assert change_list(event({"a": 1}, {"a": 1})).endswith("Nothing changed.\n")


def test_the_entry_is_copied_indented_or_as_it_came() -> None:
    assert pretty_entry(b'{"uid":"\xc3\xbc"}') == '{\n  "uid": "ü"\n}'
    assert pretty_entry(b"[" * 100_000) == "[" * 100_000
    assert own_text(b'{"a":  1}\xff') == '{"a":  1}\\xff'
    assert json.loads(text_of("e")) == json.loads(CHANGE.content)
