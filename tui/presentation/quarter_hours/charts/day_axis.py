"""The axis of a day: its quarter-hours in a row, the columns they are drawn in, and the times under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from store.diff.days.day_comparison import DayComparison, Slot

LEAST_GUTTER = 7
"""The cells at the left that a scale needs."""

MOST_GUTTER = 32
"""The cells at the left beyond which nothing is gained."""

MOST_EACH = 3
"""The columns of one quarter-hour beyond which nothing is gained."""


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The places of a day from left to right: its quarter-hours, then what lies outside of it.

    `labels` are local times, `positions` count from 1; the first `in_day` of them are those of the day.
    `places` finds a slot by its position and label.
    """

    labels: tuple[str, ...]
    positions: tuple[int, ...]
    in_day: int
    places: Mapping[tuple[int, str], int]

    @classmethod
    def of(cls, comparison: DayComparison) -> "DayAxis":
        """Return the axis of a comparison; where its day is not known, of the quarter-hours that occur."""
        inside = list(enumerate(comparison.labels, start=1))
        within = frozenset(inside)
        found = {(slot.position, slot.label) for one in comparison.series for slot in one.slots}
        every = [*inside, *sorted(found - within)]
        places = {key: place for place, key in enumerate(every)}
        positions, labels = tuple(position for position, _ in every), tuple(label for _, label in every)
        return cls(labels, positions, len(inside), places)

    def place(self, slot: Slot) -> int:
        """Return where a slot stands, counted from 0."""
        return self.places[slot.position, slot.label]

    def end(self, place: int) -> str:
        """Return the local time at which a quarter-hour ends; empty where it is not known."""
        if place + 1 < self.in_day:
            return self.labels[place + 1]
        return "24:00" if place + 1 == self.in_day else ""


@dataclass(frozen=True, slots=True)
class Columns:
    """How places fall into columns: `each` columns for one place, or `shared` places in one column.

    `gutter` cells stand before the first column.
    """

    places: int
    each: int
    shared: int
    gutter: int

    @classmethod
    def of(cls, places: int, width: int, least_gutter: int = LEAST_GUTTER) -> "Columns":
        """Return the columns of places on `width` cells, as wide as they can be."""
        room = max(1, width - least_gutter)
        if places <= room:
            each = max(1, min(MOST_EACH, room // max(1, places)))
            return cls(places, each, 1, max(0, min(width - places * each, max(MOST_GUTTER, least_gutter))))
        shared = -(-places // room)
        count = -(-places // shared)
        return cls(places, 1, shared, max(0, min(width - count, max(MOST_GUTTER, least_gutter))))

    @property
    def count(self) -> int:
        """How many columns there are."""
        return self.places * self.each if self.shared == 1 else -(-self.places // self.shared)

    @property
    def width(self) -> int:
        """How many cells the gutter and the columns take."""
        return self.gutter + self.count

    def groups(self) -> Iterator[range]:
        """Yield the places that are drawn together, from left to right."""
        for first in range(0, self.places, self.shared):
            yield range(first, min(self.places, first + self.shared))

    def cells_of(self, place: int) -> range:
        """Return the cells, the gutter counted, in which a place is drawn."""
        first = self.gutter + (place * self.each if self.shared == 1 else place // self.shared)
        return range(first, first + self.each)

    def place_at(self, cell: int) -> int | None:
        """Return the first place that is drawn in a cell; None beside the columns."""
        column = cell - self.gutter
        if not 0 <= column < self.count:
            return None
        return column // self.each if self.shared == 1 else column * self.shared


def time_line(axis: DayAxis, columns: Columns) -> str:
    """Return the local times under the columns: of the hours that the clocks make special, then of the others.

    The hours that come twice are `02A` and `02B`.
    """
    cells = [" "] * columns.count
    for place in sorted(_hours(axis), key=lambda one: (_weight(axis, one), one)):
        text = axis.labels[place].replace(":00A", "A").replace(":00B", "B")
        first = columns.cells_of(place).start - columns.gutter
        last = first + len(text)
        if last <= len(cells) and not "".join(cells[max(0, first - 1) : last + 1]).strip():
            cells[first:last] = text
    return "".join(cells)


def _hours(axis: DayAxis) -> list[int]:
    return [place for place in range(axis.in_day) if axis.labels[place][3:5] == "00"]


def _weight(axis: DayAxis, place: int) -> int:
    """Return how soon an hour is written: one that comes twice, or follows a missing one, comes first of all."""
    name = axis.labels[place]
    hour = int(name[:2])
    if len(name) > len("00:00") or (place and int(axis.labels[place - 1][:2]) != hour - 1 and hour):
        return 0
    return 1 if place == 0 else 2 if hour % 6 == 0 else 3 if hour % 3 == 0 else 4
