"""What the comparison of two sides says, and what can be copied of it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import jsonpatch
import pytest
from textual.app import App
from textual.pilot import Pilot

from store.diff.days.day_comparison import day_comparison
from store.diff.versions.sides import Side
from store.errors import StoreError
from store.model.schedules.version_state import Told
from store.model.status import Status
from tests.diff.series_states import series, version
from tests.support.screens import press, settle, shown
from tui.presentation.changes.copies import sides_copies
from tui.presentation.comparing.compared_lines import count_lines, side_line
from tui.presentation.comparing.marked import MarkedVersion, shared_part, told_apart
from tui.presentation.pieces import cells, plain
from tui.presentation.signs import ASCII, UNICODE, Signs
from tui.questions.differences.comparing import MarkedSide, Pair
from tui.screens.differences.compare import CompareScreen
from tui.screens.differences.quarter_hours import QuarterHoursScreen

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 26)
SENT = Told("sent", "version.submitted", datetime(2026, 3, 25, 12, 46, 4, tzinfo=UTC))
ANSWERED = Told("answered", "version.rejected", datetime(2026, 3, 25, 12, 46, 37, tzinfo=UTC))


def marked(number: int, state: dict[str, Any], name: str = "", amounts: Told | None = SENT) -> MarkedSide:
    name = name or f"Thu 26 Mar 2026 · 50Hertz · v{number}"
    side = Side(name, state, "version.submitted", DAY, "DE", "11XALPHA")
    status = Status.REJECTED if number == 1 else Status.CONFIRMED
    return MarkedSide(MarkedVersion(name, "s", number), side, status, "a word", ANSWERED, amounts)


BEFORE = version(series("TS-1", {0: 4.0, 1: 4.0}), series("TS-2", {0: 4.0}), series("TS-4", {0: 1.0}))
AFTER = version(series("TS-1", {0: 4.0, 1: 6.0}), series("TS-3", {0: 8.0}), series("TS-4", {0: 1.0}))
PAIR = marked(1, BEFORE), marked(2, AFTER)


@asynccontextmanager
async def screen(
    pair: Pair | StoreError = PAIR, size: tuple[int, int] = (120, 36), signs: Signs = UNICODE
) -> AsyncIterator[tuple[Pilot[None], CompareScreen]]:
    def question() -> Pair:
        if isinstance(pair, StoreError):
            raise pair
        return pair

    app: App[None] = App()
    comparing = CompareScreen(question, signs, BERLIN)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(comparing)
        await settle(pilot)
        yield pilot, comparing


def counts(before: dict[str, Any], after: dict[str, Any], width: int = 200) -> str:
    found = day_comparison(marked(1, before).side, marked(2, after).side)
    return "\n".join(map(plain, count_lines(found, width, UNICODE)))


def test_the_counts_name_what_was_added_removed_and_changed_and_the_largest_difference() -> None:
    assert counts(BEFORE, AFTER) == (
        "series  1 added · 1 removed · 1 changed · 1 same   "
        "Σ |Δ| 3.500 MWh in 3 quarter-hours  largest +8.000 MW at 00:00 in TS-3"
    )
    assert counts(AFTER, AFTER).endswith("3 same   no quarter-hour differs")
    assert counts(BEFORE, AFTER, 60).count("\n") == 1


def test_what_cannot_be_compared_is_said_not_counted_as_a_difference() -> None:
    silent = version(series("TS-1", None), series("TS-2", {0: 4.0}), series("TS-4", {0: 1.0}))
    told = counts(silent, version(series("TS-1", {0: 4.0}), series("TS-2", {0: 4.0}), series("TS-4", {0: 1.0})))
    assert "0 added · 0 removed · 0 changed · 2 same  ⚠ 1 cannot be compared" in told
    assert counts({"status": "a"}, AFTER) == "no amounts to compare: at least one side tells of no series"


@pytest.mark.parametrize("width", [30, 60, 90, 118, 200])
def test_a_side_names_itself_first_and_then_as_much_as_there_is_room_for(width: int) -> None:
    text = plain(side_line("A", PAIR[0], width, UNICODE, BERLIN))
    assert cells(side_line("A", PAIR[0], width, UNICODE, BERLIN)) <= width
    assert text.startswith("A Thu 26 Mar 2026 · 50Hertz"[: width - 1])
    if width == 200:
        assert text.endswith("as of 25 Mar 13:46:37 version.rejected  amounts 25 Mar 13:46:04 version.submitted")
    bare = marked(1, BEFORE, amounts=None)
    assert "no amounts" in plain(side_line("A", bare, max(width, 90), UNICODE, BERLIN))


def test_names_are_told_apart_by_what_they_do_not_share() -> None:
    one, other = "Thu 26 Mar 2026 · 50Hertz · v1", "Thu 26 Mar 2026 · 50Hertz · v2"
    assert told_apart(one, other, UNICODE) == ("v1", "v2")
    assert shared_part(one, other, UNICODE) == "Thu 26 Mar 2026 · 50Hertz"
    assert told_apart(one, one, UNICODE) == ("v1", "v1")
    assert told_apart(one, "x", UNICODE) == (one, "x")
    assert shared_part(one, "x", UNICODE) == ""


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 36), (200, 60)])
async def test_both_sides_and_what_differs_are_in_sight_at_every_size(size: tuple[int, int]) -> None:
    async with screen(size=size) as (_, comparing):
        text = shown(comparing.app)
        assert "A Thu 26 Mar 2026 · 50Hertz · v1" in text
        assert "B Thu 26 Mar 2026 · 50Hertz · v2" in text
        assert "1 added · 1 removed" in text
        assert len(comparing.panes.pair.lines) > 2


async def test_d_shows_the_quarter_hours_of_both_sides() -> None:
    async with screen() as (pilot, _):
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, QuarterHoursScreen)
        assert "Thu 26 Mar 2026 · 50Hertz · A v1 → B v2" in shown(pilot.app)


async def test_sides_with_long_names_are_a_and_b_in_columns_and_named_whole_in_the_title() -> None:
    other = marked(2, AFTER, "Wed 25 Mar 2026 · 50Hertz · v2")
    async with screen((PAIR[0], other), size=(120, 36)) as (pilot, _):
        await press(pilot, "d")
        text = shown(pilot.app)
        assert "· A Thu 26 Mar 2026 · 50Hertz · v1 → B Wed 25 Mar 2026 · 50Hertz · v2" in text
        assert "A MW" in text
        assert "B MW" in text
        assert "more B" in text
        assert "A 4.000 MW · B 6.000 MW" in text


async def test_without_amounts_d_says_why_not() -> None:
    async with screen((marked(1, {"status": "a"}), marked(2, {"status": "b"}))) as (pilot, comparing):
        await press(pilot, "d")
        assert pilot.app.screen is comparing
        messages = ["Quarter-hours: there are no amounts to compare"]
        assert [one.message for one in pilot.app._notifications] == messages


async def test_a_failing_store_is_one_sentence_and_nothing_can_be_done_yet() -> None:
    async with screen(StoreError("the log does not say what v7 [b]holds\x1b")) as (pilot, comparing):
        assert "✘ the log does not say what v7 [b]holds␛  (r tries again)" in shown(pilot.app)
        await press(pilot, "s", "d", "y")
        assert pilot.app.screen is comparing
        assert comparing.why_not("copy") == "nothing is compared yet"


async def test_ascii_and_hostile_names_stay_inert() -> None:
    name = "[red]\x1b]0;x\x07\u202e"
    hostile = version(series(name, {0: 1.0}))
    pair = marked(1, hostile), marked(2, version(series(name, {0: 2.0}), series("TS-9", {0: 1.0})))
    async with screen(pair, signs=ASCII) as (pilot, _):
        text = shown(pilot.app)
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
        assert "[red]" in text


def test_the_patch_that_is_copied_makes_b_of_a_and_the_markdown_names_both() -> None:
    copies = {one.letter: one for one in sides_copies((PAIR[0].side, PAIR[1].side), None)}
    patch = json.loads(copies["c"].text())
    assert jsonpatch.apply_patch(BEFORE, patch) == AFTER
    assert json.loads(copies["1"].text()) == BEFORE
    assert json.loads(copies["2"].text()) == AFTER
    text = copies["m"].text()
    assert "50Hertz · v1" in text
    assert "50Hertz · v2" in text
    assert "TS-3" in text
    assert copies["v"].missing
