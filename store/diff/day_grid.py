"""Where the quarter-hours of two delivery days meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from store.model.delivery_day import label, labels, quarter_hours


@dataclass(frozen=True, slots=True)
class DayGrid:
    """The quarter-hours that two sides share; `labels` are their local times, in time order.

    Sides of one day meet by instant. Those of two days meet by local time, so that an hour which one of
    them lacks stays empty there; the first of a repeated hour (02:00A) meets that of an ordinary day.
    """

    labels: tuple[str, ...]
    places: Mapping[datetime | str, int]
    zone: ZoneInfo
    by_label: bool

    @classmethod
    def of(cls, before: date | None, after: date | None, zone: ZoneInfo) -> "DayGrid":
        """Return the grid of two days, of which a missing one is the same as the other.

        It is empty without both, and for days at the ends of the calendar.
        """
        one, other = before or after, after or before
        try:
            return cls._of(one, other, zone) if one and other else cls((), {}, zone, by_label=False)
        except ValueError:
            return cls((), {}, zone, by_label=False)

    @classmethod
    def _of(cls, one: date, other: date, zone: ZoneInfo) -> "DayGrid":
        if one == other:
            starts = quarter_hours(one, zone)
            return cls(labels(one, zone), {start: place for place, start in enumerate(starts)}, zone, by_label=False)
        # of 92, 96 and 100 local times each set holds the smaller ones
        longer = max(labels(one, zone), labels(other, zone), key=len)
        return cls(longer, {_plain(name): place for place, name in enumerate(longer)}, zone, by_label=True)

    def place(self, start: datetime) -> int | None:
        """Return the 0-based place of an instant; None outside of the day."""
        return self.places.get(_plain(label(start, self.zone)) if self.by_label else start)


def _plain(name: str) -> str:
    return name.removesuffix("A")
