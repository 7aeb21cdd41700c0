"""What a query asks, with every moment, day and name worked out: tests that an event passes or not."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cached_property

from store.model.market.delivery_day import microseconds
from store.query.language.fields import Field, Flag
from store.query.language.tree import Term
from store.query.pattern import Pattern


class Depth(IntEnum):
    """How far one must look into the log to tell whether a test is passed: columns, rows, or entries whole."""

    COLUMNS = 0
    ROW = 1
    ENTRY = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers between two bounds, None for none; a bound itself is meant unless it is left out.

    `of_size`: the sign of a number does not count.
    """

    low: float | None = None
    high: float | None = None
    without_low: bool = False
    without_high: bool = False
    of_size: bool = False

    def holds(self, number: float) -> bool:
        """Tell whether a number lies in it."""
        one = abs(number) if self.of_size else number
        above = self.low is None or (one > self.low if self.without_low else one >= self.low)
        return above and (self.high is None or (one < self.high if self.without_high else one <= self.high))


@dataclass(frozen=True, slots=True)
class Named:
    """One of these texts stands in a field; `or_none`: or none does."""

    field: Field
    patterns: tuple[Pattern, ...]
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class Ranged:
    """The number of a field lies in one of these intervals; `or_none`: or there is none.

    Days are proleptic Gregorian ordinals, moments (`Field.BETWEEN`) microseconds since 1970 UTC, deltas MW.
    """

    field: Field
    intervals: tuple[Interval, ...]
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class Flagged:
    """One of these is true of an event."""

    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class TextInterval:
    """Texts between two bounds, in the order of their characters; as Interval."""

    low: str | None = None
    high: str | None = None
    without_low: bool = False
    without_high: bool = False

    def holds(self, text: str) -> bool:
        """Tell whether a text lies in it."""
        above = self.low is None or (text > self.low if self.without_low else text >= self.low)
        return above and (self.high is None or (text < self.high if self.without_high else text <= self.high))


Wanted = Pattern | Interval | TextInterval


@dataclass(frozen=True, slots=True)
class Located:
    """One of these values stands at a place in the entry; with none, whether there is such a place.

    A key of None stands for every key.
    """

    keys: tuple[str | None, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that stand one after the other in a text of the entry; `whole` where the last must end there."""

    words: tuple[str, ...]
    whole: bool


Test = Named | Ranged | Flagged | Located | Spoken

IDENTIFIERS = frozenset({Field.UID, Field.SCHEDULE, Field.REQUEST})
"""The fields whose texts are compared as they are: indexes find those alone."""

_IN_ENTRIES = frozenset({Field.SERIES, Field.PARTY, Field.AREA, Field.CLIENT, Field.ORG})
_FLAGS_OF_ENTRIES = frozenset({Flag.BEFORE, Flag.AFTER, Flag.WARNING})


@dataclass(frozen=True)
class Criterion:
    """One term of a query worked out; `negated` where the test must fail."""

    test: Test
    negated: bool
    term: Term

    @cached_property
    def depth(self) -> Depth:
        """How far one must look to tell whether an event meets it, where there are columns."""
        return _depth(self.test)

    @cached_property
    def is_told_by_entry(self) -> bool:
        """Whether without columns one must look into the entry."""
        in_columns = isinstance(self.test, Flagged) and bool(_FLAGS_OF_ENTRIES.intersection(self.test.flags))
        return in_columns or self.depth is Depth.ENTRY


@dataclass(frozen=True)
class Question:
    """Criteria that an event must all meet."""

    criteria: tuple[Criterion, ...] = ()

    @cached_property
    def residual(self) -> tuple[Criterion, ...]:
        """The criteria that no column answers: rows or entries are read one by one for them, rows first."""
        beyond = [one for one in self.criteria if one.depth is not Depth.COLUMNS]
        return tuple(sorted(beyond, key=lambda one: one.depth))

    def until(self, at: datetime | None) -> "Question":
        """Return the question about what had happened at a moment; None leaves it as it is, as does asking nothing."""
        if at is None or not self.criteria:
            return self
        happened = Ranged(Field.BETWEEN, (Interval(high=microseconds(at)),))
        return Question((*self.criteria, Criterion(happened, negated=False, term=Term((), Field.BETWEEN))))


EVERY_EVENT = Question()
"""The question that every event answers."""


def _depth(test: Test) -> Depth:
    if isinstance(test, Located | Spoken):
        return Depth.ENTRY
    if isinstance(test, Flagged):
        return Depth.ROW if Flag.LATE in test.flags else Depth.COLUMNS
    if isinstance(test, Named):
        if test.field in _IN_ENTRIES:
            return Depth.ENTRY
        if test.field in IDENTIFIERS and not all(one.is_exact or one.is_prefix for one in test.patterns):
            return Depth.ROW
    return Depth.COLUMNS
