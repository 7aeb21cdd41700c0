"""The gates of a delivery day, in the local time of the market."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lifecycle.gates import final_from, first_submission_late, gates, late, matching_from, next_gate

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
