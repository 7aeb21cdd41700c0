"""The gates of a delivery day: until when its schedules can be sent, in the local time of the market.

Germany: day-ahead until 14:30 on the day before, matched from 18:00, intraday until one quarter-hour ahead,
after the day until 16:00 of the next working day. The Netherlands: from 10:00 two days before until 15:00
on the day before (API documentation, "gate closure").

Working days are those of the market rules (see days_off). That they hold for schedules too is our reading, unknown
of 24 and 31 December.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from store.lifecycle.market.days_off import days_off
from store.model.market.delivery_day import QUARTER_HOUR, bounds, label, zone_of
from store.model.market.tso import Market, market_code

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of a delivery day: its name, the UTC instant at which it closes, and what that means."""

    name: str
    closes_at: datetime
    about: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A series that a version changes: in which quarter-hours (UTC starts, ascending), and whether areas differ."""

    series: str
    starts: tuple[datetime, ...]
    crosses_areas: bool


@lru_cache(maxsize=256)
def gates(day: date, market: str | None) -> tuple[Gate, ...]:
    """Return the gates of a delivery day in time order; those of Germany where the market is not known.

    Raises ValueError at the ends of the calendar.
    """
    _, end = bounds(day, zone_of(market))
    if market_code(market) == "NL":
        return (Gate("day-ahead", _day_ahead(day, market), "the last time a schedule of the day can be sent"),)
    settles = _local(_next_working_day(day), 0, time(16), "DE")
    return (
        Gate("day-ahead", _day_ahead(day, market), "the first version must have been sent"),
        Gate("intraday", end - 2 * QUARTER_HOUR, "the last quarter-hour that can be changed is one ahead"),
        Gate("after-day", settles, "inside one control area only"),
    )


def sent_in_time(day: date, market: str | None, version_number: int | None, at: datetime) -> bool:
    """Tell whether a version came before its gate closed: the day-ahead one for a first, the last for any other.

    At the ends of the calendar, where there are no gates, everything does.
    """
    try:
        if version_number == 1 or market_code(market) == "NL":
            return at <= _day_ahead(day, market)
        # the last gate closes after the day: only what came later takes the working days
        return at <= bounds(day, zone_of(market))[1] or at <= gates(day, market)[-1].closes_at
    except ValueError:
        return True


def next_gate(day: date, market: str | None, at: datetime) -> Gate | None:
    """Return the gate of a delivery day that closes next after a moment; None when all are closed."""
    return next((gate for gate in gates(day, market) if gate.closes_at > at), None)


def opens_at(day: date, market: str | None) -> datetime | None:
    """Return when the first schedule of a day can be sent; None where nobody says so (Germany)."""
    return _local(day, 2, time(10), "NL") if market_code(market) == "NL" else None


def matching_from(day: date, market: str | None) -> datetime:
    """Return when schedules of a day are matched with those of the counterparties."""
    if market_code(market) == "NL":
        return gates(day, market)[0].closes_at
    return _local(day, 1, time(18), "DE")


def final_from(day: date, market: str | None) -> datetime:
    """Return the moment from which the final confirmation comes: nothing can be changed any more.

    In the Netherlands that is after the delivery day itself (our reading, for nothing is published).
    """
    if market_code(market) == "NL":
        return bounds(day, zone_of("NL"))[1]
    return gates(day, market)[-1].closes_at


def first_submission_late(day: date, market: str | None, at: datetime) -> str | None:
    """Return why the first version of a schedule missed the day-ahead gate; None when it was in time."""
    gate = gates(day, market)[0]
    return f"the day-ahead gate closed at {clock(gate.closes_at, market)}" if at > gate.closes_at else None


def late(
    day: date, market: str | None, version_number: int, at: datetime, altered: Iterable[Altered] = ()
) -> str | None:
    """Return why a TSO refuses a version sent at a moment (A57); None when some gate takes it.

    `altered` is what it changes, empty where nobody knows. On a German delivery day a quarter-hour can be changed
    until one quarter-hour before it begins, after the day only what stays inside one control area. A first
    version that missed the day-ahead gate is taken intraday: see `first_submission_late`, a finding and no refusal.
    """
    opens = opens_at(day, market)
    if opens is not None and at < opens:
        return f"version {version_number}: the gate opens at {clock(opens, market)}"
    last = gates(day, market)[-1]
    if at > last.closes_at:
        return f"version {version_number}: the last gate of the day closed at {clock(last.closes_at, market)}"
    reason = None if market_code(market) == "NL" else _late_change(day, market, at, altered)
    return f"version {version_number}: {reason}" if reason else None


def changes_are_late_from(day: date, market: str | None) -> datetime:
    """Return from when a version may be late for what it changes."""
    return bounds(day, zone_of(market))[0] - QUARTER_HOUR


def _late_change(day: date, market: str | None, at: datetime, altered: Iterable[Altered]) -> str | None:
    zone = zone_of(market)
    begins, end = bounds(day, zone)
    if at >= end:
        outside = next((one.series for one in altered if one.crosses_areas), None)
        return f"{outside} crosses control areas, and cannot be changed after the day" if outside else None
    changed = [(start, one.series) for one in altered for start in one.starts if begins <= start < at + QUARTER_HOUR]
    if not changed:
        return None
    start, series = min(changed)
    until = clock(start - QUARTER_HOUR, market)
    return f"the quarter-hour {label(start, zone)} of {series} could be changed until {until}"


def clock(at: datetime, market: str | None) -> str:
    """Return a moment in the local time of a market, to the minute."""
    return f"{at.astimezone(zone_of(market)):%Y-%m-%d %H:%M}"


@lru_cache(maxsize=1024)
def _day_ahead(day: date, market: str | None) -> datetime:
    return _local(day, 1, time(15), "NL") if market_code(market) == "NL" else _local(day, 1, time(14, 30), "DE")


def _local(day: date, days_before: int, at: time, market: Market) -> datetime:
    try:
        return datetime.combine(day - days_before * _DAY, at, zone_of(market)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{day} has no gates: it lies at the end of the calendar") from error


def _next_working_day(day: date) -> date:
    """Return the next day that is a working day in all of Germany."""
    following = day + _DAY
    while following.weekday() >= 5 or following in days_off(following.year):
        following += _DAY
    return following
