"""Queries made of another one: narrowed to a span of time, or to what an event names."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo

from store.model.texts.moments import MomentError, instant_in
from store.query.language.fields import Field
from store.query.language.printing import value_text
from store.query.language.tree import Query, Term, Text
from store.query.pattern import Pattern
from store.query.question import Criterion, Named, Question

_SIDES = frozenset({Field.SINCE, Field.BEFORE})

SHORTEST_NAME = 4
"""So many characters of a uid name an event or a schedule, where no other begins with them."""


def query_of(question: Question | None) -> Query:
    """Return the query that a question was read from."""
    return Query(tuple(one.term for one in question.criteria) if question else ())


def between(query: Query, begins: datetime, ends: datetime, zone: tzinfo) -> Query:
    """Return a query that asks for the same from one instant on and before another.

    They stand in place of the sides it had, for who chooses a span chooses out of what is listed.
    """
    kept = tuple(term for term in query.terms if term.negated or term.field not in _SIDES)
    sides = (Term((moment_text(begins, zone),), Field.SINCE), Term((moment_text(ends, zone),), Field.BEFORE))
    return replace(query, terms=(*kept, *sides))


def of_request(request_id: str) -> Query:
    """Return the query for all events of an API request."""
    return Query((Term((value_text(request_id),), Field.REQUEST),))


def beginning_with(field: Field, text: str) -> Question:
    """Return the question for all events of which an identifier begins with a text, as written or in small letters."""
    patterns = tuple(Pattern(f"{one}*", cased=True) for one in dict.fromkeys((text, text.lower())))
    return Question((Criterion(Named(field, patterns), negated=False, term=Term((), field)),))


def naming(field: Field, text: str) -> Question | None:
    """Return the question for what is named by the beginning of its uid; None for a text that cannot be one."""
    return None if len(text) < SHORTEST_NAME or "*" in text else beginning_with(field, text)


def moment_text(at: datetime, zone: tzinfo) -> Text:
    """Return the value that means an instant, to the second: local where that is plain, else in UTC."""
    local = at.astimezone(zone).replace(tzinfo=None)
    if local.microsecond:
        return Text(f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z")
    text = local.date().isoformat() if local.time() == time() else _shortest(local)
    try:
        means = instant_in(text, zone, date.min)
    except MomentError:
        # an hour that comes twice
        means = None
    return Text(text) if means == at else Text(f"{_shortest(at.astimezone(UTC).replace(tzinfo=None))}Z")


def _shortest(at: datetime) -> str:
    return at.isoformat(timespec="seconds" if at.second else "minutes")
