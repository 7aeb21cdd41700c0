"""Queries made of another one: narrowed to a span of time, or to what an event names."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo

from store.model.moments import MomentError, instant_in
from store.query.fields import Field
from store.query.printing import value_text
from store.query.question import Question
from store.query.tree import Query, Term, Text

_SIDES = frozenset({Field.SINCE, Field.BEFORE})


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
