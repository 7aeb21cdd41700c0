"""What is drawn of a filter, and what is worked out for it, without a screen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.database.store import Store
from store.model.timeline import EVERYTHING
from store.query.language.fields import Field
from store.query.language.mistake import QueryError
from store.query.language.parsing import parsed
from store.query.resolving import question
from tests.query.queries import CLOCK, NEARLY
from tests.query.query_stores import stored
from tui.presentation.captions import Caption
from tui.presentation.filtering.bar_lines import completion_lines, wrong_lines, wrong_place
from tui.presentation.filtering.chips import chip_at, chips_line, chips_of
from tui.presentation.filtering.completing import Completions, completed, completions, wanted_at
from tui.presentation.filtering.own_terms import LETTERS, event_terms
from tui.presentation.pieces import cells, plain
from tui.presentation.signs import ASCII, UNICODE
from tui.questions.filtering.filters import NO_FILTER, read_filter

TYPES = (("version.submitted", 8), ("version.accepted", 3), ("anomaly.received", 1))


def offered(text: str, known: tuple[tuple[str, int], ...] = ()) -> list[str]:
    """Return what completes a text at its end."""
    wanted = wanted_at(text, len(text))
    return [] if wanted is None else [one.text for one in completions(wanted, known).offered]


def mistake_in(text: str) -> QueryError | None:
    """Return what is wrong with a text."""
    try:
        question(text, CLOCK)
    except QueryError as error:
        return error
    return None


def test_what_is_begun_is_completed_by_fields_and_by_values_of_the_most_events_first() -> None:
    assert offered("-t") == ["type:", "tso:"]
    assert offered("tso:x ty") == ["type:"]
    assert offered("type:", TYPES) == ["version.*", "version.submitted", "version.accepted", "anomaly.received"]
    assert offered("type:anomaly.received,sub", TYPES) == ["version.submitted"]
    assert offered("is:s") == ["simulated", "superseded"]
    assert offered('user:"night', (("night desk", 2), ("day desk", 1))) == ['"night desk"']
    assert offered("date:t") == ["today", "tomorrow", "yesterday"]
    assert offered("type:version.accepted", TYPES) == []
    for nothing in ("", "tso:amprion ", '"a phrase t', "path:after.s", "no_field:x"):
        assert offered(nothing) == []


def test_a_completion_takes_the_place_of_what_was_begun() -> None:
    text = "-type:ano,ver date:today"
    wanted = wanted_at(text, 13)
    assert wanted is not None
    (first, *_) = completions(wanted, TYPES).offered
    assert completed(text, wanted, first) == ("-type:ano,version.* date:today", 19)
    assert wanted.left_out_of(text) == "-type:ano date:today"
    field = wanted_at("date:today -ts", 14)
    assert field is not None
    assert field.left_out_of("date:today -ts") == "date:today "


@given(NEARLY, st.integers(0, 40), st.lists(st.tuples(st.text(max_size=9), st.integers(1, 9)), max_size=4))
def test_nothing_typed_is_too_odd_to_be_completed_or_drawn(text: str, at: int, known: list[tuple[str, int]]) -> None:
    wanted = wanted_at(text, min(at, len(text)))
    if wanted is None:
        return
    found = completions(wanted, known)
    assert all(cells(line) == 50 for line in completion_lines(found, 0, 50, UNICODE))
    for one in found.offered:
        changed, cursor = completed(text, wanted, one)
        assert changed[:cursor].endswith(one.text)
    wanted.left_out_of(text)


@given(st.text(min_size=1, max_size=20))
@example("none")
@example("a.b*")
def test_a_completed_value_is_read_as_that_value(value: str) -> None:
    wanted = wanted_at("user:", 5)
    assert wanted is not None
    for one in completions(wanted, [(value, 1)]).offered:
        (term,) = parsed(f"user:{one.text}").terms
        assert [getattr(found, "text", None) for found in term.values] == [value]


@given(NEARLY, st.integers(1, 120))
def test_a_mistake_is_underlined_inside_the_text_and_told_in_the_room_there_is(text: str, width: int) -> None:
    error = mistake_in(text)
    if error is not None:
        start, end = wrong_place(text, error)
        assert 0 <= start <= end <= len(text)
        assert all(cells(line) == width for line in wrong_lines(text, error, width, ASCII))


def test_what_is_wrong_names_the_nearest_word_or_what_was_expected() -> None:
    for text, said in (("typ:x", "did you mean 'type'?"), ("is:x", "expected: simulated, active")):
        with pytest.raises(QueryError) as caught:
            question(text, CLOCK)
        lines = wrong_lines(text, caught.value, 100, UNICODE)
        assert said in " ".join(map(plain, lines))
        assert text not in " ".join(map(plain, lines[1:]))


def test_each_chip_can_be_taken_away_and_another_added() -> None:
    whole = read_filter('type:version.* -tso:"50Hertz" since:2h', CLOCK)
    assert whole.chips == ("type:version.*", '-tso:"50Hertz"', "since:2h")
    left = whole.without(1)
    assert left.text == "type:version.* since:2h"
    assert left == read_filter(left.text, CLOCK)
    assert whole.without(0).without(0).without(0) == NO_FILTER
    assert left.having("-type:x") == "type:version.* since:2h -type:x"
    assert read_filter("  ", CLOCK) == NO_FILTER


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5).map(tuple), st.integers(1, 140))
def test_the_title_holds_the_chips_and_a_click_finds_each(chips: tuple[str, ...], width: int) -> None:
    line = Caption("all schedules", 7, 1284, chips=chips).line("Timeline", width, UNICODE)
    assert cells(line) <= width
    found = [chip_at(line, x) for x in range(width)]
    numbers = [one for one in found if one is not None]
    assert numbers == sorted(numbers)


def test_a_long_chip_alone_is_cut_rather_than_counted() -> None:
    request = "request:7bdfd68c-72c0-5bd5-91c0-da61fc2f52ed"
    assert plain(chips_line((request,), 60, UNICODE)) == f" {request} ×"
    assert plain(chips_line((request,), 40, UNICODE)) == " request:7bdfd68c-72c0-5bd… ×"
    assert plain(chips_line((request, "is:late"), 20, UNICODE)) == " request:7bdfd… × +1"
    assert plain(chips_line((request,), 8, UNICODE)) == " +1"


def test_the_title_says_what_is_listed_while_it_is_counted_and_afterwards() -> None:
    chips = ("tso:amprion", "type:version.*")
    counting = Caption("all schedules", 200, 40_112, chips=chips, counted=10_000, counting=True)
    assert "200 of >10 000…" in plain(counting.line("Timeline", 100, UNICODE))
    given_up = plain(replace(counting, counting=False).line("Timeline", 100, UNICODE))
    assert "200 of >10 000" in given_up
    assert "…" not in given_up
    line = plain(Caption("all schedules", 1284, 40_112, chips=chips).line("Timeline", 100, UNICODE))
    assert line.startswith("Timeline · all schedules ── tso:amprion × type:version.* × ──")
    assert line.endswith("── 1 284 of 40 112 events")
    narrow = plain(Caption("all schedules", 1284, 40_112, chips=chips).line("Timeline", 60, UNICODE))
    assert "tso:amprion × +1" in narrow


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store of entries of which some are as no one would have them."""
    with stored("sqlite", tmp_path_factory.mktemp("varied")) as store:
        yield store


