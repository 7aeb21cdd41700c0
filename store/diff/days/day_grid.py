"""Where the quarter-hours of two delivery days meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from store.model.market.delivery_day import label, labels, quarter_hours


@dataclass(frozen=True, slots=True)
class DayGrid:
    """The quarter-hours that two sides share; `labels` are their local times, in time order.

    Sides of one day meet by instant. Those of two days meet by local time, so that an hour which one of
    them lacks stays empty there; the first of a repeated hour (02:00A) meets that of an ordinary day.
    `places` are those of the quarter-hours of each side's own day, before and after.
    """

    labels: tuple[str, ...]
    places: tuple[Mapping[datetime, int], Mapping[datetime, int]]
    zone: ZoneInfo

    @classmethod
    def of(cls, before: date | None, after: date | None, zone: ZoneInfo) -> "DayGrid":
        """Return the grid of two days, of which a missing one is the same as the other.

        It is empty without both, and for days at the ends of the calendar.
        """
        one, other = before or after, after or before
        try:
            return cls._of(one, other, zone) if one and other else cls((), ({}, {}), zone)
        except ValueError:
            return cls((), ({}, {}), zone)

    @classmethod
    @lru_cache(maxsize=16)
    def _of(cls, one: date, other: date, zone: ZoneInfo) -> "DayGrid":
        # of 92, 96 and 100 local times each set holds the smaller ones
        longer = max(labels(one, zone), labels(other, zone), key=len)
        by_name = {_plain(name): place for place, name in enumerate(longer)}
        before, after = (
            {start: by_name[_plain(label(start, zone))] for start in quarter_hours(day, zone)} for day in (one, other)
        )
        return cls(longer, (before, after), zone)

    def place(self, start: datetime, side: Literal[0, 1]) -> int | None:
        """Return the 0-based place of an instant of the side before or after; None outside of the day of that side."""
        return self.places[side].get(start)


def _plain(name: str) -> str:
    return name.removesuffix("A")
