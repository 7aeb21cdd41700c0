"""A query as a tree: its terms as they were written, nothing worked out yet."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from store.query.language.fields import Field


class Place(NamedTuple):
    """Where something stands in the text of a query, in characters; `end` is the first one after it."""

    start: int
    end: int


NOWHERE = Place(0, 0)
"""The place of what was never written."""


@dataclass(frozen=True, slots=True)
class Text:
    """A word, or what stood between quotation marks: there a `*` is a star and `none` a word."""

    text: str
    quoted: bool = False
    place: Place = dataclasses.field(default=NOWHERE, compare=False)


class Operator(StrEnum):
    """How a value is compared."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Comparison:
    """Values on one side of a bound."""

    operator: Operator
    bound: Text


@dataclass(frozen=True, slots=True)
class Range:
    """Values from one to another, both of them included; one of the two may be missing."""

    low: Text | None
    high: Text | None


Value = Text | Comparison | Range


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: text to look for where it has no field, else the values of which one must be true.

    `path` are the keys of a `path:` term, whose values are empty where it only asks whether something is there.
    """

    values: tuple[Value, ...]
    field: Field | None = None
    path: tuple[Text, ...] = ()
    negated: bool = False
    place: Place = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all be true; without any, every event answers."""

    terms: tuple[Term, ...] = ()


class Sides(NamedTuple):
    """A value as two bounds, None for none; of a single text both are that text."""

    low: Text | None
    high: Text | None
    without_low: bool = False
    without_high: bool = False

    @property
    def texts(self) -> tuple[Text, ...]:
        """The bounds that there are, each once."""
        one = () if self.low is None else (self.low,)
        return one if self.high is None or self.high is self.low else (*one, self.high)


def sides(value: Value) -> Sides:
    """Return the bounds of a value."""
    if isinstance(value, Text):
        return Sides(value, value)
    if isinstance(value, Range):
        return Sides(value.low, value.high)
    if value.operator in {Operator.LESS, Operator.AT_MOST}:
        return Sides(None, value.bound, without_high=value.operator is Operator.LESS)
    return Sides(value.bound, None, without_low=value.operator is Operator.MORE)
