"""Charts of reports: the shapes say what the comparison of the day says, on one scale with zero in it."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.diff.changes import MISSING
from store.diff.days.day_comparison import SeriesComparison, day_comparison
from store.diff.days.quarter_hours import Amount
from store.diff.versions.sides import Side
from store.exchange.reports.differences.chart import LEFT, RIGHT, Chart, chart
from store.exchange.reports.differences.scale import Scale, scale_of
from store.exchange.reports.differences.slot_runs import runs
from store.model.market.delivery_day import labels, quarter_hours, zone_of
from tests.support.pane_events import series, version

MEGAWATTS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda one: round(one, 3))
AMOUNTS = st.lists(st.one_of(st.none(), MEGAWATTS), min_size=1, max_size=100)


def compared(before: list[float | None], after: list[float | None], day: date) -> SeriesComparison:
    def side(amounts: list[float | None]) -> Side:
        one = series("S", amounts)
        starts = quarter_hours(day, zone_of("DE"))
        for point, start in zip(one["spec"]["data"], starts, strict=False):
            point["ts"] = f"{start:%Y-%m-%dT%H:%M:%SZ}"
        return Side("side", version(one), day=day)

    return day_comparison(side(before), side(after)).series[0]


def megawatts(path: str, places: int, scale: Scale) -> dict[int, float]:
    """Return the amounts that a step line draws, by position: what a ruler would read."""
    drawn: dict[int, float] = {}
    x = y = 0.0
    for letter, numbers in re.findall(r"([MHV])([-\d. ]+)", path):
        if letter == "M":
            x, y = (float(one) for one in numbers.split())
        elif letter == "V":
            y = float(numbers)
        else:
            width = (RIGHT - LEFT) / places
            position = round((x - LEFT) / width) + 1
            assert round((float(numbers) - x) / width) == 1
            share = (scale.bottom - y) / (scale.bottom - scale.top)
            drawn[position] = scale.lowest + share * (scale.highest - scale.lowest)
            x = float(numbers)
    return drawn


def assert_drawn(path: str, amounts: dict[int, Amount], places: int, scale: Scale) -> None:
    known = {position: one for position, one in amounts.items() if isinstance(one, float)}
    assert megawatts(path, places, scale) == pytest.approx(known, abs=(scale.highest - scale.lowest) / 10_000)


@given(AMOUNTS, AMOUNTS, st.sampled_from([date(2026, 3, 26), date(2026, 3, 29), date(2026, 10, 25)]))
def test_lines_and_bars_stand_where_the_amounts_are(
    before: list[float | None], after: list[float | None], day: date
) -> None:
    names = labels(day, zone_of("DE"))
    one = compared(before[: len(names)], after[: len(names)], day)
    drawn = chart(one, names)
    if drawn is None:
        assert not any(isinstance(side, float) for slot in one.slots for side in (slot.before, slot.after))
        return
    assert_drawn(drawn.before, {slot.position: slot.before for slot in one.slots}, len(names), drawn.upper)
    assert_drawn(drawn.after, {slot.position: slot.after for slot in one.slots}, len(names), drawn.upper)
    assert_bars(drawn, one, len(names))


def assert_bars(drawn: Chart, one: SeriesComparison, places: int) -> None:
    scale = drawn.lower
    assert scale is not None
    per_megawatt = (scale.bottom - scale.top) / (scale.highest - scale.lowest)
    tall = {slot.position: slot for slot in one.changed if scale.place(slot.delta) != scale.place(0.0)}
    assert [round((bar.x - LEFT) * places / (RIGHT - LEFT)) + 1 for bar in drawn.bars] == list(tall)
    for bar, slot in zip(drawn.bars, tall.values(), strict=True):
        assert bar.height == pytest.approx(abs(slot.delta) * per_megawatt)
        assert bar.sign == ("more" if slot.delta > 0 else "less")


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False), max_size=20), st.integers(1, 6))
def test_a_scale_holds_zero_and_every_value_between_few_round_marks(values: list[float], ticks: int) -> None:
    scale = scale_of(values, 10.0, 200.0, ticks)
    assert 0.0 in scale.marks
    assert all(10.0 - 1e-6 <= scale.place(one) <= 200.0 + 1e-6 for one in values)
    assert 2 <= len(scale.marks) <= 2 * ticks + 4
    assert len({scale.label(mark) for mark in scale.marks}) == len(scale.marks)


@given(AMOUNTS, AMOUNTS)
def test_the_rows_of_a_table_hold_each_quarter_hour_that_differs_once(
    before: list[float | None], after: list[float | None]
) -> None:
    one = compared(before[:96], after[:96], date(2026, 3, 26))
    found = list(runs(one.changed))
    assert tuple(slot for run in found for slot in run) == one.changed
    for run in found:
        assert len({slot.delta for slot in run}) == 1


def test_a_gap_breaks_the_line() -> None:
    one = compared([1.0, None, 2.0], [1.0, 1.0, 2.0], date(2026, 3, 26))
    drawn = chart(one, labels(date(2026, 3, 26), zone_of("DE")))
    assert drawn is not None
    assert (drawn.before.count("M"), drawn.after.count("M")) == (2, 1)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), [0.0, 8.0, 20.0]), (date(2026, 10, 25), [0.0, 16.0, 28.0])],
    ids=["92", "100"],
)
def test_the_hours_stand_at_their_local_time_when_the_clocks_change(day: date, hours: list[float]) -> None:
    names = labels(day, zone_of("DE"))
    drawn = chart(compared([1.0], [2.0], day), names)
    assert drawn is not None
    places = [(one.at - LEFT) * len(names) / (RIGHT - LEFT) for one in drawn.hours]
    assert [one.label for one in drawn.hours[:3]] == ["00:00", "03:00", "06:00"]
    assert places[:3] == pytest.approx(hours)
    assert (drawn.hours[-1].label, drawn.hours[-1].at) == ("24:00", RIGHT)
    assert (drawn.repeated is None) == (len(names) == 92)


def test_a_side_that_is_not_there_has_no_line() -> None:
    report = day_comparison(Side("a", MISSING), Side("b", version(series("S", [1.0])))).series[0]
    drawn = chart(report, ("00:00",))
    assert drawn is not None
    assert (drawn.before, drawn.after) == ("", "M64.00 26.00H936.00")
