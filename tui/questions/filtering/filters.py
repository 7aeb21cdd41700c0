"""What the timeline is filtered by, and what is asked to filter it; each runs in a worker."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from textual.message import Message

from store.model.readable_store import ReadableStore
from store.query.language.fields import Field
from tui.presentation.filtering.chips import chips_of

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.answer import KnownValue
    from store.query.language.mistake import QueryError
    from store.query.language.moments import Clock
    from store.query.question import Question

MOST_KNOWN = 2000
"""Values of a field that are kept for completion."""


@dataclass(frozen=True)
class Filter:
    """What is asked for: the text as it was written, and what that asks; without a question it lets all through."""

    text: str = ""
    question: "Question | None" = None

    @cached_property
    def chips(self) -> tuple[str, ...]:
        """The terms, each as it stands in a query."""
        return chips_of(self.question)

    def without(self, number: int) -> "Filter":
        """Return what is left without one of the terms."""
        criteria = self.question.criteria if self.question else ()
        left = tuple(one for place, one in enumerate(criteria) if place != number)
        if self.question is None or not left:
            return NO_FILTER
        question = replace(self.question, criteria=left)
        return Filter(" ".join(chips_of(question)), question)

    def having(self, term: str) -> str:
        """Return the text with one more term."""
        return " ".join((*(chip for chip in self.chips if chip != term), term))


NO_FILTER = Filter()


@dataclass
class Understood(Message):
    """A text is a filter; `settled` where it is not being typed."""

    filter: Filter
    text: str
    settled: bool = False


@dataclass
class MovedOn(Message):
    """A filter, read anew as time has gone on."""

    filter: Filter


@dataclass
class Mistaken(Message):
    """A text is none."""

    text: str
    error: "QueryError"
    settled: bool = False


@dataclass
class ValuesKnown(Message):
    """The values of a field that occur, those of the most events first."""

    field: Field
    values: "Sequence[KnownValue]"


def clock_at(now: Callable[[], datetime], zone: tzinfo) -> "Clock":
    """Return the clock that relative times and days of a query are told from."""
    from store.query.language.moments import Clock

    return Clock(now(), zone)


def read_filter(text: str, clock: "Clock") -> Filter:
    """Return the filter that a text is; raises QueryError."""
    from store.query.resolving import question

    read = question(text, clock)
    return Filter(text.strip(), read) if read.criteria else NO_FILTER


def understanding(
    _store: ReadableStore, text: str, read: str, clock: "Callable[[], Clock]", *, settled: bool = False
) -> Understood | Mistaken:
    """Return what a text means now, of which only so much is to be read yet."""
    from store.query.language.mistake import QueryError

    try:
        return Understood(read_filter(read, clock()), text, settled)
    except QueryError as error:
        return Mistaken(text, error, settled)


def moved_on(_store: ReadableStore, text: str, clock: "Callable[[], Clock]") -> Iterator[MovedOn]:
    """Give the filter that a text means now; none where it means nothing now, and what it meant stands."""
    from store.query.language.mistake import QueryError

    with suppress(QueryError):
        yield MovedOn(read_filter(text, clock()))


def known_values(store: ReadableStore, field: Field) -> ValuesKnown:
    """Return the values of a field that occur now, as many as are kept; none of them as of another moment."""
    from store.database.store import Store

    return ValuesKnown(field, store.known_values(field)[:MOST_KNOWN] if isinstance(store, Store) else ())
