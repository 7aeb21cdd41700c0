"""Places: the history of them, marks, and the queries that lead to them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from store.query.language.fields import Field
from store.query.language.moments import Clock
from store.query.language.narrowing import between, moment_text, of_request, query_of
from store.query.language.parsing import parsed
from store.query.language.printing import printed
from store.query.language.tree import Query
from store.query.question import Named, Ranged
from store.query.resolving import question, resolved
from tests.query.queries import CLOCK, QUERIES
from tui.presentation.pieces import Piece, Role, plain
from tui.presentation.places.found import phrases_of, with_found
from tui.presentation.places.history import MOST, History, Place
from tui.presentation.places.marks import MOST_MARKS, Marks

BERLIN = ZoneInfo("Europe/Berlin")
SECONDS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)


@given(SECONDS, st.sampled_from([BERLIN, UTC, ZoneInfo("America/Santiago")]))
def test_a_moment_is_written_as_the_language_reads_it(at: datetime, zone: ZoneInfo) -> None:
    (criterion,) = question(f"since:{moment_text(at, zone).text}", Clock(at + timedelta(days=999), zone)).criteria
    assert isinstance(criterion.test, Ranged)
    assert criterion.test.intervals[0].low == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def test_a_moment_is_written_as_short_as_can_be() -> None:
    texts = [
        moment_text(datetime(2026, 3, 24, 23, tzinfo=UTC), BERLIN).text,
        moment_text(datetime(2026, 3, 25, 13, 5, tzinfo=UTC), BERLIN).text,
        moment_text(datetime(2026, 3, 25, 13, 5, 7, tzinfo=UTC), BERLIN).text,
        moment_text(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN).text,
    ]
    assert texts == ["2026-03-25", "2026-03-25T14:05", "2026-03-25T14:05:07", "2026-10-25T00:30Z"]


@given(QUERIES, SECONDS, st.integers(1, 10**8))
def test_a_query_narrowed_to_a_span_can_be_written_and_read(query: Query, at: datetime, later: int) -> None:
    found = between(query, at, at + timedelta(seconds=later), BERLIN)
    assert parsed(printed(found)) == found
    again = between(found, at, at + timedelta(seconds=later), BERLIN)
    assert again == found


def test_a_span_stands_in_place_of_the_one_before() -> None:
    asked = question('type:version.* since:2h -before:14:00 "a b"', CLOCK)
    found = between(
        query_of(asked), datetime(2026, 3, 25, 12, tzinfo=UTC), datetime(2026, 3, 25, 13, tzinfo=UTC), BERLIN
    )
    assert printed(found) == 'type:version.* -before:14:00 "a b" since:2026-03-25T13:00 before:2026-03-25T14:00'


def test_the_request_of_an_event_is_asked_for_exactly() -> None:
    (criterion,) = resolved(of_request("odd *,request"), CLOCK).criteria
    assert isinstance(criterion.test, Named)
    assert criterion.test.field is Field.REQUEST
    assert all(one.is_exact for one in criterion.test.patterns)


def test_a_mark_is_set_and_taken_away_and_the_first_is_forgotten_at_last() -> None:
    marks = Marks().turned("a").turned("b")
    assert marks.uids == ("a", "b")
    assert marks.turned("a").uids == ("b",)
    for number in range(MOST_MARKS):
        marks = marks.turned(str(number))
    assert len(marks.uids) == MOST_MARKS
    assert "a" not in marks.uids


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("position", "A54 Global Position not in balance", ["Position"]),
        ('"position not"', "global position / not in", ["position / not"]),
        ("bal*", "unbalanced balance", ["balance"]),
        ("bal", "unbalanced balance", ["balance"]),
        ('"bal"', "unbalanced balance", []),
        ("-position", "position", []),
        ("spec.", "[red]spec[/red] (spec", ["spec", "spec"]),
    ],
)
def test_what_was_looked_for_has_a_role_of_its_own_where_it_stands(query: str, text: str, found: list[str]) -> None:
    line = with_found((Piece(text, Role.STRONG),), phrases_of(question(query, CLOCK)))
    assert plain(line) == text
    assert [piece.text for piece in line if piece.role is Role.FOUND] == found


class Browsing(RuleBasedStateMachine):
    """A history held to a plain list of places with a finger on one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.history, self.here = History(), Place(uid="0")
        self.list, self.finger, self.number = [self.here], 0, 0

    @rule()
    def go(self) -> None:
        self.number += 1
        self.history, self.here = self.history.leaving(self.here), Place(uid=str(self.number))
        self.list = [*self.list[: self.finger + 1], self.here]
        self.finger += 1

    @precondition(lambda self: self.finger > 0)
    @rule()
    def back(self) -> None:
        found = self.history.back(self.here)
        assert found
        self.history, self.here = found
        self.finger -= 1

    @precondition(lambda self: self.finger + 1 < len(self.list))
    @rule()
    def forward(self) -> None:
        found = self.history.forward(self.here)
        assert found
        self.history, self.here = found
        self.finger += 1

    @invariant()
    def is_where_the_finger_is(self) -> None:
        assert self.here == self.list[self.finger]
        assert (self.history.back(self.here) is None) is (self.finger == 0)
        assert (self.history.forward(self.here) is None) is (self.finger + 1 == len(self.list))


test_a_history_leads_back_and_forward_like_that_of_a_browser = Browsing.TestCase


def test_a_history_keeps_so_many_places_only() -> None:
    history = History()
    for number in range(3 * MOST):
        history = history.leaving(Place(uid=str(number)))
    assert len(history.behind) == MOST
    assert history.leaving(history.behind[-1]) == history
