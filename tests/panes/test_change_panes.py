"""The change panes in an app of their own."""

import asyncio
import threading

import pytest

from store.model.timeline import Event
from tests.panes.pane_app import CHANGE, LARGE, cursor_row, pane, rows, settle, shown, title
from tests.support.pane_events import drawing, event, points, version
from tui.presentation.panes.lines.change_lines import Drawn, drawn
from tui.presentation.panes.pane_lines import Unfolded
from tui.presentation.signs import ASCII
from tui.presentation.times import TimeFormat
from tui.widgets.lines.details_line import DetailsLine
from tui.widgets.panes.pane_pair import Drawing, PanePair


async def test_without_an_event_it_says_what_to_do() -> None:
    async with shown(None) as (pilot, panes):
        assert not panes.pair.display
        assert "Select an event" in str(panes.query_one(".nothing").render())
        await pilot.press("n", "enter", "x", "w", "down", "end")
        assert panes.current is None


async def test_both_sides_stand_side_by_side_and_aligned() -> None:
    async with shown() as (_, panes):
        assert rows(panes, "before")[0].split() == ["▌~", "status", "submitted"]
        assert rows(panes, "after")[0].split() == ["~", "status", "rejected"]
        assert title(panes).startswith("Before ──")
        assert title(panes).endswith("─┬ After ── change 1 of 2 · n/N")


@pytest.mark.parametrize(("width", "together"), [(79, True), (80, False)])
async def test_a_narrow_widget_has_one_pane(width: int, together: bool) -> None:
    async with shown(width=width) as (_, panes):
        assert title(panes).startswith("Before → After") is together
        assert ("submitted → rejected" in rows(panes)[0]) is together


async def test_the_value_under_the_cursor_can_be_asked_for() -> None:
    async with shown() as (pilot, panes):
        at = panes.current
        assert at is not None
        assert (at.path, at.pointer, at.before, at.after) == ("status", "/status", "submitted", "rejected")
        await pilot.press("end")
        assert panes.current is None


async def test_one_state_alone_has_one_pane_whatever_the_width() -> None:
    async with shown(event(None, version()), width=160) as (pilot, panes):
        assert title(panes) == "After ── nothing before"
        await pilot.press("w")
        assert title(panes) == "After ── nothing before"


async def test_another_event_starts_at_its_first_change() -> None:
    async with shown() as (pilot, panes):
        await pilot.press("end")
        panes.event = event({"a": 0, "b": 1}, {"a": 0, "b": 2})
        await settle(pilot)
        assert "b" in cursor_row(panes)
        assert title(panes).endswith("After ── change 1 of 1")


async def test_a_large_event_leaves_the_last_answer_until_it_is_ready() -> None:
    async with shown() as (pilot, panes):
        panes.event = LARGE
        assert "status" in rows(panes)[0]
        assert str(pane(panes).border_subtitle) == "comparing…"
        await settle(pilot)
        assert "a" in cursor_row(panes)
        assert str(pane(panes).border_subtitle) == ""


async def test_a_superseded_answer_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, done = threading.Event(), threading.Event()

    def slow(one: Event, last: Drawn | None, unfolded: Unfolded, width: int, half: int | None) -> Drawn:
        if one is LARGE:
            go_on.wait(10)
            done.set()
        return drawn(one, last, unfolded, width, half)

    monkeypatch.setattr("tui.widgets.panes.pane_pair.drawn", slow)
    async with shown() as (pilot, panes):
        panes.event = LARGE
        await pilot.pause()
        panes.event = CHANGE
        go_on.set()
        await asyncio.to_thread(done.wait, 10)
        await settle(pilot)
        assert "status" in rows(panes)[0]


async def test_an_answer_that_comes_too_late_is_not_shown() -> None:
    async with shown() as (pilot, panes):
        panes.pair.post_message(PanePair.Built(Drawing(LARGE, Unfolded(), 100, None), drawing(LARGE)))
        await settle(pilot)
        assert "status" in rows(panes)[0]


async def test_no_event_after_a_large_one_stays_empty() -> None:
    async with shown() as (pilot, panes):
        panes.event = LARGE
        panes.event = None
        await settle(pilot)
        assert not panes.pair.display


async def test_a_failure_stands_above_the_last_answer() -> None:
    async with shown() as (pilot, panes):
        panes.failure = "The store is locked [red]."
        await pilot.pause()
        assert str(panes.query_one(".failure").render()) == "The store is locked [red]."
        assert panes.query_one(".failure").display
        assert "status" in rows(panes)[0]
        panes.failure = None
        await pilot.pause()
        assert not panes.query_one(".failure").display


async def test_text_of_the_event_is_not_interpreted() -> None:
    async with shown(event({"a": "[red]x[/b]"}, {"a": "\x1b[31m\u202e[/]"})) as (_, panes):
        assert "[red]x[/b]" in rows(panes, "before")[0]
        assert "␛[31m‹U+202E›[/]" in rows(panes, "after")[0]


async def test_a_resized_widget_draws_to_its_new_width() -> None:
    async with shown() as (pilot, panes):
        await pilot.resize_terminal(70, 20)
        await settle(pilot)
        assert "submitted → rejected" in rows(panes)[0]
        assert {len(row) for row in rows(panes)} == {pane(panes).scrollable_content_region.width}


async def test_signs_can_be_ascii() -> None:
    change = event({"data": points([1.0, 2.0])}, {"data": points([2.0, 2.0])})
    async with shown(change, width=80, signs=ASCII) as (_, panes):
        assert all(row.isascii() for row in rows(panes))
        assert title(panes).isascii()


async def test_the_details_line_names_the_event_in_two_lines_at_most() -> None:
    async with shown(width=60) as (pilot, _):
        line = pilot.app.query_one(DetailsLine)
        text = str(line.render())
        assert text.startswith("uid event-1   at 2026-03-25")
        assert line.size.height == len(text.split("\n")) == 2
        assert text.rstrip().endswith("…") or "org org" in text
        line.time_format = TimeFormat.UTC
        await pilot.pause()
        assert "at 2026-03-25 13:09:03.118 UTC" in str(line.render())
        line.event = None
        await pilot.pause()
        assert str(line.render()) == ""