def test_what_an_event_offers_is_true_of_it_and_its_opposite_is_not(varied: Store) -> None:
    rows = varied.rows(EVERYTHING, 0, 1000)
    for row in rows:
        terms = event_terms(row)
        letters = [one.letter for one in terms]
        assert len(set(letters)) == len(letters)
        assert set(letters) <= set(LETTERS)
        for one in terms:
            for negated in (False, True):
                asked = question(one.text(negated=negated), CLOCK)
                assert chips_of(asked) == (one.text(negated=negated),)
                if one.term.field is Field.SERIES:
                    continue
                found = varied.answers(asked).index_of(EVERYTHING, row.uid)
                assert (found is None) is negated, one


def test_completions_beyond_those_that_are_shown_are_counted() -> None:
    wanted = wanted_at("user:", 5)
    assert wanted is not None
    found = completions(wanted, [(f"user {number}", 1) for number in range(30)])
    assert isinstance(found, Completions)
    assert found.left == 22
    assert "22 more: type on" in plain(completion_lines(found, 2, 80, UNICODE)[-1])
    assert plain(completion_lines(found, 2, 80, UNICODE)[2]).startswith("▌")
    few = [plain(one).split() for one in completion_lines(found, 5, 80, UNICODE, 4)]
    assert few[-2][:3] == ["▌", *found.offered[5].text.split()][:3]
    assert few[-1][:2] == ["…", "26"]
