"""The series of two sides over a whole delivery day, quarter-hour by quarter-hour; MW and MWh.

Where `store.diff.days.quarter_hours` names what differs, this also holds what does not: for tables, charts and
heat strips. Two sides of one day meet by instant, those of two days by local time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from store.diff.changes import MISSING, ChangeKind
from store.diff.days.anomalies import anomaly_difference, megawatts
from store.diff.days.day_grid import DayGrid
from store.diff.days.matching import Pair, matched
from store.diff.days.quarter_hours import DECIMALS, Amount, amounts_of
from store.diff.versions.sides import Side
from store.model.market.delivery_day import day_of, label, zone_of
from store.model.market.energy import both_minutes, energy_mwh, step_minutes
from store.model.snapshot import Anomaly, TimeSeries


@dataclass(frozen=True, slots=True)
class Slot:
    """One quarter-hour of a day, and what both sides have in it.

    `position` counts from 1 within the day, `label` is its local time: `02:15`, `02:15A`, `02:15B`.
    """

    position: int
    label: str
    before: Amount
    after: Amount

    @property
    def delta(self) -> float:
        """After minus before in MW; a side without amount counts as 0."""
        return round(_number(self.after) - _number(self.before), DECIMALS)

    @property
    def differs(self) -> bool:
        """Whether the sides hold different things: an amount, null and nothing are three."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class SeriesComparison:
    """One series over the day on both sides; areas and parties are those after, else those before.

    `kind` is None where both sides have the series: what differs the slots tell. `minutes` are the
    resolutions before and after, None where no side shows one. Not `comparable` are two resolutions, or a
    series of which one side tells no amounts at all: nothing can be said of their difference. `repeated` are
    the instants of which a side has several amounts, in whatever spelling: the slots hold but the last.
    """

    name: str
    type: str | None
    in_area: str | None
    out_area: str | None
    in_party: str | None
    out_party: str | None
    kind: ChangeKind | None
    slots: tuple[Slot, ...]
    minutes: tuple[int | None, int | None] = (None, None)
    comparable: bool = True
    repeated: frozenset[datetime] = frozenset()

    @property
    def changed(self) -> tuple[Slot, ...]:
        """The quarter-hours that differ, in time order."""
        return tuple(slot for slot in self.slots if slot.differs) if self.comparable else ()

    @property
    def before_mwh(self) -> float:
        """The energy before, in MWh."""
        return energy_mwh((_number(slot.before) for slot in self.slots), self.minutes[0])

    @property
    def after_mwh(self) -> float:
        """The energy after, in MWh."""
        return energy_mwh((_number(slot.after) for slot in self.slots), self.minutes[1])

    @property
    def delta_mwh(self) -> float:
        """The energy after minus that before."""
        return round(self.after_mwh - self.before_mwh, DECIMALS)

    @property
    def largest(self) -> Slot | None:
        """The quarter-hour whose difference is furthest from zero; None where none differs."""
        return max(self.changed, key=lambda slot: abs(slot.delta), default=None)


@dataclass(frozen=True, slots=True)
class DayComparison:
    """Two sides of a delivery day (or of two), all their series in the order after, then those gone.

    `labels` are the local times of the quarter-hours: 92, 96 or 100. `names` say what the sides are called; the
    first is empty where what came after is a first version, before which there was nothing.
    """

    names: tuple[str, str]
    days: tuple[date | None, date | None]
    labels: tuple[str, ...]
    series: tuple[SeriesComparison, ...]
    party: str | None = None

    @property
    def changed(self) -> tuple[SeriesComparison, ...]:
        """The series that differ, or of which it cannot be said."""
        return tuple(one for one in self.series if one.kind is not None or one.changed or not one.comparable)

    @property
    def moved_mwh(self) -> float:
        """The differences of all series without their signs: opposite directions neither add up nor cancel out."""
        return round(sum(abs(one.delta_mwh) for one in self.series if one.comparable), DECIMALS)


def day_comparison(before: Side, after: Side) -> DayComparison:
    """Return the series of two sides over their day.

    A side that is MISSING has no series; a side that speaks of none does not say what they are, so that
    nothing is compared. Two sides that are one series each are compared whatever the series are called.
    Days that the sides do not name are those of their first instants.
    """
    old, new = before.known.series, after.known.series
    says_nothing = (before.state is not MISSING and not old) or (after.state is not MISSING and not new)
    pairs: Sequence[Pair] = [] if says_nothing else matched(old, new)
    if before.is_series and after.is_series:
        pairs = [(old[0], new[0])]
    days = _day(before, old), _day(after, new)
    grid = DayGrid.of(days[0] or days[1], days[1] or days[0], zone_of(after.market or before.market))
    found = tuple(series_comparison(one, other, grid) for one, other in pairs)
    party = after.party or before.party
    return DayComparison((before.title, after.title), days, grid.labels, found, party)


