"""What a version changes against the one before it, and whether it comes too late for that."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from store.lifecycle.life import Life
from store.lifecycle.market.gates import Altered, changes_are_late_from, late
from store.model.market.delivery_day import instant
from store.model.snapshot import TimeSeries, recognised
from store.model.status import Status

_OUTSIDE = frozenset({"external", "foreign"})


def late_version(life: Life, number: int) -> str | None:
    """Return why a TSO refuses a version of a life (A57), by when it was sent and what it changes; None when in time.

    What it changes is what the version before it, refused ones left out, had otherwise.
    """
    at = life.sent_at.get(number, life.last_at)
    if at < changes_are_late_from(life.day, life.market):
        # what can be changed is known without looking
        return late(life.day, life.market, number, at)
    standing = [one for one in life.numbers if one < number and life.status(one) is not Status.REJECTED]
    before = _series_of(life, standing[-1]) if standing else None
    return late(life.day, life.market, number, at, altered(before, _series_of(life, number)))


def altered(before: Sequence[TimeSeries] | None, after: Sequence[TimeSeries]) -> tuple[Altered, ...]:
    """Return the series in which two versions differ; `before` None stands for no version at all.

    Nothing is told where a version is known without amounts, as some entries have it.
    """
    if not _has_amounts(after) or (before is not None and not _has_amounts(before)):
        return ()
    old, new = ({_name(one): one for one in series} for series in (before or (), after))
    found = (_altered(name, old.get(name), new.get(name)) for name in dict.fromkeys([*new, *old]))
    return tuple(one for one in found if one.starts)


def _altered(name: str, before: TimeSeries | None, after: TimeSeries | None) -> Altered:
    old, new = (_amounts(one) for one in (before, after))
    starts = sorted(start for start in old.keys() | new.keys() if old.get(start, 0.0) != new.get(start, 0.0))
    return Altered(name, tuple(starts), any(_crosses_areas(one) for one in (before, after) if one is not None))


def _amounts(series: TimeSeries | None) -> Mapping[datetime, float]:
    if series is None:
        return {}
    found = ((_instant(stamp), amount) for stamp, amount in series.amounts.items())
    return {start: round(amount, 3) for start, amount in found if start is not None}


def _instant(stamp: str) -> datetime | None:
    try:
        return instant(stamp)
    except ValueError:
        return None


def _crosses_areas(series: TimeSeries) -> bool:
    areas = {series.in_area, series.out_area} - {None}
    return series.type in _OUTSIDE or len(areas) > 1


def _name(series: TimeSeries) -> str:
    return series.time_series_uid or series.uid or "a series"


def _has_amounts(series: Sequence[TimeSeries]) -> bool:
    return any(one.points for one in series)


def _series_of(life: Life, number: int) -> Sequence[TimeSeries]:
    return recognised(dict(life.version(number)), "version.submitted").series
