"""The gates of a delivery day, in the local time of the market."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lifecycle.market.gates import (
    Altered,
    final_from,
    first_submission_late,
    gates,
    late,
    matching_from,
    next_gate,
    sent_in_time,
)

BERLIN, AMSTERDAM = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Amsterdam")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def berlin(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BERLIN).astimezone(UTC)


def test_a_german_working_day_has_three_gates() -> None:
    closing = [gate.closes_at for gate in gates(date(2026, 3, 26), "DE")]
    assert closing == [berlin("2026-03-25", "14:30"), berlin("2026-03-26", "23:30"), berlin("2026-03-27", "16:00")]


def test_a_dutch_day_has_one() -> None:
    (only,) = gates(date(2026, 3, 26), "netherlands")
    assert only.closes_at == datetime(2026, 3, 25, 15, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 3, 27), "2026-03-30"),  # a Friday
        (date(2026, 4, 2), "2026-04-07"),  # before Good Friday and Easter Monday
        (date(2026, 12, 24), "2026-12-28"),
        (date(2026, 10, 2), "2026-10-05"),  # the day of German unity is a Saturday
        (date(2026, 1, 5), "2026-01-07"),  # Epiphany in three of the Länder
        (date(2026, 6, 3), "2026-06-05"),  # Corpus Christi in some
        (date(2026, 11, 17), "2026-11-19"),  # a day of penance in Saxony alone
        (date(2029, 8, 7), "2029-08-08"),  # what is one in the city of Augsburg alone does not count
        (date(2026, 12, 23), "2026-12-28"),  # our reading of 24 December
        (date(2026, 12, 30), "2027-01-04"),  # and of New Year's Eve
    ],
)
def test_after_the_day_the_next_working_day_counts(day: date, after: str) -> None:
    assert gates(day, "DE")[-1].closes_at == berlin(after, "16:00")


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 3, 29), 13.5), (date(2026, 10, 25), 12.5)])
def test_the_day_ahead_gate_of_a_clock_change_is_that_of_the_day_before(day: date, hour: float) -> None:
    closes = gates(day, "DE")[0].closes_at
    assert closes.hour + closes.minute / 60 == hour


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 26), 33), (date(2026, 3, 29), 32), (date(2026, 10, 25), 34)])
def test_the_intraday_gate_is_one_quarter_hour_before_the_last_one_of_the_day(day: date, hours: int) -> None:
    day_ahead, intraday, _ = gates(day, "DE")
    assert intraday.closes_at == berlin(day.isoformat(), "23:45") - timedelta(minutes=15)
    assert intraday.closes_at - day_ahead.closes_at == timedelta(hours=hours)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("market", ["DE", "NL"])
def test_the_ends_of_the_calendar_have_no_gates(day: date, market: str) -> None:
    for question in (gates, final_from):
        with pytest.raises(ValueError, match="end of the calendar"):
            question(day, market)


@given(DAYS, st.sampled_from(["DE", "NL"]))
def test_gates_never_go_back_from_one_day_to_the_next(day: date, market: str) -> None:
    following = gates(day + timedelta(days=1), market)
    for gate, later in zip(gates(day, market), following, strict=True):
        assert gate.name == later.name
        assert gate.closes_at <= later.closes_at


@given(DAYS, st.sampled_from(["DE", "NL"]))
def test_gates_come_in_the_order_of_time_and_nothing_is_final_before_the_last(day: date, market: str) -> None:
    closing = [gate.closes_at for gate in gates(day, market)]
    assert closing == sorted(set(closing))
    assert final_from(day, market) >= closing[-1]
    assert matching_from(day, market) >= closing[0]


@given(DAYS, st.sampled_from(["DE", "NL"]))
def test_the_next_gate_is_the_first_one_still_open(day: date, market: str) -> None:
    all_gates = gates(day, market)
    for number, gate in enumerate(all_gates):
        assert next_gate(day, market, gate.closes_at - timedelta(microseconds=1)) is gate
        following = all_gates[number + 1] if number + 1 < len(all_gates) else None
        assert next_gate(day, market, gate.closes_at) is following


def test_a_first_version_after_the_day_ahead_gate_is_late_but_taken() -> None:
    at = berlin("2026-03-25", "14:30") + timedelta(milliseconds=1)
    assert first_submission_late(date(2026, 3, 26), "DE", at) == "the day-ahead gate closed at 2026-03-25 14:30"
    assert first_submission_late(date(2026, 3, 26), "DE", berlin("2026-03-25", "14:30")) is None
    assert late(date(2026, 3, 26), "DE", 1, at) is None


def test_nothing_is_taken_after_the_last_gate_nor_before_the_dutch_one_opens() -> None:
    assert late(date(2026, 3, 26), "DE", 4, berlin("2026-03-27", "16:00")) is None
    assert late(date(2026, 3, 26), "DE", 4, berlin("2026-03-27", "16:01"))
    assert "opens at 2026-03-24 10:00" in str(late(date(2026, 3, 26), "NL", 1, berlin("2026-03-24", "09:59")))
    assert late(date(2026, 3, 26), "NL", 1, berlin("2026-03-24", "10:00")) is None
    assert late(date(2026, 3, 26), "NL", 2, berlin("2026-03-25", "15:01"))


def change(day: str, *clocks: str, outside: bool = False) -> list[Altered]:
    """Return a change of a series in these quarter-hours of a day."""
    return [Altered("TS-003", tuple(berlin(day, clock) for clock in clocks), outside)]


def test_on_the_day_a_quarter_hour_can_be_changed_until_one_ahead_of_it() -> None:
    at = berlin("2026-03-26", "20:00")
    assert late(date(2026, 3, 26), "DE", 2, at, change("2026-03-26", "20:15", "23:45")) is None
    for clocks in (["20:00"], ["00:00", "23:45"]):
        assert "could be changed until" in str(late(date(2026, 3, 26), "DE", 2, at, change("2026-03-26", *clocks)))
    midnight = late(date(2026, 3, 26), "DE", 2, at, change("2026-03-26", "00:00"))
    assert midnight == "version 2: the quarter-hour 00:00 of TS-003 could be changed until 2026-03-25 23:45"


def test_after_the_day_anything_inside_one_area_can_be_changed_and_nothing_across_areas() -> None:
    at = berlin("2026-03-27", "09:00")
    assert late(date(2026, 3, 26), "DE", 2, at, change("2026-03-26", "00:00", "23:45")) is None
    outside = late(date(2026, 3, 26), "DE", 2, at, change("2026-03-26", "23:45", outside=True))
    assert outside == "version 2: TS-003 crosses control areas, and cannot be changed after the day"
    assert (
        late(date(2026, 3, 26), "DE", 2, berlin("2026-03-26", "09:00"), change("2026-03-26", "23:45", outside=True))
        is None
    )


def test_the_repeated_hour_of_a_long_day_is_told_apart() -> None:
    starts = (datetime(2026, 10, 25, 1, tzinfo=UTC),)
    said = late(date(2026, 10, 25), "DE", 2, starts[0], [Altered("TS-003", starts, crosses_areas=False)])
    assert "the quarter-hour 02:00B of TS-003 could be changed until 2026-10-25 02:45" in str(said)


def test_the_dutch_gate_is_the_only_one_whatever_is_changed() -> None:
    starts = (datetime(2026, 3, 25, 23, tzinfo=UTC),)
    at = datetime(2026, 3, 25, 14, tzinfo=UTC)
    assert late(date(2026, 3, 26), "NL", 2, at, [Altered("TS-003", starts, crosses_areas=True)]) is None


@pytest.mark.parametrize("market", ["DE", "NL", None])
@pytest.mark.parametrize("number", [1, 2, None])
def test_a_version_is_in_time_until_its_gate_closes(market: str | None, number: int | None) -> None:
    closes = gates(date(2026, 3, 26), market)[0 if number == 1 else -1].closes_at
    after = closes + timedelta(microseconds=1)
    assert sent_in_time(date(2026, 3, 26), market, number, closes)
    assert not sent_in_time(date(2026, 3, 26), market, number, after)
    assert sent_in_time(date.max, market, number, after)