def anomaly_comparison(report: Side) -> DayComparison:
    """Return what both sides of each trade in an anomaly report declared: ours before, theirs after.

    Of an anomaly that no other answers only its own side is known; quantities stand as they came.
    """
    difference = anomaly_difference(report.known.anomalies, report.party)
    grid = DayGrid.of(report.day, report.day, zone_of(report.market))
    found = [_trade(pair.ours, pair.ours, pair.theirs, grid) for pair in difference.pairs]
    for one in difference.unpaired:
        own = not report.party or one.document_party in {None, report.party}
        found.append(_trade(one, one if own else None, None if own else one, grid))
    return DayComparison(("ours", "theirs"), (report.day, report.day), grid.labels, tuple(found), report.party)


def series_comparison(before: TimeSeries | None, after: TimeSeries | None, grid: DayGrid) -> SeriesComparison:
    """Return one series over the quarter-hours of a grid; at least one side has it."""
    one = after or before
    assert one is not None  # noqa: S101 - matched never pairs nothing with nothing
    old, new = dict(amounts_of(before)), dict(amounts_of(after))
    kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else None
    minutes = both_minutes(step_minutes(old), step_minutes(new))
    silent = kind is None and bool(old) != bool(new)
    return SeriesComparison(
        name=one.time_series_uid or one.uid or "",
        type=one.type or (before and before.type) or None,
        in_area=one.in_area or (before and before.in_area) or None,
        out_area=one.out_area or (before and before.out_area) or None,
        in_party=one.in_party or (before and before.in_party) or None,
        out_party=one.out_party or (before and before.out_party) or None,
        kind=kind,
        slots=_slots(old, new, grid),
        minutes=minutes,
        comparable=minutes[0] == minutes[1] and not silent,
        repeated=_repeated(before) | _repeated(after),
    )


def _trade(one: Anomaly, ours: Anomaly | None, theirs: Anomaly | None, grid: DayGrid) -> SeriesComparison:
    old, new = (megawatts(side) if side else {} for side in (ours, theirs))
    names = dict(enumerate(grid.labels, start=1))
    return SeriesComparison(
        name=one.series_id or "",
        type=one.business_type,
        in_area=one.in_area,
        out_area=one.out_area,
        in_party=one.in_party,
        out_party=one.out_party,
        kind=ChangeKind.REMOVED if theirs is None else ChangeKind.ADDED if ours is None else None,
        slots=tuple(
            Slot(place, names.get(place, str(place)), old.get(place, MISSING), new.get(place, MISSING))
            for place in sorted({*old, *new})
        ),
        minutes=(15, 15),
    )


def _repeated(series: TimeSeries | None) -> frozenset[datetime]:
    counts = Counter(start for start, _ in amounts_of(series))
    return frozenset(start for start, count in counts.items() if count > 1)


def _slots(old: Mapping[datetime, Amount], new: Mapping[datetime, Amount], grid: DayGrid) -> tuple[Slot, ...]:
    """Return what both sides have, by the places of the grid; instants outside of a side's day come last."""
    lost = {start for start in old if grid.place(start, 0) is None}
    outside = sorted(lost | {start for start in new if grid.place(start, 1) is None})
    beside = {start: len(grid.labels) + number for number, start in enumerate(outside)}
    before, after = _placed(old, grid, 0, beside), _placed(new, grid, 1, beside)
    found = []
    for place, name in sorted({*before, *after}):
        found.append(Slot(place + 1, name, before.get((place, name), MISSING), after.get((place, name), MISSING)))
    return tuple(found)


def _placed(
    amounts: Mapping[datetime, Amount], grid: DayGrid, side: Literal[0, 1], beside: Mapping[datetime, int]
) -> dict[tuple[int, str], Amount]:
    placed = {}
    for start in sorted(amounts):
        place = grid.place(start, side)
        if place is None:
            placed[beside[start], label(start, grid.zone)] = amounts[start]
        else:
            placed[place, grid.labels[place]] = amounts[start]
    return placed


def _day(side: Side, series: Sequence[TimeSeries]) -> date | None:
    """Return the delivery day of a side: the one it names, else the local date of its first instant."""
    if side.day is not None:
        return side.day
    starts = [start for one in series for start, _ in amounts_of(one)]
    return day_of(min(starts), zone_of(side.market)) if starts else None


def _number(amount: Amount) -> float:
    return amount if isinstance(amount, float) else 0.0
