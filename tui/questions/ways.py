"""The ways from an event of the list to another one, asked of the store; each runs in a worker.

None of them looks at what lies between: indexes in the order of time know the next answer to a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from store.model.readable_store import ReadableStore
from store.model.timeline import EVERYTHING, EventRow, Moment
from store.query.language.fields import Field, Flag
from tui.questions.filtering.listing import answers
from tui.questions.pages import Asked

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question, Test

_INSTANT = timedelta(microseconds=1)
_FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass
class Reached(Message):
    """There is such an event; not `is_listed` where it belongs to another scope, `around` where it lies behind."""

    row: EventRow
    is_listed: bool = True
    around: bool = False


@dataclass
class NotReached(Message):
    """There is no such event, which `words` say."""

    words: str


@dataclass
class Nearest(Message):
    """The match nearest to where one is, the next one first; None where there is no match at all."""

    uid: str | None


Way = Reached | NotReached


class WayIn(Protocol):
    """What finds a way through what is listed."""

    def __call__(self, store: ReadableStore, *, asked: Asked) -> Message:
        """Return it, or that there is none."""


def next_trouble(store: ReadableStore, asked: Asked, row: EventRow, *, forward: bool) -> Way:
    """Return the next event, or the one before, that refuses something or is in other trouble."""
    from store.query.question import Flagged

    found = _next(store, asked, _also(asked.question, Flagged((Flag.TROUBLE,))), row, forward=forward)
    return _reached(found, f"nothing is wrong {'after' if forward else 'before'} this event in what is listed")


def next_day(store: ReadableStore, asked: Asked, row: EventRow, *, forward: bool) -> Way:
    """Return the next event of another delivery day, or the one before."""
    question = _also(asked.question, _on(row.day), negated=True)
    found = _next(store, asked, question, row, forward=forward)
    where = "after" if forward else "before"
    return _reached(found, f"there is no other delivery day {where} this event in what is listed")


def next_match(store: ReadableStore, asked: Asked, matching: "Question", row: EventRow, *, forward: bool) -> Way:
    """Return the next event of what is listed that answers another question, or the one before; round and round."""
    found = _next(store, asked, matching, row, forward=forward)
    if found is not None:
        return Reached(found)
    matches = answers(store, matching)
    rows = matches.page(asked.scope, 1) if forward else matches.newest(asked.scope, 1)
    return Reached(rows[0], around=True) if rows else NotReached("there is no match in what is listed")


def nearest_match(store: ReadableStore, asked: Asked, matching: "Question", row: EventRow | None) -> Nearest:
    """Return the match that an event is, else the next one, else the last before it."""
    found = answers(store, matching)
    if row is not None and found.among((row,)):
        return Nearest(row.uid)
    rows = (row is not None and found.page(asked.scope, 1, after=row)) or found.newest(asked.scope, 1)
    return Nearest(rows[0].uid if rows else None)


def next_marked(store: ReadableStore, asked: Asked, uids: Sequence[str], row: EventRow | None) -> Way:
    """Return the next marked event of what is listed, round and round."""
    matches = answers(store, _also(asked.question, _of_uids(uids)))
    rows = matches.page(asked.scope, 1, after=row)
    if not rows and row is not None:
        rows = matches.page(asked.scope, 1)
    number = len(uids)
    return _reached(rows[0] if rows else None, f"of {number} marked {_events(number)} none is listed here")


def at_moment(store: ReadableStore, asked: Asked, instant: datetime) -> Way:
    """Return the first event of what is listed that came at an instant or after it, else the last before it."""
    found = answers(store, _question(asked.question))
    moment = None if instant <= _FIRST else Moment.until(instant - _INSTANT)
    for batch in found.found(asked.scope, 1, after=moment):
        if batch.rows:
            return Reached(batch.rows[0])
    rows = found.newest(asked.scope, 1)
    return _reached(rows[0] if rows else None, "nothing is listed")


def at_uid(store: ReadableStore, asked: Asked, prefix: str, row: EventRow | None) -> Way:
    """Return the next event whose uid begins with a text: of those listed, else of those that the filter lets through.

    Where only the filter leaves it out, that is said.
    """
    from store.query.language.narrowing import beginning_with

    begun = beginning_with(Field.UID, prefix)
    (criterion,) = begun.criteria
    listed = answers(store, _also(asked.question, criterion.test))
    rows = (row is not None and listed.page(asked.scope, 1, after=row)) or listed.page(asked.scope, 1)
    if rows:
        return Reached(rows[0])
    others = listed.page(EVERYTHING, 1)
    if not others and asked.question and answers(store, begun).page(EVERYTHING, 1):
        return NotReached("the filter leaves that event out")
    return _reached(others[0] if others else None, f"there is no event with the uid {prefix!r}", is_listed=False)


def _next(store: ReadableStore, asked: Asked, question: "Question", row: EventRow, *, forward: bool) -> EventRow | None:
    found = answers(store, question)
    rows = found.page(asked.scope, 1, after=row) if forward else found.page(asked.scope, 1, before=row)
    return rows[0] if rows else None


def _reached(row: EventRow | None, words: str, *, is_listed: bool = True) -> Way:
    return NotReached(words) if row is None else Reached(row, is_listed)


def _events(number: int) -> str:
    return "event" if number == 1 else "events"


def _question(question: "Question | None") -> "Question":
    from store.query.question import EVERY_EVENT

    return question or EVERY_EVENT


def _also(question: "Question | None", test: "Test", *, negated: bool = False) -> "Question":
    """Return a question that asks for something more."""
    from store.query.language.tree import Term
    from store.query.question import Criterion, Question

    return Question((*_question(question).criteria, Criterion(test, negated, Term(()))))


def _on(day: date | None) -> "Test":
    from store.query.question import Interval, Ranged

    if day is None:
        return Ranged(Field.DATE, (), or_none=True)
    return Ranged(Field.DATE, (Interval(day.toordinal(), day.toordinal()),))


def _of_uids(uids: Sequence[str]) -> "Test":
    from store.query.pattern import Pattern
    from store.query.question import Named

    return Named(Field.UID, tuple(Pattern(uid, literal=True, cased=True) for uid in uids))
