"""The query language: what is read, how it is written again, and what is said of a mistake."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.query.language.fields import FIELDS, Field
from store.query.language.mistake import QueryError
from store.query.language.parsing import LONGEST, parsed
from store.query.language.printing import printed, printed_term, value_text
from store.query.language.tree import Comparison, Operator, Query, Range, Term, Text
from store.query.resolving import MOST_VALUES, question
from tests.query.queries import CLOCK, NEARLY, QUERIES


def mistake(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        question(text, CLOCK)
    return caught.value


def marked(text: str) -> str:
    """Return the part of a text that its mistake is said to be."""
    error = mistake(text)
    assert 0 <= error.start <= error.end <= len(text)
    return text[error.start : error.end]


@given(QUERIES)
@example(Query((Term((Text("a\\"), Range(Text('"', quoted=True), None)), Field.TYPE),)))
def test_what_is_written_out_is_read_back_as_the_same_query(query: Query) -> None:
    assert parsed(printed(query)) == query


@given(st.text() | NEARLY)
def test_any_text_is_a_query_or_a_mistake_with_its_place(text: str) -> None:
    found: QueryError | None = None
    try:
        question(text, CLOCK)
    except QueryError as error:
        found = error
    if found is None:
        assert parsed(printed(parsed(text))) == parsed(text)
    else:
        assert 0 <= found.start <= found.end <= len(text)
        assert found.message


@given(st.text(max_size=20), st.sampled_from(list(Field)))
def test_any_value_can_be_asked_for_exactly(value: str, field: Field) -> None:
    path = (Text("after"),) if field is Field.PATH else ()
    term = Term((value_text(value),), field, path)
    assert parsed(printed_term(term)) == Query((term,))


def test_words_must_all_match_commas_are_or_and_a_minus_negates() -> None:
    query = parsed('type:version.* tso:amprion,50hertz -reason:A54 "free text" word')
    assert query.terms == (
        Term((Text("version.*"),), Field.TYPE),
        Term((Text("amprion"), Text("50hertz")), Field.TSO),
        Term((Text("A54"),), Field.REASON, negated=True),
        Term((Text("free text", quoted=True),)),
        Term((Text("word"),)),
    )


def test_values_are_compared_and_ranges_may_be_open() -> None:
    query = parsed("version:>3,<=1 date:2026-03-20..2026-03-26 version:4.. day:..today")
    assert [term.values for term in query.terms] == [
        (Comparison(Operator.MORE, Text("3")), Comparison(Operator.AT_MOST, Text("1"))),
        (Range(Text("2026-03-20"), Text("2026-03-26")),),
        (Range(Text("4"), None),),
        (Range(None, Text("today")),),
    ]
    assert query.terms[-1].field is Field.DATE


def test_a_path_has_keys_and_what_is_to_stand_there() -> None:
    there, equal, more = parsed('path:after.warnings path:after."a key".*=x,"y z" path:metadata.n>5').terms
    assert (there.path, there.values) == ((Text("after"), Text("warnings")), ())
    assert equal.path == (Text("after"), Text("a key", quoted=True), Text("*"))
    assert equal.values == (Text("x"), Text("y z", quoted=True))
    assert more.values == (Comparison(Operator.MORE, Text("5")),)


def test_every_part_knows_where_it_stands() -> None:
    text = "  type:a -tso:bb..c"
    first, second = parsed(text).terms
    assert text[slice(*first.place)] == "type:a"
    assert text[slice(*second.place)] == "-tso:bb..c"
    (of_second,) = second.values
    assert isinstance(of_second, Range)
    assert of_second.low is not None
    assert text[slice(*of_second.low.place)] == "bb"


@pytest.mark.parametrize(
    ("text", "place", "nearest"),
    [
        ("type:x typ:version.*", "typ", "type"),
        ("staus:rejected", "staus", "status"),
        ("http://x", "http", None),
        ("is:simulatd", "simulatd", "simulated"),
        ("has:anomaly,warnin", "warnin", "warning"),
        ("date:tomorow", "tomorow", "tomorrow"),
        ("date:2026-02-30", "2026-02-30", None),
        ("date:2026-13", "2026-13", None),
        ("since:99999999", "99999999", None),
        ("since:2026-03-29T02:30", "2026-03-29T02:30", None),
        ("between:2h..tody", "tody", "today"),
        ("version:three", "three", None),
        ("version:1..b", "b", None),
        ("delta:>many", "many", None),
        ("since:1h..2h", "1h..2h", None),
        ("type:a..b", "a..b", None),
        ("reason:>A54", "A54", None),
        ("version:1..2..3", "..", None),
        ('a "b c', '"b c', None),
        ('a"b"', '"', None),
        ("type: x", " ", None),
        ("type:a,,b", ",", None),
        ("--", "-", None),
        ("wild*card", "wild*card", None),
        ("!!!", "!!!", None),
        ("version:5..2", "5..2", None),
        ("date:2026-03-30..2026-03-26", "2026-03-30..2026-03-26", None),
        ("between:5m..2h", "5m..2h", None),
        ("delta:1,5..-5", "5..-5", None),
        ("status:rejected OR status:icnf", "OR", None),
        ("NOT type:series.*", "NOT", None),
    ],
)
def test_a_mistake_is_placed_and_the_nearest_known_word_named(text: str, place: str, nearest: str | None) -> None:
    assert marked(text) == place
    assert mistake(text).nearest == nearest


@pytest.mark.parametrize(
    "text", ["type:", "x type:a,", "-", "version:>", "path:", "path:after.", "path:after=", 'tso:"']
)
def test_what_is_missing_at_the_end_is_asked_for_there(text: str) -> None:
    error = mistake(text)
    assert error.end == len(text)
    assert error.expected


def test_a_mistake_says_what_was_expected() -> None:
    assert mistake("type:").message == "expected a value after type:"
    assert mistake("type:").expected == ("version.*",)
    assert "tso" in mistake("tos:x").expected
    assert "02:30 does not come on this day" in mistake("since:2026-03-29T02:30").message
    assert mistake("is:new").message == "is: takes simulated, active, superseded, late, trouble"
    assert mistake("version:5..2").message == "the range ends before it begins"
    assert mistake("version:5..2").expected == ("2..5",)
    instead = mistake("status:rejected OR status:icnf")
    assert instead.message == "there is no OR: several values of a field stand apart by commas"
    assert instead.expected == ("status:rejected,imposed",)


@pytest.mark.parametrize("text", ['"OR"', "or", "version:2..2", "date:today..today", "delta:-5..5", "between:2h..5m"])
def test_what_looks_like_a_mistake_and_is_none_is_asked(text: str) -> None:
    assert question(text, CLOCK)


def test_an_endless_text_is_refused_and_a_long_one_is_not() -> None:
    assert marked("a" * (LONGEST + 1)) == "a"
    assert len(parsed("a " * (LONGEST // 2)).terms) == LONGEST // 2
    assert mistake('"' + "a" * (LONGEST - 1)).end == LONGEST


def test_a_query_has_no_more_values_than_databases_take() -> None:
    assert question("type:" + ",".join(["x"] * MOST_VALUES), CLOCK).criteria
    assert marked("a " * (MOST_VALUES - 1) + "type:x,y") == "type:x,y"


@pytest.mark.parametrize("field", FIELDS)
def test_the_example_of_every_field_is_a_query(field: Field) -> None:
    assert question(f"{field}:{FIELDS[field].example}", CLOCK).criteria


@pytest.mark.parametrize(
    ("text", "apart", "joined"),
    [
        ("since:2026-03-06 13:10", "13:10", "2026-03-06T13:10"),
        ("tso:amprion -since:2026-03-06 13:10Z x", "13:10Z", "2026-03-06T13:10Z"),
        ("before:yesterday 9:05", "9:05", "2026-03-24T9:05"),
        ("since:2026-3-6 13:10:05.5+01:00", "13:10:05.5+01:00", "2026-03-06T13:10:05.5+01:00"),
        ("between:2026-03-06 13:10..2026-03-06 13:13", "13:10..2026-03-06", "2026-03-06T13:10"),
        ("between:2026-03-06T13:10..2026-03-06 13:13", "13:13", "2026-03-06T13:13"),
    ],
)
def test_a_time_apart_from_its_day_is_not_looked_for_as_text(text: str, apart: str, joined: str) -> None:
    with pytest.raises(QueryError, match="one word") as caught:
        question(text, CLOCK)
    error = caught.value
    assert text[error.start : error.end] == apart
    assert error.expected == (joined,)
    assert question(f"since:{joined}", CLOCK)


@pytest.mark.parametrize(
    "text",
    [
        'since:2026-03-06 "13:10"',
        "since:2026-03-06 balance",
        "date:2026-03-06 13:10",
        "since:2h 13:10",
        "13:10",
        "since:today 99:99",
    ],
)
def test_a_time_that_belongs_to_no_day_before_it_is_text(text: str) -> None:
    assert question(text, CLOCK)
