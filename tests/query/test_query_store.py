"""Questions put to a store: its answer is that of the plain filter, on every database."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database.query import statuses
from store.database.store import Store
from store.model.timeline import EVERYTHING, EventRow, Moment, Scope
from store.query.answer import Count
from store.query.language.fields import Field
from store.query.language.printing import value_text
from store.query.language.tree import Query, Term, Text
from store.query.resolving import MOST_VALUES, question, resolved
from tests.query.queries import CLOCK, plain_answer
from tests.query.query_stores import QUERY_TEXTS, VALUES, stored
from tests.support.databases import DATABASES
from tests.support.entries import uid
from tests.support.laws import examples

LAW = settings(
    deadline=None,
    max_examples=examples(20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
OFFERED = [Field.TYPE, Field.TSO, Field.MARKET, Field.STATUS, Field.LEVEL, Field.REASON, Field.USER]
SCOPES = [
    EVERYTHING,
    Scope(schedule_uid=uid("other")),
    Scope(schedule_uid=uid("schedule"), version=2),
    Scope(undated=True),
]


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(request.param, tmp_path_factory.mktemp("query")) as store:
        yield store


@LAW
@given(QUERY_TEXTS, st.sampled_from(SCOPES))
def test_the_answer_is_that_of_a_plain_filter(filled: Store, text: str, scope: Scope) -> None:
    asked = question(text, CLOCK)
    expected = plain_answer(filled, asked, scope)
    answers = filled.answers(asked)
    assert answers.rows(scope, 0, 1000) == expected
    assert answers.count(scope) == Count(len(expected))
    assert answers.schedule_uids(scope) == {row.schedule_uid for row in expected if row.schedule_uid}


@pytest.mark.parametrize("field", VALUES)
def test_every_term_and_its_negation_have_the_answer_of_a_plain_filter(filled: Store, field: str) -> None:
    for value in VALUES[field]:
        for text in (f"{field}:{value}", f"-{field}:{value}"):
            asked = question(text, CLOCK)
            assert filled.answers(asked).rows(EVERYTHING, 0, 1000) == plain_answer(filled, asked), text


def test_a_status_that_many_events_have_is_answered_as_one_that_few_have(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statuses, "EVENTS", 0)
    for value in VALUES["status"]:
        for text in (f"status:{value}", f"-status:{value}", f"status:{value},none"):
            asked = question(text, CLOCK)
            assert filled.answers(asked).rows(EVERYTHING, 0, 1000) == plain_answer(filled, asked), text


@LAW
@given(QUERY_TEXTS, st.integers(1, 5))
def test_pages_in_both_directions_give_every_answer_once_in_order(filled: Store, text: str, limit: int) -> None:
    answers = filled.answers(question(text, CLOCK))
    rows = answers.rows(EVERYTHING, 0, 1000)
    forward: list[EventRow] = []
    while page := answers.page(EVERYTHING, limit, after=forward[-1] if forward else None):
        forward += page
    back = list(answers.newest(EVERYTHING, limit))
    while back and (page := answers.page(EVERYTHING, limit, before=back[0])):
        back = [*page, *back]
    assert tuple(forward) == tuple(back) == rows


@LAW
@given(QUERY_TEXTS)
def test_every_answer_knows_its_place_and_no_other_event_has_one(filled: Store, text: str) -> None:
    answers = filled.answers(question(text, CLOCK))
    rows = answers.rows(EVERYTHING, 0, 1000)
    for index, row in enumerate(rows):
        assert answers.rows(EVERYTHING, index, 1) == (row,)
        assert answers.index_of(EVERYTHING, row.uid) == index
    others = {row.uid for row in filled.rows(EVERYTHING, 0, 1000)} - {row.uid for row in rows}
    assert all(answers.index_of(EVERYTHING, one) is None for one in [*others, "nobody"])


@pytest.mark.parametrize("text", ["type:version.*", "party:11X*", "is:late"])
def test_a_count_is_exact_or_says_that_there_are_more(filled: Store, text: str) -> None:
    answers = filled.answers(question(text, CLOCK))
    exactly = answers.count(EVERYTHING).number
    assert exactly > 1
    assert answers.count(EVERYTHING, exactly) == Count(exactly)
    assert answers.count(EVERYTHING, exactly - 1) == Count(exactly - 1, is_exact=False)


@pytest.mark.parametrize("field", ["uid", "schedule", "date", "delta", "series"])
def test_as_many_values_as_a_query_may_have_are_answered(filled: Store, field: str) -> None:
    value = {"date": "2026-03-2{}", "delta": "{}..9"}.get(field, "{}f*")
    text = f"{field}:" + ",".join(value.format(number % 10) for number in range(MOST_VALUES))
    for asked in (question(text, CLOCK), question(f"-{text}", CLOCK)):
        assert filled.answers(asked).rows(EVERYTHING, 0, 1000) == plain_answer(filled, asked)


def test_answers_come_in_batches_that_say_how_much_was_looked_at(filled: Store) -> None:
    answers = filled.answers(question("party:11XBETA*", CLOCK))
    newest_first = Moment.of(filled.rows(EVERYTHING, 0, 1000)[-1])
    batches = list(answers.found(EVERYTHING, 4, before=newest_first))
    assert [one.looked_at for one in batches][:2] == [4, 8]
    assert sum(one.looked_at for one in batches) == filled.count(EVERYTHING) - 1
    found = [row for one in batches for row in one.rows]
    assert found == sorted(found, key=lambda row: (row.created_at, row.sequence), reverse=True)


@pytest.mark.parametrize(
    ("text", "residual"),
    [
        ("type:x tso:y date:today reason:A54 delta:>5 is:active", []),
        ("has:after party:x type:x -word", ["party:x", "-word"]),
    ],
)
def test_a_question_says_what_is_told_from_entries(text: str, residual: list[str]) -> None:
    asked = question(text, CLOCK)
    assert [text[slice(*one.term.place)] for one in asked.residual] == residual


@pytest.mark.parametrize("field", OFFERED)
def test_known_values_come_with_how_many_events_answer(filled: Store, field: Field) -> None:
    known = filled.known_values(field)
    assert len(known) > 1
    assert [one.events for one in known] == sorted((one.events for one in known), reverse=True)
    for one in known:
        term = Term((value_text(one.text),), field)
        assert filled.answers(resolved(Query((term,)), CLOCK)).count(EVERYTHING) == Count(one.events), one
    asked = resolved(Query((Term(tuple(value_text(one.text) for one in known), field, negated=True),)), CLOCK)
    none = resolved(Query((Term((Text("none"),), field),)), CLOCK)
    assert filled.answers(asked).count(EVERYTHING) == filled.answers(none).count(EVERYTHING)


def test_a_field_of_too_many_values_has_none_to_offer(filled: Store) -> None:
    assert filled.known_values(Field.UID) == ()
