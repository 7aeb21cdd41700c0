"""Time travel on the screen: everything as of a moment, step by step, played, and back to now."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database.opening import open_store
from store.model.timeline import EVERYTHING, Moment
from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tests.travel.past_states import tree_of
from tui.screens.main import MainScreen
from tui.screens.travel.ask_moment import AskMoment
from tui.screens.travel.time_travel import TimeTravel
from tui.travelling import Arrived
from tui.widgets.lines.travel_line import TravelLine

SAMPLES = ["02_rejected_and_resubmitted.jsonl", "03_anomaly_and_correction.jsonl"]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with two schedules that went wrong first."""
    return store_of(tmp_path_factory.mktemp("travel") / "demo.db", SAMPLES)


async def go_to_first(pilot: Pilot[None]) -> MainScreen:
    """Look at all schedules, and at the first of their events."""
    await settle(pilot)
    await press(pilot, "1", "home", "2", "home")
    return main_screen(pilot)


def travel_of(pilot: Pilot[None]) -> TimeTravel:
    return main_screen(pilot).query_one(TimeTravel)


def notices(pilot: Pilot[None]) -> list[str]:
    return [one.message for one in pilot.app._notifications]


async def test_t_shows_everything_as_of_the_event_and_t_again_as_it_is_now(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        now = shown(screen.schedules)
        total = screen.timeline.total
        await press(pilot, "t")
        assert "as of" in shown(pilot.app)
        assert "not now" in shown(pilot.app)
        assert f"event 1 of {total}" in shown(pilot.app)
        assert screen.timeline.total == 1
        assert "created" in shown(screen.timeline)
        assert screen.has_class("-away")
        await press(pilot, "t")
        assert "not now" not in shown(pilot.app)
        assert shown(screen.schedules) == now
        assert screen.timeline.total == total
        assert not screen.has_class("-away")


async def test_escape_comes_back_to_the_event_that_was_looked_at(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "down", "down", "t", "up")
        selected = screen.timeline.selected
        await press(pilot, "escape")
        assert travel_of(pilot).travel is None
        assert screen.timeline.selected == selected
        # what came after that moment was there before too
        assert screen.timeline.unseen == 0
        assert " new" not in shown(screen.timeline)


async def test_stepping_through_all_events_shows_the_tree_of_each(samples: str) -> None:
    store = open_store(samples, read_only=True)
    rows = store.rows(EVERYTHING, 0, 1000)
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "t")
        for row in rows[1:8]:
            await press(pilot, ".")
            assert screen.shown is not None
            assert screen.shown.row.uid == row.uid
            assert screen.facts == store.as_of(Moment.of(row)).facts()
        await press(pilot, "comma")
        assert screen.facts == store.as_of(Moment.of(rows[6])).facts()
    assert tree_of(store.as_of(Moment.of(rows[-1]))) == tree_of(store)
    store.close()


async def test_steps_that_come_faster_than_they_are_shown_are_not_lost(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "t")
        await pilot.press(".", ".", ".", ".", ".")
        await settle(pilot)
        assert screen.facts is not None
        assert screen.facts.events == 6


async def test_steps_stay_within_what_is_selected_and_end_with_a_word(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "u")
        scope = screen.reader.scope
        await press(pilot, "2", "end", "t", "comma")
        assert screen.shown is not None
        assert screen.shown.row.schedule_uid == scope.schedule_uid
        assert screen.reader.scope.schedule_uid == scope.schedule_uid
        await press(pilot, *["."] * 2)
        assert notices(pilot) == ["there is no later event in what is selected"]


async def test_before_the_first_event_nothing_has_happened(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "t", "at")
        assert isinstance(pilot.app.screen, AskMoment)
        pilot.app.screen.field.value = "2001-01-01"
        await press(pilot, "enter")
        assert "Nothing had happened here yet." in shown(screen.timeline)
        assert "before the first of" in shown(pilot.app)
        await press(pilot, ".")
        assert screen.timeline.total == 1


