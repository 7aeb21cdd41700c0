"""The histogram over the timeline as two lines: bars between two times, and signs below them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from store.model.histogram import Bucket, Histogram
from store.model.market.delivery_day import from_microseconds
from store.model.texts.inert import counted
from store.model.trouble import Trouble
from tui.presentation.pieces import Line, Piece, Role, fitted, longest
from tui.presentation.signs import Signs
from tui.presentation.times import short_date

BARS, ASCII_BARS = "▁▂▃▄▅▆▇█", "._-=+*#@"
ROLES = {
    Trouble.NONE: Role.TEXT,
    Trouble.PARTLY: Role.PARTLY,
    Trouble.ANOMALY: Role.ANOMALY,
    Trouble.REJECTED: Role.REJECTED,
}
WORDS = {Trouble.PARTLY: "in part, imposed or not sent", Trouble.ANOMALY: "anomaly", Trouble.REJECTED: "rejected"}
LABEL = 13
"""Cells beside the bars at each end: `25 Mar 14:05` and a space."""

WIDEST_BAR = 3
"""Cells of a bar where there are few."""

_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"))
_MINUTE, _DAY = 60, 23 * 3600
"""Seconds of a minute, and of the shortest day."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The buckets from one to another, both of them included, in either order."""

    one: int
    other: int

    @property
    def first(self) -> int:
        """The earlier one."""
        return min(self.one, self.other)

    @property
    def last(self) -> int:
        """The later one."""
        return max(self.one, self.other)

    def holds(self, number: int) -> bool:
        """Tell whether a bucket is one of them."""
        return self.first <= number <= self.last


@dataclass(frozen=True, slots=True)
class HistogramLines:
    """A histogram to be drawn in so many cells; `at` is the bucket of the cursor of the list.

    `chosen` are the buckets that are being chosen; then the lower line says what is in them.
    """

    histogram: Histogram
    width: int
    zone: tzinfo
    signs: Signs
    at: int | None = None
    chosen: Bounds | None = None

    @property
    def room(self) -> int:
        """How many cells the bars have, and so how many buckets can be shown."""
        return room_of(self.width)

    def bucket_at(self, cell: int) -> int | None:
        """Return the number of the bucket that is drawn in a cell of the line; None beside the bars."""
        number, place = len(self.histogram.buckets), cell - LABEL
        return place * number // self._bars if number and 0 <= place < self._bars else None

    def upper(self) -> Line:
        """Return the bars between the two times."""
        buckets = self.histogram.buckets
        if not buckets:
            return fitted((), self.width, self.signs.cut)
        begins, ends = _local(buckets[0].begins, self.zone), _local(buckets[-1].ends, self.zone)
        most = max(bucket.events for bucket in buckets)
        bars = [self._bar(number, most) for number in self._cells()]
        written = self._written
        line = (*_label(written(begins), self.signs), *bars, Piece(" "), Piece(written(ends), Role.MUTED))
        return fitted(line, self.width, self.signs.cut)

    def lower(self) -> Line:
        """Return what is below the bars: signs of what was wrong, the place of the cursor, and what is chosen."""
        buckets = self.histogram.buckets
        if not buckets:
            return fitted((), self.width, self.signs.cut)
        if self.chosen is not None:
            return fitted(self._told(self.chosen), self.width, self.signs.cut)
        numbers = self._cells()
        before = (None, *numbers)
        marks = [self._mark(number, is_first=number != other) for number, other in zip(numbers, before, strict=False)]
        only_newest = self.histogram.counted_from is not None
        each = "newest only" if only_newest else f"a bar {_width(buckets)}"
        most = f" most {counted(max(bucket.events for bucket in buckets))}"
        return fitted((*_label(each, self.signs), *marks, Piece(most, Role.MUTED)), self.width, self.signs.cut)

    @property
    def _bars(self) -> int:
        """How many cells the bars take."""
        return min(self.room, WIDEST_BAR * len(self.histogram.buckets))

    def _written(self, at: datetime) -> str:
        """Return an instant as it stands beside the bars."""
        seconds = _seconds(self.histogram.buckets)
        if seconds >= _DAY:
            return f"{short_date(at)} {at.year}"
        return _time(at) if seconds >= _MINUTE else f"{at:%H:%M:%S}"

    def _cells(self) -> list[int]:
        number = len(self.histogram.buckets)
        return [cell * number // self._bars for cell in range(self._bars)]

    def _bar(self, number: int, most: int) -> Piece:
        bucket = self.histogram.buckets[number]
        bars = ASCII_BARS if self.signs.line == "-" else BARS
        eighths = -(-8 * bucket.events // most) if bucket.events else 0
        return Piece(bars[eighths - 1] if eighths else " ", ROLES[bucket.worst])

    def _mark(self, number: int, *, is_first: bool) -> Piece:
        worst = self.histogram.buckets[number].worst
        if number == self.at and is_first:
            return Piece(self.signs.here, Role.STRONG)
        if worst is Trouble.NONE or not is_first:
            return Piece(self.signs.line, Role.MUTED)
        sign = {Trouble.PARTLY: self.signs.partly, Trouble.ANOMALY: self.signs.anomaly}.get(worst, self.signs.rejected)
        return Piece(sign, ROLES[worst])

    def _told(self, chosen: Bounds) -> Line:
        """Say what is in the chosen buckets."""
        inside = self.histogram.buckets[chosen.first : chosen.last + 1]
        begins, ends = _local(inside[0].begins, self.zone), _local(inside[-1].ends, self.zone)
        number, worst = sum(bucket.events for bucket in inside), max(bucket.worst for bucket in inside)
        if _seconds(self.histogram.buckets) >= _DAY:
            since, until = self._written(begins), self._written(ends)
        else:
            since = f"{_time(begins)}:{begins:%S}"
            until = f"{ends:%H:%M:%S}" if begins.date() == ends.date() else f"{_time(ends)}:{ends:%S}"
        text = f"{since.strip()} {self.signs.arrow} {until.strip()}"
        events = f"  {counted(number)} {'event' if number == 1 else 'events'}"
        line: Line = (Piece(text, Role.STRONG), Piece(events))
        if worst is not Trouble.NONE:
            line = (*line, Piece(f" {self.signs.dot} worst: {WORDS[worst]}", ROLES[worst]))
        keys = ("space from here, enter only these, esc back", "enter only these, esc back", "")
        between = f"  {self.signs.dot} "
        return longest([(*line, Piece(f"{between}{one}" if one else "", Role.MUTED)) for one in keys], self.width)


def room_of(width: int) -> int:
    """Return how many bars there is room for in so many cells."""
    return max(1, width - 2 * LABEL)


def _label(text: str, signs: Signs) -> Line:
    return (*fitted((Piece(text, Role.MUTED),), LABEL - 1, signs.cut), Piece(" "))


def _local(at: int, zone: tzinfo) -> datetime:
    try:
        return from_microseconds(at).astimezone(zone)
    except (ValueError, OverflowError):
        # where the calendar ends
        return datetime.max.replace(tzinfo=zone)


def _time(at: datetime) -> str:
    return f"{short_date(at)} {at:%H:%M}"


def _seconds(buckets: Sequence[Bucket]) -> int:
    """Return how long most of the buckets are."""
    return sorted(bucket.ends - bucket.begins for bucket in buckets)[len(buckets) // 2] // 1_000_000


def _width(buckets: Sequence[Bucket]) -> str:
    """Return how long most of the buckets are in words: `1 h`, `7 d`."""
    seconds = _seconds(buckets)
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds >= size), _UNITS[-1])
    return f"{round(seconds / size)} {unit}"
