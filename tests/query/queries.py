"""Queries for tests: trees of every shape, and texts that are nearly queries."""

import re
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from store.database.reading.past import Past
from store.database.store import Store
from store.model.event import read_entry
from store.model.timeline import EVERYTHING, EventRow, Scope
from store.query.language.fields import Field
from store.query.language.moments import Clock
from store.query.language.tree import Comparison, Operator, Query, Range, Term, Text
from store.query.matching import Candidate, matches
from store.query.question import Question

CLOCK = Clock(datetime(2026, 3, 25, 13, 0, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
"""One hour after the first entries of tests.support.entries, in Berlin 14:00."""

ANY_TEXT = st.text(max_size=12) | st.text(st.characters(categories=["Cs", "Cc", "Zs", "Po"]), max_size=4)
QUOTED = st.builds(Text, ANY_TEXT, st.just(True))  # noqa: FBT003 - what is quoted
BARE = st.from_regex(r'[^\s",<>.][^\s",.]{0,6}(\.[^\s",.]{1,4})?', fullmatch=True).map(Text)
WORDS = st.from_regex(r'[^\s"\-][^\s"]{0,8}', fullmatch=True).filter(
    lambda text: not re.match("[A-Za-z][A-Za-z_]*:", text)
)
KEYS = st.from_regex(r'[^\s"=<>,.]{1,6}', fullmatch=True).map(Text) | QUOTED
TEXTS = BARE | QUOTED
# after < an = belongs to the operator
BOUNDS = BARE.filter(lambda bound: not bound.text.startswith("=")) | QUOTED
COMPARISONS = st.builds(Comparison, st.sampled_from(Operator), BOUNDS)
RANGES = st.builds(Range, TEXTS, TEXTS) | st.builds(Range, TEXTS, st.none()) | st.builds(Range, st.none(), TEXTS)
VALUES = st.lists(TEXTS | COMPARISONS | RANGES, min_size=1, max_size=3).map(tuple)
NEGATED = st.booleans()

FREE = st.builds(lambda text, negated: Term((text,), negated=negated), WORDS.map(Text) | QUOTED, NEGATED)
OF_FIELD = st.builds(
    lambda field, values, negated: Term(values, field, negated=negated),
    st.sampled_from([field for field in Field if field is not Field.PATH]),
    VALUES,
    NEGATED,
)
OF_PATH = st.builds(
    lambda path, values, negated: Term(values, Field.PATH, path, negated),
    st.lists(KEYS, min_size=1, max_size=4).map(tuple),
    VALUES | st.just(()),
    NEGATED,
)
QUERIES = st.lists(FREE | OF_FIELD | OF_PATH, max_size=5).map(tuple).map(Query)

NEARLY = st.lists(
    st.sampled_from(['"', ":", ",", "..", "-", " ", ">", "<=", "=", ".", "*", "\\", "\t", "none", "2h", "a"])
    | st.sampled_from([f"{field}:" for field in Field])
    | st.sampled_from(["2026-03-26", "14:05", "today", "A54", "v3", "5", "after", "simulated", "\ud800", "\0"]),
    max_size=12,
).map("".join)
"""Texts made of what queries are made of."""


def plain_answer(store: Store | Past, asked: Question, scope: Scope = EVERYTHING) -> tuple[EventRow, ...]:
    """Return the rows that answer a question, every entry read one by one: what the store must agree with."""
    return tuple(one.row for one in _candidates(store, scope, store.facts().events) if matches(asked, one))


@lru_cache(maxsize=8)
def _candidates(store: Store | Past, scope: Scope, _events: int) -> tuple[Candidate, ...]:
    rows = store.rows(scope, 0, 100_000)
    schedules = {node.uid: node for node in store.schedules_in(EVERYTHING)}
    pairs = zip(rows, store.contents_of(rows), strict=True)
    return tuple(
        Candidate(row, cache(partial(read_entry, content)), partial(schedules.get, row.schedule_uid or ""))
        for row, content in pairs
    )
