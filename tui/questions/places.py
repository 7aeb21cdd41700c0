"""What is asked of a store about places: the branches and the filter of one, the histogram, and where matches stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from textual.message import Message

from store.model.histogram import Histogram
from store.model.readable_store import ReadableStore
from store.model.timeline import EventRow
from tui.presentation.places.history import Place
from tui.questions.browsing import levels_to
from tui.questions.filtering.filters import NO_FILTER, Filter, read_filter
from tui.questions.filtering.listing import answers
from tui.questions.pages import Asked, Levels
from tui.questions.superseding import Turn
from tui.questions.ways import NotReached

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.language.moments import Clock
    from store.query.question import Question

MOST_MATCHES = 10_000
"""Matches that are kept in mind, of rows that were in sight."""


@dataclass
class PlaceFound(Message):
    """A place can be gone to: the branches down to its scope, and its filter."""

    place: Place
    levels: Levels
    filter: Filter


@dataclass
class HistogramLoaded(Message):
    """When the events came that are listed."""

    asked: Asked
    histogram: Histogram
    turn: Turn


@dataclass
class MatchesFound(Message):
    """Of the rows with these sequences, which are in memory, those are matches."""

    asked: Asked
    sequences: frozenset[int]
    uids: frozenset[str]


@dataclass
class MatchCounted(Message):
    """So many matches there are, or at least; the one at hand is the `number`th, None while that is not known."""

    uid: str
    number: int | None
    total: int
    is_exact: bool


def place_found(store: ReadableStore, place: Place, clock: "Clock") -> PlaceFound | NotReached:
    """Return what it takes to go to a place; its filter may mean nothing any more, in other times or on another day."""
    from store.query.language.mistake import QueryError

    levels = levels_to(store, place.scope, place.day)
    if levels is None:
        return NotReached("that place is not there any more")
    try:
        return PlaceFound(place, levels, read_filter(place.filter, clock) if place.filter else NO_FILTER)
    except QueryError as error:
        return NotReached(f"its filter cannot be read now: {error}")


def histogram(store: ReadableStore, asked: Asked, zone: tzinfo, most: int, turn: Turn) -> Iterator[HistogramLoaded]:
    """Give when the events came that are listed, where it is still the turn of that."""
    from store.query.question import EVERY_EVENT

    found = answers(store, asked.question or EVERY_EVENT)
    if turn.read_on(found):
        yield HistogramLoaded(asked, found.histogram(asked.scope, zone, most), turn)


def matches_among(store: ReadableStore, asked: Asked, matching: "Question", rows: Sequence[EventRow]) -> MatchesFound:
    """Return which of some rows match."""
    return MatchesFound(asked, frozenset(row.sequence for row in rows), answers(store, matching).among(rows))


def match_counted(store: ReadableStore, asked: Asked, matching: "Question", uid: str) -> Iterator[MatchCounted]:
    """Give which match an event is, out of how many, while that is counted."""
    found = answers(store, matching)
    number, total = None, 0
    for count in found.counting(asked.scope):
        total = count.number
        if count.is_exact:
            break
        yield MatchCounted(uid, number, total, is_exact=False)
    place = found.index_of(asked.scope, uid)
    yield MatchCounted(uid, None if place is None else place + 1, total, is_exact=True)
