"""The delivery day, its quarter-hours on days with and without a clock change, and instants as text."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.market.delivery_day import (
    bounds,
    day_of,
    from_microseconds,
    instant,
    label,
    labels,
    microseconds,
    position_of,
    quarter_hours,
    zone_of,
)

BERLIN, AMSTERDAM = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Amsterdam")
ORDINARY, SPRING, AUTUMN = date(2026, 3, 26), date(2026, 3, 29), date(2026, 10, 25)

zones = st.sampled_from([BERLIN, AMSTERDAM])
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
clock_changes = st.sampled_from([SPRING, AUTUMN, date(2025, 3, 30), date(2027, 10, 31)])
instants = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 2 <= moment.year <= 9998)


def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


@pytest.mark.parametrize("market", ["NL", "nl", "netherlands", "Netherlands", " NETHERLANDS "])
def test_the_dutch_market_has_the_time_of_amsterdam(market: str) -> None:
    assert zone_of(market).key == "Europe/Amsterdam"


@pytest.mark.parametrize("market", ["DE", "de", "germany", "Germany", "FR", "", None])
def test_the_german_and_an_unknown_market_have_the_time_of_berlin(market: str | None) -> None:
    assert zone_of(market).key == "Europe/Berlin"


def test_a_delivery_day_runs_from_local_midnight_to_local_midnight() -> None:
    assert bounds(date(2026, 7, 1), BERLIN) == (
        datetime(2026, 6, 30, 22, tzinfo=UTC),
        datetime(2026, 7, 1, 22, tzinfo=UTC),
    )


@pytest.mark.parametrize(("day", "count"), [(ORDINARY, 96), (SPRING, 92), (AUTUMN, 100)])
def test_a_day_has_96_quarter_hours_unless_the_clocks_change(day: date, count: int) -> None:
    assert len(quarter_hours(day, BERLIN)) == count


@pytest.mark.parametrize("zone", [BERLIN, AMSTERDAM], ids=str)
def test_every_day_from_1990_to_2060_is_four_quarter_hours_an_hour_and_meets_the_next(zone: ZoneInfo) -> None:
    day, expected_first = date(1990, 1, 1), bounds(date(1990, 1, 1), zone)[0]
    while day.year <= 2060:
        first, end = bounds(day, zone)
        assert first == expected_first
        assert len(quarter_hours(day, zone)) == (end - first) / timedelta(hours=1) * 4
        day, expected_first = day + timedelta(days=1), end


@pytest.mark.parametrize("year", range(1996, 2061))
def test_the_short_day_is_the_last_sunday_of_march_and_the_long_one_that_of_october(year: int) -> None:
    begin = date(year, 1, 1)
    every_day = [begin + timedelta(days=number) for number in range((date(year + 1, 1, 1) - begin).days)]
    unusual = {day: len(quarter_hours(day, BERLIN)) for day in every_day if len(quarter_hours(day, BERLIN)) != 96}
    assert unusual == {last_sunday(year, 3): 92, last_sunday(year, 10): 100}


def test_on_the_short_day_three_oclock_follows_a_quarter_to_two() -> None:
    assert labels(SPRING, BERLIN)[7:9] == ("01:45", "03:00")


def test_on_the_long_day_the_repeated_hour_is_told_apart_by_letters() -> None:
    assert labels(AUTUMN, BERLIN)[7:17] == (
        "01:45",
        *("02:00A", "02:15A", "02:30A", "02:45A"),
        *("02:00B", "02:15B", "02:30B", "02:45B"),
        "03:00",
    )


def test_a_label_is_the_local_time() -> None:
    assert label(datetime(2026, 3, 26, 1, 15, tzinfo=UTC), AMSTERDAM) == "02:15"


@given(st.one_of(days, clock_changes), zones)
def test_positions_days_and_labels_agree_with_the_quarter_hours(day: date, zone: ZoneInfo) -> None:
    starts = quarter_hours(day, zone)
    assert [position_of(start, day, zone) for start in starts] == list(range(1, len(starts) + 1))
    assert {day_of(start, zone) for start in starts} == {day}
    assert labels(day, zone) == tuple(label(start, zone) for start in starts)
    assert len(set(labels(day, zone))) == len(starts)


@given(st.one_of(days, clock_changes), zones)
def test_the_local_time_of_a_label_leads_back_to_its_quarter_hour(day: date, zone: ZoneInfo) -> None:
    for start, shown in zip(quarter_hours(day, zone), labels(day, zone), strict=True):
        local = datetime.fromisoformat(f"{day}T{shown[:5]}")
        assert local.replace(tzinfo=zone, fold=shown.endswith("B")).astimezone(UTC) == start


@given(instants)
def test_every_instant_lies_in_the_bounds_of_its_day(moment: datetime) -> None:
    first, end = bounds(day_of(moment, BERLIN), BERLIN)
    assert first <= moment < end


def test_a_position_takes_a_start_in_any_offset() -> None:
    start = datetime(2026, 3, 26, 2, 15, tzinfo=timezone(timedelta(hours=1)))
    assert position_of(start, ORDINARY, BERLIN) == 10


@pytest.mark.parametrize("neighbour", [0, 1])
def test_a_position_outside_of_the_day_is_refused(neighbour: int) -> None:
    first, end = bounds(AUTUMN, BERLIN)
    outside = (first - timedelta(minutes=15), end)[neighbour]
    with pytest.raises(ValueError, match="does not lie in the delivery day 2026-10-25"):
        position_of(outside, AUTUMN, BERLIN)


def test_a_position_off_the_grid_is_refused() -> None:
    with pytest.raises(ValueError, match="not the start of a quarter-hour"):
        position_of(bounds(ORDINARY, BERLIN)[0] + timedelta(microseconds=1), ORDINARY, BERLIN)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_delivery_days(day: date) -> None:
    with pytest.raises(ValueError, match="end of the calendar"):
        quarter_hours(day, BERLIN)


def test_an_instant_without_a_local_date_is_refused() -> None:
    with pytest.raises(ValueError, match="no local date"):
        day_of(datetime(9999, 12, 31, 23, 30, tzinfo=UTC), BERLIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-26T14:09:03.377Z", datetime(2026, 3, 26, 14, 9, 3, 377000, UTC)),
        ("2026-03-26T14:09:03Z", datetime(2026, 3, 26, 14, 9, 3, tzinfo=UTC)),
        ("2026-03-26T14:09Z", datetime(2026, 3, 26, 14, 9, tzinfo=UTC)),
        ("2026-03-26T14:09:03.5Z", datetime(2026, 3, 26, 14, 9, 3, 500000, UTC)),
        ("2026-03-26T14:09:03.123456789Z", datetime(2026, 3, 26, 14, 9, 3, 123456, UTC)),
        ("2026-03-26T15:09:03.377+01:00", datetime(2026, 3, 26, 14, 9, 3, 377000, UTC)),
        ("2026-03-26T00:15:00+02:00", datetime(2026, 3, 25, 22, 15, tzinfo=UTC)),
        ("2026-03-26T14:09:03", datetime(2026, 3, 26, 14, 9, 3, tzinfo=UTC)),
        ("2026-03-26 14:09:03Z", datetime(2026, 3, 26, 14, 9, 3, tzinfo=UTC)),
        ("20260326T140903Z", datetime(2026, 3, 26, 14, 9, 3, tzinfo=UTC)),
        (" 2026-03-26t14:09:03z\n", datetime(2026, 3, 26, 14, 9, 3, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_in_every_way_it_is_written(text: str, expected: datetime) -> None:
    assert instant(text) == expected
    assert instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1774534143377",
        "2026-02-30T00:00Z",
        "2026-03-26T25:00Z",
        "2026-03-26T14:09:60Z",
        "\ud800",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date and time such as"):
        instant(text)


@pytest.mark.parametrize("text", ["2026-03-26", "20260326", "2026-03-26+02:00", "2026-03-26+02:00Z"])
def test_a_date_alone_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match="has no time of day"):
        instant(text)


@pytest.mark.parametrize(
    "text",
    ["0001-01-01T00:00:00+05:00", "0001-12-31T23:59Z", "9999-01-01T00:00Z", "9999-12-31T23:30:00-05:00"],
)
def test_an_instant_at_the_end_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the year must lie between 0002 and 9998"):
        instant(text)


def test_a_refused_text_is_shown_inert_and_cut() -> None:
    with pytest.raises(ValueError, match="not a date and time") as refusal:
        instant("\x1b[31m\u202e" + "x" * 1_000_000)
    assert str(refusal.value).isascii()
    assert len(str(refusal.value)) < 150


@given(st.text(alphabet="0123456789-:+.TZW ", max_size=32))
def test_any_text_is_an_instant_with_a_local_day_or_a_value_error(text: str) -> None:
    try:
        moment = instant(text)
    except ValueError:
        return
    assert bounds(day_of(moment, AMSTERDAM), AMSTERDAM)[0] <= moment


@given(instants, st.integers(-23 * 60, 23 * 60))
def test_an_instant_written_in_any_offset_is_read_as_the_same(moment: datetime, offset_minutes: int) -> None:
    written = moment.astimezone(timezone(timedelta(minutes=offset_minutes))).isoformat()
    assert instant(written) == moment


def test_microseconds_count_from_the_beginning_of_1970_in_utc() -> None:
    assert microseconds(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert microseconds(datetime(1970, 1, 2, 1, 0, 0, 7, timezone(timedelta(hours=1)))) == 86_400_000_007
    assert microseconds(datetime(1969, 12, 31, 23, 59, 59, 999999, UTC)) == -1


@given(instants)
def test_an_instant_survives_as_microseconds_exactly(moment: datetime) -> None:
    assert from_microseconds(microseconds(moment)) == moment
    assert from_microseconds(microseconds(moment)).tzinfo is UTC


@given(st.integers(-(10**16), 10**17))
def test_microseconds_survive_as_an_instant_exactly(count: int) -> None:
    assert microseconds(from_microseconds(count)) == count


@pytest.mark.parametrize("count", [10**18, -(10**18), 10**40])
def test_microseconds_beyond_the_calendar_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="outside of the calendar"):
        from_microseconds(count)
