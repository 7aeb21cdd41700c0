"""The series of a comparison laid out over the axis of its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.diff.changes import MISSING
from store.diff.days.day_comparison import DayComparison, SeriesComparison, Slot
from store.diff.days.quarter_hours import Amount
from store.model.market.delivery_day import QUARTER_HOUR
from tui.presentation.quarter_hours.charts.day_axis import DayAxis


class Moment(NamedTuple):
    """What both sides have at one place of the axis, and the slot that tells it; None where neither has one."""

    before: Amount = MISSING
    after: Amount = MISSING
    differs: bool = False
    slot: Slot | None = None

    @property
    def amounts(self) -> list[float]:
        """The amounts there are, in MW."""
        return [side for side in (self.before, self.after) if isinstance(side, float)]

    @property
    def delta(self) -> float:
        """After minus before in MW where the sides differ, else 0."""
        return self.slot.delta if self.differs and self.slot is not None else 0.0

    @property
    def is_null(self) -> bool:
        """Whether a side has a null there."""
        return self.before is None or self.after is None

    @property
    def is_missing(self) -> bool:
        """Whether neither side has anything there."""
        return self.before is MISSING and self.after is MISSING


NOTHING = Moment()


@dataclass(frozen=True, slots=True)
class Track:
    """One series with what it has at every place; `changed` are the places that differ, in order.

    A step longer than a quarter-hour fills all the places it lasts.
    """

    series: SeriesComparison
    moments: tuple[Moment, ...]
    changed: tuple[int, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the sides differ, or it cannot be said."""
        return bool(self.changed) or self.series.kind is not None or not self.series.comparable

    @property
    def two_sided(self) -> bool:
        """Whether both sides tell amounts."""
        moments = self.moments
        sides = ([one.before for one in moments], [one.after for one in moments])
        return all(any(amount is not MISSING for amount in side) for side in sides)


@dataclass(frozen=True, slots=True)
class DayTracks:
    """A comparison laid out: its axis and all its series; `largest` is the difference furthest from zero, in MW."""

    comparison: DayComparison
    axis: DayAxis
    tracks: tuple[Track, ...]
    largest: float

    @classmethod
    def of(cls, comparison: DayComparison) -> "DayTracks":
        """Return a comparison laid out."""
        axis = DayAxis.of(comparison)
        tracks = tuple(_track(one, axis) for one in comparison.series)
        deltas = (abs(one.moments[place].delta) for one in tracks for place in one.changed)
        return cls(comparison, axis, tracks, max(deltas, default=0.0))

    @property
    def changed(self) -> tuple[Track, ...]:
        """The series that differ, or of which it cannot be said."""
        return tuple(one for one in self.tracks if one.is_changed)


def _track(series: SeriesComparison, axis: DayAxis) -> Track:
    moments = [NOTHING] * len(axis.labels)
    for slot in series.slots:
        place = axis.place(slot)
        moments[place] = Moment(slot.before, slot.after, series.comparable and slot.differs, slot)
    longest = max(_lasting(minutes) for minutes in series.minutes)
    if longest > 1:
        _fill(moments, series, axis)
    changed = tuple(place for place, moment in enumerate(moments) if moment.differs)
    return Track(series, tuple(moments), changed)


def _lasting(minutes: int | None) -> int:
    """Return how many places a step lasts."""
    return max(1, (minutes or 0) // (QUARTER_HOUR.seconds // 60))


def _fill(moments: list[Moment], series: SeriesComparison, axis: DayAxis) -> None:
    """Let the steps last: each side stays what it was until its next step begins."""
    inside = moments[: axis.in_day]
    befores = _lasted([moment.before for moment in inside], _lasting(series.minutes[0]))
    afters = _lasted([moment.after for moment in inside], _lasting(series.minutes[1]))
    slot: Slot | None = None
    for place, (before, after) in enumerate(zip(befores, afters, strict=True)):
        slot = moments[place].slot or slot
        differs = series.comparable and before != after
        told = None if before is MISSING and after is MISSING else slot
        moments[place] = Moment(before, after, differs, told)


def _lasted(amounts: Sequence[Amount], places: int) -> list[Amount]:
    found: list[Amount] = []
    left = 0
    last: Amount = MISSING
    for amount in amounts:
        left, last = (places, amount) if amount is not MISSING else (left - 1, last)
        found.append(last if left > 0 else MISSING)
    return found
