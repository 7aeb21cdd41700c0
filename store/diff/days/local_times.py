"""The time stamps of two days that mean the same local time."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from store.diff.versions.sides import Side
from store.model.market.delivery_day import day_of, instant, label, zone_of


def local_counterparts(before: Side, after: Side) -> dict[str, str]:
    """Return by each time stamp before the one after that is the same local time, for sides of two days.

    Empty for sides of one day, or where a day is not known. What lies outside of the day of its side has
    none. The first of a repeated hour (02:00A) meets
    that of an ordinary day; what the other day lacks has no counterpart.
    """
    zone = zone_of(after.market or before.market)
    old, new = _starts(before), _starts(after)
    one, other = _day(before, old, zone), _day(after, new, zone)
    if one is None or other is None or one == other:
        return {}
    places = {_plain(at, zone): text for text, at in reversed(_within(new, other, zone).items())}
    return {text: places[name] for text, at in _within(old, one, zone).items() if (name := _plain(at, zone)) in places}


def renamed(state: object, times: Mapping[str, str]) -> object:
    """Return a state with other time stamps in its points; the same where there are none to replace."""
    if not times:
        return state
    if isinstance(state, list):
        return [renamed(one, times) for one in state]
    if not isinstance(state, dict):
        return state
    found = {key: renamed(value, times) for key, value in state.items()}
    start = state.get("ts")
    return {**found, "ts": times.get(start, start)} if isinstance(start, str) else found


def _starts(side: Side) -> dict[str, datetime]:
    """Return the time stamps of all points of a side with the instants they name."""
    found: dict[str, datetime] = {}
    for text in (text for one in side.known.series for text in one.amounts):
        try:
            found.setdefault(text, instant(text))
        except ValueError:
            continue
    return found


def _day(side: Side, starts: Mapping[str, datetime], zone: ZoneInfo) -> date | None:
    return side.day or (day_of(min(starts.values()), zone) if starts else None)


def _within(starts: Mapping[str, datetime], day: date, zone: ZoneInfo) -> dict[str, datetime]:
    return {text: at for text, at in starts.items() if day_of(at, zone) == day}


def _plain(start: datetime, zone: ZoneInfo) -> tuple[str, int, int]:
    return label(start, zone).removesuffix("A"), start.second, start.microsecond
