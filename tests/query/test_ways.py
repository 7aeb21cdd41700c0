"""The ways from event to event: where they lead is where one comes row by row, on every database."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database.store import Store
from store.model.timeline import EVERYTHING, EventRow, Scope
from store.model.trouble import Trouble, trouble_in
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.query.query_stores import stored
from tests.support.databases import DATABASES
from tests.support.entries import uid
from tests.support.laws import examples
from tui.questions import ways
from tui.questions.filtering.listing import answers
from tui.questions.pages import Asked
from tui.questions.ways import NotReached, Reached, Way

LAW = settings(
    deadline=None,
    max_examples=examples(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ASKED = st.builds(
    Asked,
    st.sampled_from([EVERYTHING, Scope(schedule_uid=uid("other")), Scope(undated=True)]),
    st.sampled_from([None, *(question(text, CLOCK) for text in ("type:version.*", "-tso:amprion", "has:after"))]),
)


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(request.param, tmp_path_factory.mktemp("ways")) as store:
        yield store


@LAW
@given(ASKED, st.integers(0, 999), st.booleans())
def test_the_next_trouble_and_the_next_day_are_those_that_come_row_by_row(
    filled: Store, asked: Asked, place: int, forward: bool
) -> None:
    rows = listed(filled, asked)
    row = rows[place % len(rows)]
    beyond = further(rows, row, forward=forward)
    troubled = next((one for one in beyond if trouble_in(one) is not Trouble.NONE), None)
    assert reached(ways.next_trouble(filled, asked, row, forward=forward)) == troubled
    other_day = next((one for one in beyond if one.day != row.day), None)
    assert reached(ways.next_day(filled, asked, row, forward=forward)) == other_day


@LAW
@given(ASKED, st.integers(0, 999), st.booleans())
def test_matches_and_marks_go_round_and_round(filled: Store, asked: Asked, place: int, forward: bool) -> None:
    rows = listed(filled, asked)
    row = rows[place % len(rows)]
    matching = question("is:trouble", CLOCK)
    matches = set(answers(filled, matching).rows(asked.scope, 0, 999))
    whole = listed(filled, Asked(asked.scope))
    if row in whole and matches:
        round_trip = [*further(whole, row, forward=forward), *(whole if forward else whole[::-1])]
        found = ways.next_match(filled, Asked(asked.scope), matching, row, forward=forward)
        assert reached(found) == next(one for one in round_trip if one in matches)
    uids = [one.uid for one in rows[::3]] + ["nobody"]
    marked = next(one for one in [*further(rows, row, forward=True), *rows] if one.uid in uids)
    assert reached(ways.next_marked(filled, asked, uids, row)) == marked


@LAW
@given(ASKED, st.integers(0, 999), st.integers(-1, 1))
def test_a_moment_leads_to_the_first_event_that_is_not_before_it(
    filled: Store, asked: Asked, place: int, beside: int
) -> None:
    rows = listed(filled, asked)
    instant = rows[place % len(rows)].created_at + timedelta(microseconds=beside)
    expected = next((one for one in rows if one.created_at >= instant), rows[-1])
    assert reached(ways.at_moment(filled, asked, instant)) == expected


@LAW
@given(ASKED)
def test_of_some_rows_those_are_matches_that_are_listed(filled: Store, asked: Asked) -> None:
    rows = listed(filled, Asked(asked.scope))
    if asked.question is not None:
        assert answers(filled, asked.question).among(rows) == {row.uid for row in listed(filled, asked)}


def test_the_first_moment_there_is_leads_to_the_first_event(filled: Store) -> None:
    assert reached(ways.at_moment(filled, Asked(), datetime.min.replace(tzinfo=UTC))) == listed(filled, Asked())[0]


def test_the_beginning_of_a_uid_leads_to_one_event_after_the_other(filled: Store) -> None:
    everything = Asked()
    first = ways.at_uid(filled, everything, "8F1C-", None)
    assert isinstance(first, Reached)
    second = ways.at_uid(filled, everything, "8f1c-", first.row)
    assert isinstance(second, Reached)
    assert [first.row.uid, second.row.uid] == ["8f1c-1", "8f1c-2"]
    assert reached(ways.at_uid(filled, everything, "8f1c-", second.row)) == first.row


def test_a_uid_outside_of_what_is_listed_is_gone_to_or_the_filter_named(filled: Store) -> None:
    elsewhere = ways.at_uid(filled, Asked(Scope(schedule_uid=uid("other"))), "8f1c-1", None)
    assert isinstance(elsewhere, Reached)
    assert not elsewhere.is_listed
    left_out = ways.at_uid(filled, Asked(EVERYTHING, question("type:odd", CLOCK)), "8f1c-1", None)
    assert isinstance(left_out, NotReached)
    assert left_out.words == "the filter leaves that event out"
    missing = ways.at_uid(filled, Asked(), "no such", None)
    assert isinstance(missing, NotReached)
    assert "no such" in missing.words


def listed(store: Store, asked: Asked) -> tuple[EventRow, ...]:
    if asked.question is None:
        return store.rows(asked.scope, 0, 999)
    return answers(store, asked.question).rows(asked.scope, 0, 999)


def further(rows: Sequence[EventRow], row: EventRow, *, forward: bool) -> Sequence[EventRow]:
    at = rows.index(row)
    return rows[at + 1 :] if forward else rows[:at][::-1]


def reached(way: Way) -> EventRow | None:
    return way.row if isinstance(way, Reached) else None
