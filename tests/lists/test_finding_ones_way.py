"""Finding one's way on the screen: jumps, places, matches among others, marks, and the histogram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store.model.timeline import EVERYTHING, Scope
from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tui.app import GridtrailApp
from tui.questions.answers import RowsLoaded
from tui.questions.ways import NotReached, Reached
from tui.remembered import read_memory, store_key
from tui.screens.filtering.filtering import Filtering
from tui.screens.places.ask_place import AskPlace
from tui.screens.places.bookmarking import Bookmarking
from tui.screens.places.jumping import Jumping
from tui.screens.places.searching import Searching
from tui.widgets.places.histogram_bar import HistogramBar

SAMPLES = [
    "01_two_good_days.jsonl",
    "02_rejected_and_resubmitted.jsonl",
    "03_anomaly_and_correction.jsonl",
    "04_partial_confirmation.jsonl",
]


@asynccontextmanager
async def timeline_of(
    folder: Path, size: tuple[int, int] = (120, 40), **more: object
) -> AsyncIterator[tuple[GridtrailApp, Pilot[None]]]:
    """Give the application with the timeline of all schedules in front, the cursor on the newest event."""
    target = folder / "ways.db"
    app = app_on(str(target) if target.exists() else store_of(target, SAMPLES), **more)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "2", "escape", "G")
        yield app, pilot


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type into the line that has the focus, and keep it."""
    field = pilot.app.focused
    assert isinstance(field, Input)
    field.value = text
    await press(pilot, "enter")


def row_of(pilot: Pilot[None]) -> str:
    """Return the row with the cursor."""
    return next(line for line in shown(main_screen(pilot).timeline).splitlines() if "▌" in line)


def filter_of(pilot: Pilot[None]) -> str:
    return main_screen(pilot).query_one(Filtering).filter.text


def told(app: GridtrailApp) -> list[str]:
    return [one.message for one in app._notifications]


async def test_one_jumps_to_trouble_another_day_a_time_and_a_uid(tmp_path: Path) -> None:
    async with timeline_of(tmp_path) as (app, pilot):
        await press(pilot, "[")
        assert "imposed" in row_of(pilot)
        await press(pilot, "g", "[")
        assert told(app) == ["nothing is wrong before this event in what is listed"]
        await press(pilot, "]")
        assert "✘ rejected" in row_of(pilot)
        rejected = main_screen(pilot).timeline.selected
        await press(pilot, "}")
        after = main_screen(pilot).timeline.selected
        assert rejected
        assert after
        assert after.day != rejected.day
        assert after.created_at >= rejected.created_at
        await press(pilot, "G", "}")
        assert told(app)[-1] == "there is no other delivery day after this event in what is listed"
        await press(pilot, "{")
        assert main_screen(pilot).timeline.selected

        await press(pilot, ":")
        assert isinstance(app.screen, AskPlace)
        await typed(pilot, "2026-03-25 13:46:05")
        assert "13:46:37" in row_of(pilot)
        await press(pilot, "g", ":")
        await typed(pilot, "25 Mar 13:46:05")
        assert "13:46:37" in row_of(pilot)
        await press(pilot, ":")
        await typed(pilot, after.uid[:8])
        assert main_screen(pilot).timeline.selected == after
        await press(pilot, ":")
        await typed(pilot, "nosuchuid")
        assert told(app)[-1] == "there is no event with the uid 'nosuchuid'"
        assert main_screen(pilot).timeline.selected == after
        assert main_screen(pilot).reader.scope == EVERYTHING


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("14:99", "no time of day"),
        ("25:00", "no time of day"),
        ("14:5", "no moment such as 2026-03-26T14:05, 2026-03-26, or 14:05"),
        ("2026-02-30", "on no calendar and no clock"),
        ("2026-03-26 14:99", "on no calendar and no clock"),
        ("30 Feb 14:05", "on no calendar and no clock"),
        ("26 Mar 14", "no moment such as"),
    ],
)
async def test_a_time_that_is_on_no_clock_is_not_taken_for_a_uid(tmp_path: Path, text: str, why: str) -> None:
    async with timeline_of(tmp_path) as (app, pilot):
        await press(pilot, ":")
        await typed(pilot, text)
        assert isinstance(app.screen, AskPlace)
        assert f"'{text}' is {why}" in shown(app)
        assert not any("no event" in one for one in told(app))
        await press(pilot, "escape")


async def test_a_way_through_a_list_that_is_gone_leads_nowhere(tmp_path: Path) -> None:
    async with timeline_of(tmp_path) as (app, pilot):
        screen = main_screen(pilot)
        await press(pilot, "g", "]", "space", "'")
        found = screen.timeline.selected
        assert found
        screen.query_one(Filtering).apply("type:schedule.created")
        await settle(pilot)
        before = row_of(pilot)
        for guide in (Jumping, Bookmarking):
            screen.query_one(guide).post_message(Reached(found))
            screen.query_one(guide).post_message(NotReached("there is none"))
        await settle(pilot)
        assert row_of(pilot) == before
        assert all(said.startswith("all schedules") for said in told(app))