async def test_a_typed_moment_is_gone_to_and_what_cannot_be_read_says_why(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        row = screen.timeline.selected
        assert row is not None
        at = row.created_at.astimezone(screen._view.zone)
        await press(pilot, "at")
        asking = pilot.app.screen
        assert isinstance(asking, AskMoment)
        asking.field.value = "25:99"
        await press(pilot, "enter")
        assert asking.has_class("-wrong")
        assert "'25:99' is no time of day" in shown(pilot.app)
        asking.field.value = f"{at:%H:%M:%S}.{at.microsecond // 1000:03}"
        await press(pilot, "enter")
        assert screen.timeline.total == 1
        assert "after event 1 of" in shown(pilot.app)


@pytest.mark.parametrize("key", ["m", "C", "v", "exclamation_mark", "d", "y", "e", "at", "question_mark"])
async def test_every_screen_opened_in_the_past_says_so_and_none_opened_now(samples: str, key: str) -> None:
    async with app_on(samples).run_test(size=(80, 24)) as pilot:
        await go_to_first(pilot)
        await press(pilot, "down", key)
        assert "not now" not in shown(pilot.app).splitlines()[0]
        await press(pilot, "escape", "t", key)
        here = pilot.app.screen
        assert not isinstance(here, MainScreen)
        (banner,) = here.query(TravelLine)
        line = shown(pilot.app).splitlines()[banner.region.y]
        assert "as of" in line
        assert "not now" in line
        assert "t back" not in line
        # what shows through is told once
        shows_through = here.styles.background.a < 1
        assert banner.region == pilot.app.screen_stack[1].query_one(TravelLine).region or not shows_through


async def test_a_screen_over_a_screen_of_the_past_and_its_file_say_so_too(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await go_to_first(pilot)
        await press(pilot, "down", "t", "d", "y")
        (banner,) = pilot.app.screen.query(TravelLine)
        assert "not now" in shown(pilot.app).splitlines()[banner.region.y]
        await press(pilot, "escape", "escape", "e", "s")
        assert "gridtrail-timeline-as-of-2026" in shown(pilot.app)


async def test_nothing_is_simulated_in_the_past_and_the_reason_is_said(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await go_to_first(pilot)
        await press(pilot, "t", "s")
        assert notices(pilot) == ["Simulate: this is not now: t goes back to now"]
        await press(pilot, "P")
        assert notices(pilot) == ["Stop: this is not now: t goes back to now"]


async def test_the_head_line_conversation_and_findings_are_as_of_the_moment(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "down", "u", "t")
        assert "1 waiting" in shown(pilot.app)
        assert screen._now() == screen.query_one(TimeTravel).travel.at  # type: ignore[union-attr] # it is away
        await press(pilot, "v")
        later = shown(pilot.app)
        await press(pilot, "escape", "t", "v")
        assert "rejected" not in later
        assert "rejected" in shown(pilot.app)


async def test_what_arrives_meanwhile_does_not_disturb_the_past(tmp_path: Path) -> None:
    target = store_of(tmp_path / "growing.db", SAMPLES[:1])
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "down", "t")
        tree, rows = shown(screen.schedules), shown(screen.timeline)
        store_of(Path(target), SAMPLES[1:])
        await press(pilot, "r")
        assert shown(screen.schedules) == tree
        assert shown(screen.timeline) == rows
        await press(pilot, "t")
        assert shown(screen.schedules) != tree


async def test_playing_goes_on_by_itself_until_it_is_paused(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "t", "p")
        travel = travel_of(pilot)
        assert "1 a second" in shown(pilot.app)
        async with asyncio.timeout(60):
            while (screen.timeline.total or 0) < 4:
                await pilot.pause(0.05)
        await press(pilot, "p")
        assert "a second" not in shown(pilot.app)
        assert travel._timer is None
        total = screen.timeline.total or 0
        await press(pilot, "right_parenthesis", "p")
        assert (screen.timeline.total or 0) >= min(total + 10, 22)


async def test_playing_ends_at_the_last_event_with_no_timer_left(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await go_to_first(pilot)
        await press(pilot, "end", "t", "p")
        travel = travel_of(pilot)
        assert notices(pilot) == ["there is no later event in what is selected"]
        assert travel._timer is None
        assert travel.travel is not None
        assert travel.travel.pace is None


async def test_without_an_event_there_is_nowhere_to_go(empty_store: Path) -> None:
    async with app_on(str(empty_store)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        assert notices(pilot) == ["Travel: no event is selected"]


async def test_a_moment_that_comes_after_going_back_is_not_shown(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        screen = await go_to_first(pilot)
        await press(pilot, "t")
        travel = travel_of(pilot)
        assert travel.travel is not None
        assert travel.store is not None
        late = Arrived(travel.store.as_of(travel.travel.moment), travel.travel, None)
        await press(pilot, "t")
        travel.post_message(late)
        await settle(pilot)
        assert screen.moment is None
