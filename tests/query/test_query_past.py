"""Questions about the past, on SQLite and PostgreSQL: answered as by a plain filter over what had happened."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database.store import Store
from store.model.timeline import EVERYTHING, Moment, Scope
from store.query.answer import Count
from store.query.resolving import question
from tests.query.queries import CLOCK, plain_answer
from tests.query.query_stores import QUERY_TEXTS, VALUES, stored
from tests.support.databases import DATABASES
from tests.support.entries import uid
from tests.support.laws import examples

LAW = settings(
    deadline=None,
    max_examples=examples(15),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SCOPES = [EVERYTHING, Scope(schedule_uid=uid("other")), Scope(schedule_uid=uid("schedule"), version=2)]


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(request.param, tmp_path_factory.mktemp("past")) as store:
        yield store


@LAW
@given(QUERY_TEXTS, st.sampled_from(SCOPES), st.integers(0, 100))
def test_at_every_moment_the_answer_is_that_of_a_plain_filter(filled: Store, text: str, scope: Scope, at: int) -> None:
    rows = filled.rows(EVERYTHING, 0, 1000)
    past = filled.as_of(Moment.of(rows[at % len(rows)]))
    asked = question(text, CLOCK)
    expected = plain_answer(past, asked, scope)
    answers = past.answers(asked)
    assert answers.rows(scope, 0, 1000) == expected
    assert answers.newest(scope, 2) == expected[-2:]
    assert answers.count(scope) == list(answers.counting(scope))[-1] == Count(len(expected))
    assert answers.schedule_uids(scope) == {row.schedule_uid for row in expected if row.schedule_uid}
    assert [answers.index_of(scope, row.uid) for row in expected] == list(range(len(expected)))


@pytest.mark.parametrize("at", [5, 12])
def test_every_term_is_answered_about_schedules_that_were_under_way(filled: Store, at: int) -> None:
    past = filled.as_of(Moment.of(filled.rows(EVERYTHING, 0, 1000)[at]))
    for field, values in VALUES.items():
        for value in values:
            asked = question(f"{field}:{value}", CLOCK)
            assert past.answers(asked).rows(EVERYTHING, 0, 1000) == plain_answer(past, asked), f"{field}:{value}"


def test_what_stood_otherwise_is_found_as_it_stood(filled: Store) -> None:
    rows = filled.rows(EVERYTHING, 0, 1000)
    first_active = next(row for row in rows if row.schedule_uid == uid("schedule") and row.version == 1)
    asked = question("version:1 is:superseded", CLOCK)
    then = filled.as_of(Moment.of(first_active)).answers(asked)
    assert (then.count(EVERYTHING).number, filled.answers(asked).count(EVERYTHING).number > 0) == (0, True)
