"""The histogram: buckets that fit the span, counted as a plain count would, on every database."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from store.database.query import answers, histograms
from store.database.store import Store
from store.model.histogram import Histogram, bounds
from store.model.market.delivery_day import from_microseconds, microseconds
from store.model.timeline import EVERYTHING, EventRow, Scope
from store.model.trouble import Trouble, trouble_in
from store.query.question import EVERY_EVENT
from store.query.resolving import question
from tests.query.queries import CLOCK, plain_answer
from tests.query.query_stores import QUERY_TEXTS, stored
from tests.support.databases import DATABASES
from tests.support.entries import uid
from tests.support.laws import examples

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([BERLIN, UTC, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Santiago")])
INSTANTS = st.datetimes(timezones=st.just(UTC)).map(microseconds)
SOON = st.integers(0, 3 * 366 * 86_400 * 1_000_000)
LAW = settings(
    deadline=None,
    max_examples=examples(20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(request.param, tmp_path_factory.mktemp("histogram")) as store:
        yield store


@settings(deadline=None)
@given(INSTANTS, SOON | INSTANTS.map(abs), ZONES, st.integers(8, 200))
@example(microseconds(datetime.min.replace(tzinfo=UTC)), 0, BERLIN, 8)
@example(microseconds(datetime.min.replace(tzinfo=UTC)), 10**18, BERLIN, 8)
@example(microseconds(datetime.max.replace(tzinfo=UTC)), 0, ZoneInfo("America/Santiago"), 8)
def test_bounds_hold_the_span_one_after_the_other_and_are_not_too_many(
    first: int, later: int, zone: ZoneInfo, most: int
) -> None:
    last = min(first + later, microseconds(datetime.max.replace(tzinfo=UTC)))
    found = bounds(first, last, zone, most)
    assert all(one < other for one, other in pairwise(found))
    assert found[0] <= first
    assert found[-2] <= last < found[-1]
    assert len(found) - 1 <= most + 1


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(minutes=3), ["13:59:55", "14:00:00"]),
        (timedelta(minutes=80), ["13:59", "14:00"]),
        (timedelta(days=60), ["25 Mar", "26 Mar"]),
        (timedelta(days=500), ["23 Mar", "30 Mar"]),
        (timedelta(days=2000), ["01 Mar", "01 Apr"]),
    ],
)
def test_the_width_of_a_bucket_is_an_even_one_on_the_local_clock(span: timedelta, expected: list[str]) -> None:
    first = datetime(2026, 3, 25, 12, 59, 57, tzinfo=UTC)
    found = bounds(microseconds(first), microseconds(first + span), BERLIN, 90)
    local = [from_microseconds(one).astimezone(BERLIN) for one in found[:2]]
    written = "%d %b" if span >= timedelta(days=1) else "%H:%M" if span > timedelta(minutes=5) else "%H:%M:%S"
    assert [f"{one:{written}}" for one in local] == expected


def test_a_day_on_which_the_clocks_change_is_one_bucket() -> None:
    first, last = datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 30, 12, tzinfo=UTC)
    found = bounds(microseconds(first), microseconds(last), BERLIN, 8)
    days = bounds(microseconds(first), microseconds(last + timedelta(days=50)), BERLIN, 60)
    assert 23 * 3600 * 1_000_000 in {end - begin for begin, end in pairwise(days)}
    hours = [from_microseconds(one).astimezone(BERLIN).hour for one in found]
    assert set(hours) <= {0, 12}


@pytest.fixture(params=[0, 5_000], ids=["many", "few"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have events counted in the database, or one by one."""
    monkeypatch.setattr(histograms, "FEW", request.param)


@pytest.mark.usefixtures("few")
@LAW
@given(QUERY_TEXTS, st.sampled_from([EVERYTHING, Scope(schedule_uid=uid("other")), Scope(undated=True)]), ZONES)
def test_the_histogram_of_a_question_is_that_of_a_plain_count(
    filled: Store, text: str, scope: Scope, zone: ZoneInfo
) -> None:
    asked = question(text, CLOCK)
    found = filled.answers(asked).histogram(scope, zone, 60)
    check(found, plain_answer(filled, asked, scope))


@pytest.mark.usefixtures("few")
def test_the_histogram_of_all_events_is_that_of_a_plain_count(filled: Store) -> None:
    found = filled.answers(EVERY_EVENT).histogram(EVERYTHING, BERLIN, 30)
    check(found, filled.rows(EVERYTHING, 0, 1000))
    assert {one.worst for one in found.buckets} == set(Trouble)


def test_of_answers_that_no_column_tells_the_newest_are_counted_and_that_is_said(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "LARGEST_BATCH", 5)
    asked = question("-zzz", CLOCK)
    found = filled.answers(asked).histogram(EVERYTHING, BERLIN, 60, look_at=5)
    newest = filled.rows(EVERYTHING, 0, 1000)[-5:]
    assert found.counted_from == microseconds(newest[0].created_at)
    check(found, [row for row in plain_answer(filled, asked) if row in newest])


def check(found: Histogram, rows: Sequence[EventRow]) -> None:
    """Hold every bucket of a histogram to the rows."""
    places = [found.place_of(microseconds(row.created_at)) for row in rows]
    counts = Counter(places)
    assert None not in counts
    assert [one.events for one in found.buckets] == [counts[number] for number in range(len(found.buckets))]
    for number, one in enumerate(found.buckets):
        inside = [row for row, place in zip(rows, places, strict=True) if place == number]
        said = [trouble_in(row) for row in inside]
        assert one.worst is max(said, default=Trouble.NONE)
