from datetime import UTC, datetime, timedelta

import pytest

from store.exchange.messages.reading import message
from store.model.message import Reason, Series
from tests.messages.message_files import (
    DAY,
    cim,
    cim_interval,
    cim_period,
    cim_reason,
    cim_series,
    ess,
    ess_period,
    ess_reason,
    ess_series,
    tag,
    v,
)

START = datetime(2026, 3, 25, 23, tzinfo=UTC)
QUARTER_HOUR = timedelta(minutes=15)


def cim_schedule(*body: str) -> bytes:
    return cim("Schedule_MarketDocument", "2:scheduledocument:5:2", *body)


def amounts(content: bytes) -> list[tuple[int, float]]:
    """Return the amounts of the only series by how many quarter-hours after the start they are."""
    (series,) = message(content).series
    return [((point.start - START) // QUARTER_HOUR, point.megawatts) for point in series.points]


def test_times_with_an_offset_are_read_as_utc() -> None:
    content = ess("ScheduleMessage", interval="2026-03-26T00:00+01:00/2026-03-27T00:00+01:00")
    assert message(content).interval == (START, START + timedelta(days=1))


def test_curve_type_a03_repeats_the_amount_to_the_end_of_the_period() -> None:
    hour = (DAY[0], "2026-03-26T00:30Z")
    content = cim_schedule(cim_series(cim_period([(2, "5"), (4, "7")], interval=hour), curve="A03"))
    assert amounts(content) == [(1, 5.0), (2, 5.0), (3, 7.0), (4, 7.0), (5, 7.0)]


@pytest.mark.parametrize("curve", ["A01", ""])
def test_any_other_curve_leaves_missing_positions_missing(curve: str) -> None:
    assert amounts(cim_schedule(cim_series(cim_period([(4, "7"), (2, "5")]), curve=curve))) == [
        (1, 5.0),
        (3, 7.0),
    ]


@pytest.mark.parametrize(("resolution", "quarters"), [("PT15M", 1), ("PT30M", 2), ("PT60M", 4), ("PT1H", 4)])
def test_a_longer_interval_holds_for_each_of_its_quarter_hours(resolution: str, quarters: int) -> None:
    content = ess("ScheduleMessage", ess_series(ess_period([(1, "3"), (2, "4")], resolution)))
    assert amounts(content) == [(n, 3.0 if n < quarters else 4.0) for n in range(2 * quarters)]


def test_several_periods_are_one_series() -> None:
    later = "2026-03-26T12:00Z"
    first = ess_period([(1, "1")], interval=f"{DAY[0]}/{later}")
    second = ess_period([(1, "2")], "PT30M", interval=f"{later}/{DAY[1]}")
    content = ess("ScheduleMessage", ess_series(second, first))
    assert amounts(content) == [(0, 1.0), (52, 2.0), (53, 2.0)]


@pytest.mark.parametrize(("end", "count"), [("2026-03-29T22:00Z", 92), ("2026-03-30T00:00Z", 100)])
def test_a_period_has_as_many_positions_as_its_length(end: str, count: int) -> None:
    period = ess_period([(count, "1")], interval=f"2026-03-28T23:00Z/{end}")
    (series,) = message(ess("ScheduleMessage", ess_series(period))).series
    assert series.points[0].start == datetime.fromisoformat(end) - QUARTER_HOUR


def test_amounts_may_be_negative_or_written_with_an_exponent() -> None:
    content = cim_schedule(cim_series(cim_period([(1, "-0.200"), (2, "0E-3"), (3, ".5"), (4, "+2.")])))
    assert amounts(content) == [(0, -0.2), (1, 0.0), (2, 0.5), (3, 2.0)]


def test_reasons_of_points_and_periods_join_those_of_the_series_once() -> None:
    points = cim_period([(1, "1"), (2, "2")], extra=cim_reason("A42"))
    wrong = tag("InError_Period", cim_interval("timeInterval"), cim_reason("A04"), cim_reason("A03"))
    content = cim_schedule(cim_series(points, cim_reason("A03"), wrong), cim_reason("A02"), wrong)
    read = message(content)
    assert [reason.code for reason in read.series[0].reasons] == ["A03", "A42", "A04"]
    assert [reason.code for reason in read.reasons] == ["A02", "A04", "A03"]


def test_intervals_of_ess_that_are_in_error_give_their_reasons() -> None:
    error = tag("TimeIntervalError", v(QuantityTimeInterval="/".join(DAY)), ess_reason("A04"))
    rejected = tag("TimeSeriesRejection", v(SendersTimeSeriesIdentification="TS-1"), error)
    read = message(ess("AcknowledgementMessage", rejected, error))
    assert read.series == (Series("TS-1", reasons=(Reason("A04"),)),)
    assert read.reasons == (Reason("A04"),)
