"""The countdown to the next gate in the head line."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lifecycle.market.gates import gates
from store.model.market.delivery_day import zone_of
from tui.presentation.head.countdown import coming_gate, countdown, may_come, short_countdown
from tui.presentation.pieces import Line, Role, cells, plain
from tui.presentation.signs import ASCII, UNICODE

THURSDAY = date(2026, 3, 26)
GATE = datetime(2026, 3, 25, 13, 30, tzinfo=UTC)
"""14:30 in Berlin."""
MOMENTS = st.integers(-8_000, 12_000).map(lambda minutes: GATE + timedelta(minutes=minutes))
MARKETS = st.lists(st.sampled_from(["DE", "NL", "germany", "netherlands", "elsewhere", None]))


def shown(now: datetime, *markets: str | None, day: date = THURSDAY) -> str:
    return plain(countdown(day, markets or ("DE",), now, UNICODE))


def role(line: Line) -> Role:
    (piece,) = line
    return piece.role


def test_the_next_gate_counts_down_in_the_time_of_its_market() -> None:
    assert shown(GATE - timedelta(minutes=41, seconds=12)) == "DE gate 14:30 in 00:41:12"
    assert shown(GATE - timedelta(minutes=41, seconds=12), "NL") == "NL gate 15:00 in 01:11:12"


def test_days_stand_before_the_hours() -> None:
    assert shown(GATE - timedelta(days=2, hours=3)) == "DE gate 14:30 in 2 d 03:00:00"


def test_a_gate_less_than_a_quarter_hour_away_is_marked_with_a_sign_and_a_role() -> None:
    now = GATE - timedelta(minutes=14, seconds=59)
    assert plain(countdown(THURSDAY, ["DE"], now, UNICODE)) == "⚠ DE gate 14:30 in 00:14:59"
    assert plain(countdown(THURSDAY, ["DE"], now, ASCII)) == "! DE gate 14:30 in 00:14:59"
    assert role(countdown(THURSDAY, ["DE"], now, UNICODE)) is Role.WAITING
    assert role(countdown(THURSDAY, ["DE"], GATE - timedelta(minutes=15), UNICODE)) is Role.TEXT


def test_a_gate_that_has_just_closed_says_so_and_then_makes_room_for_the_next() -> None:
    assert shown(GATE - timedelta(microseconds=1)) == "⚠ DE gate 14:30 in 00:00:01"
    assert shown(GATE) == "DE gate 14:30 passed"
    assert role(countdown(THURSDAY, ["DE"], GATE, UNICODE)) is Role.MUTED
    assert shown(GATE + timedelta(minutes=15)) == "DE intraday gate 23:30 in 1 d 08:45:00"


def test_of_several_markets_the_gate_that_closes_first_is_shown() -> None:
    assert shown(GATE - timedelta(hours=1), "NL", "DE") == "DE gate 14:30 in 01:00:00"
    assert shown(GATE + timedelta(minutes=14), "NL", "DE") == "DE gate 14:30 passed"
    assert shown(GATE + timedelta(minutes=16), "NL", "DE") == "⚠ NL gate 15:00 in 00:14:00"
    assert shown(GATE + timedelta(hours=1), "NL", "DE") == "DE intraday gate 23:30 in 1 d 08:00:00"


def test_the_last_gate_stays_as_passed_for_a_day() -> None:
    last = gates(THURSDAY, "DE")[-1].closes_at
    assert shown(last + timedelta(hours=23)) == "DE after-day gate 16:00 passed"
    assert shown(last + timedelta(hours=24)) == ""


@pytest.mark.parametrize(
    ("day", "left"),
    [(THURSDAY, "1 d 08:00:00"), (date(2026, 3, 29), "1 d 07:00:00"), (date(2026, 10, 25), "1 d 09:00:00")],
)
def test_a_day_on_which_the_clocks_change_is_counted_in_real_hours(day: date, left: str) -> None:
    now = gates(day, "DE")[0].closes_at + timedelta(hours=1)
    assert shown(now, day=day) == f"DE intraday gate 23:30 in {left}"


def test_where_there_is_little_room_it_is_short() -> None:
    now = GATE - timedelta(minutes=41, seconds=12)
    assert plain(short_countdown(THURSDAY, ["DE"], now, UNICODE)) == "DE 14:30 00:41:12"
    assert plain(short_countdown(THURSDAY, ["DE"], GATE, UNICODE)) == "DE 14:30 passed"


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_have_no_gate(day: date) -> None:
    for market in ("DE", "NL"):
        assert countdown(day, [market], GATE, UNICODE) == ()
        assert coming_gate(day, market, GATE) is None


def test_without_a_known_market_nothing_is_guessed() -> None:
    assert countdown(THURSDAY, [None, "elsewhere"], GATE, UNICODE) == ()
    assert countdown(THURSDAY, [], GATE, UNICODE) == ()


@given(MOMENTS, MARKETS)
def test_it_never_takes_more_room_than_planned_and_the_short_one_never_more_than_the_long(
    now: datetime, markets: list[str | None]
) -> None:
    long, short = (form(THURSDAY, markets, now, UNICODE) for form in (countdown, short_countdown))
    assert cells(short) <= cells(long) <= 44
    assert bool(short) == bool(long)


@given(MOMENTS)
def test_what_is_shown_is_never_a_gate_that_closes_after_another_open_one(now: datetime) -> None:
    text = plain(countdown(THURSDAY, ["DE", "NL"], now, UNICODE))
    coming = [gate.closes_at for market in ("DE", "NL") if (gate := coming_gate(THURSDAY, market, now))]
    if " in " in text:
        assert f"{min(coming).astimezone(zone_of('DE')):%H:%M} in " in text


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-5, 40), MARKETS)
def test_of_a_day_long_past_nothing_is_said_and_no_calendar_needed(day: date, later: int, markets: list[str]) -> None:
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=later)
    assert may_come(day, now) or countdown(day, markets, now, UNICODE) == ()
    assert may_come(day, now) == (later < 14)
