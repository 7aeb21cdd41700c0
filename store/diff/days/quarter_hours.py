"""The quarter-hours in which the series of two snapshots differ; amounts in MW, energy in MWh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from msgspec import structs

from store.diff.alignment import in_place
from store.diff.changes import MISSING, ChangeKind, Missing
from store.diff.days.matching import matched
from store.diff.equality import Forms
from store.model.market.delivery_day import instant
from store.model.market.energy import both_minutes, energy_mwh, points_minutes
from store.model.snapshot import TimeSeries, recognised
from store.model.texts.tolerant import amount_of

LARGEST_MW = 1e12
"""Amounts from here on, and those that are no number, are no megawatts: read as none."""

DECIMALS = 6
"""To how many decimals differences are given: amounts have three."""

Amount = float | None | Missing
"""MW; None is a null in the log, MISSING a quarter-hour that a side does not have."""


@dataclass(frozen=True, slots=True)
class QuarterHour:
    """One quarter-hour that differs: its UTC start and the MW of both sides, None where one has none.

    A null in the log and no amount at all are both None: where they differ, both sides are.
    """

    start: datetime
    before: float | None
    after: float | None

    @property
    def delta(self) -> float:
        """After minus before in MW; a side without amount counts as 0."""
        return round((self.after or 0.0) - (self.before or 0.0), DECIMALS)


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """How the amounts of one series differ; areas and parties are those after, else those before.

    `quarter_hours` are those that differ, in time order, `unchanged` counts the others that both sides
    have. An amount, null and nothing are three. A series that only one side has counts as a difference from
    nothing. Not `comparable` are two resolutions: then no quarter-hours are given. `minutes` is the
    resolution, None where no side shows one.
    """

    time_series_uid: str | None
    uid: str | None
    type: str | None
    in_area: str | None
    out_area: str | None
    in_party: str | None
    out_party: str | None
    kind: ChangeKind
    quarter_hours: tuple[QuarterHour, ...]
    unchanged: int = 0
    comparable: bool = True
    minutes: int | None = None

    @property
    def delta_mwh(self) -> float:
        """The energy after minus that before: each difference lasts a step of the series."""
        return energy_mwh((one.delta for one in self.quarter_hours), self.minutes)

    @property
    def largest_delta_mw(self) -> float:
        """The difference furthest from zero, with its sign; 0 where nothing differs."""
        return max((one.delta for one in self.quarter_hours), key=abs, default=0.0)


def series_changes(before: object, after: object, event_type: str = "") -> list[SeriesChange]:
    """Return the series of two snapshots whose amounts differ, in the order after, then those removed.

    None as a side is a state with no series. Any other side that speaks of no series does not say what
    they are, as does a series without amounts (a reference): neither is a difference.
    """
    old, new = recognised(before, event_type).series, recognised(after, event_type).series
    if (before is not None and not old) or (after is not None and not new):
        return []
    found: list[SeriesChange | None] = []
    for one, other in matched(old, new):
        if one is not None and other is not None:
            found.append(_compared(one, other))
        elif other is not None:
            found.append(_alone(other, ChangeKind.ADDED, _differing({}, dict(amounts_of(other)))))
        elif one is not None:
            found.append(_alone(one, ChangeKind.REMOVED, _differing(dict(amounts_of(one)), {})))
    return [change for change in found if change is not None]


def _alone(one: TimeSeries, kind: ChangeKind, quarter_hours: tuple[QuarterHour, ...]) -> SeriesChange:
    return replace(_change(one, one, kind, quarter_hours), minutes=points_minutes(one.points))


def _compared(before: TimeSeries, after: TimeSeries) -> SeriesChange | None:
    """Return how the amounts of one series differ; None where they do not, or one side is unknown."""
    rest_before, rest_after = _without_same(before, after)
    old, new = dict(amounts_of(rest_before)), dict(amounts_of(rest_after))
    same = len(before.points) - len(rest_before.points)
    if not same and not (old and new):
        return None
    differing = _differing(old, new)
    if not differing:
        return None
    # where points are the same in the same place, both sides have the same time stamps
    minutes = points_minutes(after.points)
    one, other = both_minutes(minutes if same else points_minutes(before.points), minutes)
    if one != other:
        return replace(_change(before, after, ChangeKind.CHANGED, ()), comparable=False)
    same += len(old.keys() | new.keys()) - len(differing)
    return replace(_change(before, after, ChangeKind.CHANGED, differing, same), minutes=one)


def _differing(before: Mapping[datetime, Amount], after: Mapping[datetime, Amount]) -> tuple[QuarterHour, ...]:
    """Return the quarter-hours at which two sides hold different things, in time order: null and 0 are two."""
    return tuple(
        QuarterHour(start, _known(before.get(start)), _known(after.get(start)))
        for start in sorted(before.keys() | after.keys())
        if before.get(start, MISSING) != after.get(start, MISSING)
    )


def _known(amount: Amount) -> float | None:
    return amount if isinstance(amount, float) else None


def _without_same(before: TimeSeries, after: TimeSeries) -> tuple[TimeSeries, TimeSeries]:
    """Return both sides without the points that are the same in the same place."""
    old, new = before.points, after.points
    if len(old) != len(new):
        return before, after
    positions = Forms().doubtful(old, new)
    if positions and not in_place(old, new, positions, "ts"):
        return before, after
    return (
        structs.replace(before, points=[old[position] for position in positions]),
        structs.replace(after, points=[new[position] for position in positions]),
    )


def amounts_of(series: TimeSeries | None) -> Iterator[tuple[datetime, Amount]]:
    """Yield the amounts of a series with their start; what cannot be read as a start is left out.

    What is no number of MW is None. Of several for one start the last counts.
    """
    for point in series.points if series else ():
        text = point.get("ts") if isinstance(point, dict) else None
        if isinstance(point, dict) and isinstance(text, str):
            megawatts = amount_of(point.get("amount"))
            try:
                yield instant(text), megawatts if megawatts is not None and abs(megawatts) < LARGEST_MW else None
            except ValueError:
                continue


def _change(
    before: TimeSeries,
    after: TimeSeries,
    kind: ChangeKind,
    quarter_hours: tuple[QuarterHour, ...],
    unchanged: int = 0,
) -> SeriesChange:
    return SeriesChange(
        time_series_uid=after.time_series_uid or before.time_series_uid,
        uid=after.uid or before.uid,
        type=after.type or before.type,
        in_area=after.in_area or before.in_area,
        out_area=after.out_area or before.out_area,
        in_party=after.in_party or before.in_party,
        out_party=after.out_party or before.out_party,
        kind=kind,
        quarter_hours=quarter_hours,
        unchanged=unchanged,
    )
