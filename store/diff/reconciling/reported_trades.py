"""Which trade a report speaks of: a series of ours, or one that we do not have."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from store.diff.reconciling.anomaly_reports import Reported
from store.diff.reconciling.declared import Declared
from store.model.snapshot import Anomaly, TimeSeries


@dataclass(frozen=True, slots=True)
class Owned:
    """A trade: our series, None where the version has none, and the reports that speak of it, in order."""

    key: str
    series: TimeSeries | None
    reports: tuple[Reported, ...] = ()


def owned(reports: Sequence[Reported], declared: Declared, number: int | None) -> list[Owned]:
    """Return the trades of a version with their reports, and after them those that only reports know.

    A report means the series that it names; where it names none of ours, in the version it is about either,
    the one between the same parties and areas.
    """
    series = declared.series(number)
    of_series: dict[int, list[Reported]] = defaultdict(list)
    others: dict[str, list[Reported]] = defaultdict(list)
    by_event: dict[str, list[Reported]] = defaultdict(list)
    for one in reports:
        by_event[one.event].append(one)
    for together in by_event.values():
        named = {id(one): _named(one, series) for one in together}
        taken = {place for place in named.values() if place is not None}
        for one in together:
            place = named[id(one)]
            if place is None and _named(one, declared.series(one.version)) is None:
                place = _between(one.one, series, taken)
            if place is None:
                others[_key(one)].append(one)
            else:
                taken.add(place)
                of_series[place].append(one)
    known = [Owned(_series_key(one, place), one, tuple(of_series[place])) for place, one in enumerate(series)]
    return known + [Owned(key, None, tuple(found)) for key, found in others.items()]


def _named(one: Reported, series: Sequence[TimeSeries]) -> int | None:
    """Return the place of the series that a report names, by its uid or by our name for it."""
    if one.ours is None:
        return None
    for place, ours in enumerate(series):
        if one.ours.series_uid is not None and one.ours.series_uid == ours.uid:
            return place
    for place, ours in enumerate(series):
        same_name = one.ours.series_id is not None and one.ours.series_id == ours.time_series_uid
        if same_name and (not one.ours.in_party or _route(one.ours)[:2] == _route(ours)[:2]):
            return place
    return None


def _between(anomaly: Anomaly, series: Sequence[TimeSeries], taken: set[int]) -> int | None:
    """Return the place of the first series between the same parties and areas that is not taken yet."""
    if not anomaly.in_party or not anomaly.out_party:
        return None
    places = (place for place, one in enumerate(series) if _route(one) == _route(anomaly) and place not in taken)
    return next(places, None)


def _route(one: Anomaly | TimeSeries) -> tuple[str | None, ...]:
    return one.in_party, one.out_party, one.in_area, one.out_area


def _series_key(series: TimeSeries, place: int) -> str:
    return series.time_series_uid or series.uid or f"series {place + 1}"


def _key(one: Reported) -> str:
    route = " ".join(part or "-" for part in _route(one.one))
    return f"{route} {one.one.series_id or ''}".strip()