async def test_places_are_walked_back_and_forward_with_scope_filter_and_event(tmp_path: Path) -> None:
    async with timeline_of(tmp_path) as (app, pilot):
        screen = main_screen(pilot)
        await press(pilot, "[")
        first = row_of(pilot)
        screen.query_one(Filtering).apply("type:version.rejected")
        await settle(pilot)
        assert screen.timeline.total == 1
        await press(pilot, "R")
        assert filter_of(pilot).startswith("request:")
        assert (screen.timeline.total or 0) > 1
        assert screen.timeline.selected
        assert screen.timeline.selected.type == "version.rejected"
        await press(pilot, "R")
        assert filter_of(pilot) == "type:version.rejected"
        await press(pilot, "H")
        assert (filter_of(pilot), row_of(pilot)) == ("", first)
        await press(pilot, "L", "L")
        assert filter_of(pilot).startswith("request:")
        await press(pilot, "H", "H", "1", "down", "down", "down")
        assert isinstance(screen.reader.scope, Scope)
        assert screen.reader.scope != EVERYTHING
        await press(pilot, "H")
        assert screen.reader.scope == EVERYTHING
        assert row_of(pilot) == first
        assert not any("leaves that event out" in one for one in told(app))


async def test_matches_stand_among_the_others_and_are_walked(tmp_path: Path) -> None:
    async with timeline_of(tmp_path) as (_app, pilot):
        screen = main_screen(pilot)
        screen.query_one(Filtering).apply("balance")
        await settle(pilot)
        assert "match 2/2" in shown(screen.timeline)
        await press(pilot, "n")
        assert "match 1/2" in shown(screen.timeline)
        rejected = screen.timeline.selected
        await press(pilot, "o")
        assert (screen.timeline.total or 0) > 50
        assert screen.timeline.selected == rejected
        text = shown(screen.timeline)
        assert "▌•" in text
        assert "around the matches of balance · match 1/2" in text
        await press(pilot, "k", "k", "k")
        assert "match ·/2" in shown(screen.timeline)
        await press(pilot, "n", "n")
        assert "match 2/2" in shown(screen.timeline)
        await press(pilot, "N", "N")
        assert "match 2/2" in shown(screen.timeline)
        await press(pilot, "k", "k", "escape")
        assert screen.timeline.total == 2
        assert screen.timeline.selected == rejected
        assert filter_of(pilot) == "balance"
        await press(pilot, "o", "X")
        assert "around" not in shown(screen.timeline)
        assert filter_of(pilot) == ""


async def test_matches_have_their_sign_in_whichever_rows_come_one_right_after_the_other(tmp_path: Path) -> None:
    async with timeline_of(tmp_path) as (_app, pilot):
        screen = main_screen(pilot)
        screen.query_one(Filtering).apply("type:version.*")
        await settle(pilot)
        total = screen.timeline.total
        await press(pilot, "o")
        asked = screen.timeline.asked
        every = [row for at in range(screen.timeline.total or 0) if (row := screen.timeline._rows.get(at))]
        searching = screen.query_one(Searching)
        searching._note()
        for at in range(0, len(every), 10):
            screen.reader.post_message(RowsLoaded(asked, 0, tuple(every[at : at + 10])))
        await settle(pilot)
        assert len(screen.timeline.notes.matches or ()) == total


async def test_marks_are_set_walked_cleared_brought_back_and_remembered(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with timeline_of(tmp_path, state_path=state) as (app, pilot):
        screen = main_screen(pilot)
        await press(pilot, "space", "g", "j", "space")
        text = shown(screen.timeline)
        assert "▌*" in text
        assert "* 2 marked" in text
        await press(pilot, "'")
        assert screen.timeline.at_end
        await press(pilot, "'")
        assert screen.timeline.cursor == 1
        await press(pilot, "M")
        assert "*" not in shown(screen.timeline)
        assert told(app) == ["2 marks are gone: M again brings them back"]
        await press(pilot, "M", "space")
        assert "* 1 marked" in shown(screen.timeline)
        await pilot.press("q")
    assert len(read_memory(state).of(store_key(str(tmp_path / "ways.db"))).marks) == 1
    async with timeline_of(tmp_path, state_path=state) as (_app, pilot):
        assert "* 1 marked" in shown(main_screen(pilot).timeline)


async def test_a_span_of_the_histogram_narrows_the_list(tmp_path: Path) -> None:
    async with timeline_of(tmp_path) as (app, pilot):
        screen = main_screen(pilot)
        bar = screen.query_one(HistogramBar)
        assert "▲" in shown(bar)
        assert "◐" in shown(bar)
        assert sum(one.events for one in bar.histogram.buckets) == screen.timeline.total
        await press(pilot, "4", "home", "space", "right", "right")
        assert "24 Mar 12:00:00 → 21:00:00" in shown(bar)
        await press(pilot, "enter")
        assert filter_of(pilot) == "since:2026-03-24T12:00 before:2026-03-24T21:00"
        listed = screen.timeline.total
        assert listed
        assert sum(one.events for one in bar.histogram.buckets) == listed
        await press(pilot, "H")
        assert filter_of(pilot) == ""
        await press(pilot, "4", "home", "right", "right", "right", "enter")
        assert told(app) == ["no event came in this span"]
        await press(pilot, "4", "escape")
        assert screen.timeline.has_focus

        await pilot.mouse_down(HistogramBar, offset=(16, 0))
        await pilot.hover(HistogramBar, offset=(30, 0))
        await pilot.mouse_up(HistogramBar, offset=(30, 0))
        await settle(pilot)
        assert filter_of(pilot).startswith("since:2026-03-24T")
        await pilot.resize_terminal(100, 28)
        await settle(pilot)
        assert not bar.display or not bar.size
        await press(pilot, "4")
        assert "needs a higher screen" in told(app)[-1]
