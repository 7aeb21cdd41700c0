"""The live mode against a clock on the wall that each test sets itself."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.lifecycle.scenarios import live, play
from store.lifecycle.simulation import Played
from tests.support.laws import examples
from tests.support.played import begun
from tui.simulator.live import ENTRIES_A_TICK, SPEEDS, Live, LiveClock, Pace

DAY = date(2026, 3, 26)
START = datetime(2026, 3, 25, 12, 40, tzinfo=UTC)
WALL = datetime(2026, 11, 24, 9, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def live_day(speed: int = 60) -> Live:
    return Live(live(seed=1, day=DAY, start=START), START, WALL, speed=speed)


def pace(mode: Live) -> Pace:
    return mode.state.pace


def taken(mode: Live, wall: datetime) -> tuple[Played, ...]:
    """Return what is due, as one who puts it into the store."""
    due = mode.due_now(wall)
    mode.kept()
    return due


def test_a_simulated_clock_goes_as_many_times_faster_as_its_speed_says() -> None:
    clock = LiveClock(START, WALL, speed=60)
    assert clock.now(WALL) == START
    assert clock.now(WALL + seconds(2)) == START + seconds(120)


def test_a_clock_that_does_not_run_stands_still() -> None:
    clock = LiveClock(START, WALL, speed=60).going(WALL + seconds(1), runs=False)
    assert clock.now(WALL + seconds(100)) == START + seconds(60)
    assert clock.going(WALL + seconds(100), runs=True).now(WALL + seconds(101)) == START + seconds(120)


def test_the_hour_by_which_clocks_change_is_no_simulated_hour() -> None:
    before = datetime(2026, 10, 25, 2, 59, 59, tzinfo=BERLIN)
    after = datetime(2026, 10, 25, 2, 0, 1, fold=1, tzinfo=BERLIN)
    assert LiveClock(START, before, speed=1).now(after) == START + seconds(2)
    mode = Live(live(seed=1, day=DAY, start=START), START, before, speed=1)
    mode.now(before)
    assert mode.now(after) == START + seconds(2)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["pause", "resume", "faster", "slower", "look", "tick", "step"]),
            st.floats(-30, 30, allow_nan=False),
        ),
        max_size=15,
    )
)
@settings(max_examples=examples(20), deadline=None)
def test_the_simulated_time_never_goes_back_whatever_the_wall_says(moves: list[tuple[str, float]]) -> None:
    mode, wall = Live(play("happy-day", seed=1, day=DAY, start=START), START, WALL), WALL
    shown = mode.now(wall)
    for move, passed in moves:
        wall += seconds(passed)
        match move:
            case "tick":
                assert all(one.at <= mode.now(wall) for one in taken(mode, wall))
            case "step":
                mode.step_once(wall)
                mode.kept()
            case "look":
                pass
            case _:
                getattr(mode, move)(wall)
        assert mode.now(wall) >= shown
        shown = mode.now(wall)


def test_a_clock_set_back_an_hour_goes_on_from_what_it_showed() -> None:
    mode = live_day()
    assert mode.now(WALL + seconds(10)) == START + seconds(600)
    back = WALL - timedelta(hours=1)
    assert mode.now(back) == START + seconds(600)
    assert mode.now(back + seconds(1)) == START + seconds(660)


def test_a_worker_that_comes_a_little_late_does_not_move_the_clock() -> None:
    mode = live_day(speed=3600)
    mode.now(WALL + seconds(1))
    mode.due_now(WALL + seconds(0.9))
    assert mode.now(WALL + seconds(1)) == START + seconds(3600)


def test_what_is_due_is_played_at_its_time() -> None:
    mode = live_day(speed=1)
    assert taken(mode, WALL) == ()
    played = taken(mode, WALL + seconds(60))
    assert played
    assert all(START <= one.at <= START + seconds(60) for one in played)
    assert taken(mode, WALL + seconds(60)) == ()


def test_live_mode_plays_what_stepping_through_plays_to_the_byte() -> None:
    simulation, stepped = live(seed=1, day=DAY, start=START), []
    while one := simulation.step():
        stepped.append(one)
    mode, wall, played = live_day(speed=3600), WALL, list[Played]()
    while pace(mode) is Pace.RUNNING:
        wall += seconds(mode.next_wake_seconds(wall) or 1)
        played += taken(mode, wall)
    assert played == stepped


def test_one_tick_is_bounded_and_the_next_one_goes_on() -> None:
    storm = play("intraday-storm", seed=1, day=DAY, start=START)
    mode, wall = Live(storm, START, WALL, speed=3600), WALL + timedelta(days=1)
    entries = [sum(len(one.entries) for one in taken(mode, wall)) for _ in range(2)]
    assert ENTRIES_A_TICK <= entries[0] < ENTRIES_A_TICK + 20
    assert entries[1] > 0


def test_what_the_store_did_not_take_is_given_again() -> None:
    mode, later = live_day(), WALL + seconds(1)
    first = mode.due_now(later)
    assert first
    assert mode.due_now(later + seconds(60)) == first
    assert mode.next_wake_seconds(later) == 1
    mode.kept()
    assert first[-1] not in mode.due_now(later + seconds(60))


def test_paused_nothing_becomes_due_and_nobody_is_woken() -> None:
    mode = live_day()
    mode.pause(WALL)
    assert pace(mode) is Pace.PAUSED
    assert mode.next_wake_seconds(WALL) is None
    assert mode.due_now(WALL + timedelta(hours=1)) == ()
    mode.resume(WALL + timedelta(hours=1))
    assert pace(mode) is Pace.RUNNING
    assert mode.now(WALL + timedelta(hours=1)) == START


def test_a_step_plays_the_next_act_while_paused_and_the_clock_goes_to_its_time() -> None:
    mode = live_day()
    mode.pause(WALL)
    times = []
    for _ in range(3):
        (one,) = mode.step_once(WALL)
        mode.kept()
        times.append(one.at)
    assert times == sorted(times)
    assert mode.now(WALL) == times[-1]
    assert pace(mode) is Pace.PAUSED


def test_the_speed_goes_up_and_down_its_ladder_without_a_jump() -> None:
    mode = live_day(speed=1)
    assert [mode.faster(WALL) for _ in range(5)] == [10, 60, 300, 3600, 3600]
    later = WALL + seconds(1)
    assert [mode.slower(later) for _ in range(5)] == [300, 60, 10, 1, 1]
    assert mode.now(later) == START + seconds(3600)
    assert mode.state.speed == SPEEDS[0]


def test_stopped_is_for_good() -> None:
    mode = live_day()
    mode.stop(WALL)
    mode.resume(WALL)
    assert pace(mode) is Pace.STOPPED
    assert mode.due_now(WALL + timedelta(hours=1)) == ()
    assert mode.step_once(WALL) == ()
    assert mode.next_wake_seconds(WALL) is None


@pytest.mark.parametrize(("speed", "passed", "expected"), [(1, 0.0, 0.761), (60, 0.0, 0.1), (1, 1.0, 1.0)])
def test_it_wakes_no_earlier_than_needed(speed: int, passed: float, expected: float) -> None:
    mode, wall = live_day(speed), WALL + seconds(passed)
    if passed:
        taken(mode, wall)
    assert mode.next_wake_seconds(wall) == pytest.approx(expected)


def test_finished_the_clock_stands_until_somebody_moves() -> None:
    mode, last = live_day(speed=3600), WALL
    while one := mode.step_once(WALL):
        mode.kept()
        last = one[0].at
    assert pace(mode) is Pace.FINISHED
    assert mode.next_wake_seconds(WALL) is None
    assert mode.now(WALL + timedelta(hours=5)) == last

    mode.learn(begun().life, WALL + timedelta(hours=5))
    assert pace(mode) is Pace.RUNNING
    assert mode.now(WALL + timedelta(hours=5)) == last
