"""Whether the quantities of an anomaly are values or differences, and both sides by either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.diff.days.quarter_hours import DECIMALS
from store.diff.reconciling.anomaly_reading import (
    QuarterHourSides,
    Reading,
    as_both,
    as_deltas,
    as_values,
    decided,
)

OURS = {1: 5.0, 2: 6.0, 3: 7.0, 4: 8.0}

amounts = st.integers(0, 10_000_000).map(lambda kilowatts: kilowatts / 1000)
"""MW with three decimals, as schedules have them."""

both = st.dictionaries(st.integers(1, 100), st.tuples(amounts, amounts), max_size=100)


def test_a_negative_quantity_is_no_amount() -> None:
    read = decided({1: 5.0, 2: -0.001, 3: 7.0, 4: 8.0}, OURS)
    assert (read.reading, read.why) == (Reading.DELTAS, "1 of 4 quantities are negative, which no amount is")


def test_many_zeros_where_ours_are_none_are_differences() -> None:
    read = decided({1: 0.0, 2: 0.0, 3: 0.0, 4: 1.5}, OURS)
    assert (read.reading, read.why) == (Reading.DELTAS, "3 of 4 quantities are 0, where our amounts are not")


def test_zeros_where_ours_are_zero_as_well_are_amounts() -> None:
    read = decided({1: 0.0, 2: 0.0, 3: 0.0, 4: 1.5}, {1: 0.0, 2: 0.0, 3: 0.0, 4: 1.0})
    assert (read.reading, read.why) == (Reading.VALUES, "3 of 4 quantities are just what we declared")


def test_many_zeros_are_differences_where_ours_are_not_known_and_it_is_said() -> None:
    read = decided({1: 0.0, 2: 0.0, 3: 0.0, 4: 1.5}, {})
    assert (read.reading, read.why) == (Reading.DELTAS, "3 of 4 quantities are 0; our amounts are not in the log")


def test_nothing_but_zeros_would_report_no_difference() -> None:
    assert decided(dict.fromkeys(OURS, 0.0), OURS).reading is Reading.VALUES


def test_all_else_are_amounts() -> None:
    assert decided({1: 5.5, 2: 6.5, 3: 7.5, 4: 8.5}, OURS).why == "no quantity is negative, and few are 0"


@given(both)
def test_the_differences_of_two_series_read_as_such_are_the_series_read_as_values(
    sides: dict[int, tuple[float, float]],
) -> None:
    ours = {position: own for position, (own, _) in sides.items()}
    theirs = {position: other for position, (_, other) in sides.items()}
    deltas = {position: round(theirs[position] - ours[position], DECIMALS) for position in sides}
    assert as_deltas(ours, deltas) == as_values(ours, theirs) == as_both(ours, theirs)


@given(both)
def test_what_is_negative_nowhere_or_somewhere_is_never_read_against_its_sign(
    sides: dict[int, tuple[float, float]],
) -> None:
    ours = {position: own for position, (own, _) in sides.items()}
    deltas = {position: round(other - own, DECIMALS) for position, (own, other) in sides.items()}
    if any(delta < 0 for delta in deltas.values()):
        assert decided(deltas, ours).reading is Reading.DELTAS


def test_a_quarter_hour_that_values_do_not_name_is_not_told_and_differences_do_not_change_it() -> None:
    assert as_values({1: 5.0, 2: 6.0}, {2: 6.5}) == (
        QuarterHourSides(1, 5.0, None, None),
        QuarterHourSides(2, 6.0, 6.5, 0.5),
    )
    assert as_deltas({1: 5.0, 2: 6.0}, {2: 0.5}) == (
        QuarterHourSides(1, 5.0, 5.0, 0.0),
        QuarterHourSides(2, 6.0, 6.5, 0.5),
    )


def test_without_our_amounts_values_say_no_difference_and_differences_no_value() -> None:
    assert as_values({}, {1: 6.5}) == (QuarterHourSides(1, None, 6.5, None),)
    assert as_deltas({}, {1: 0.5}) == (QuarterHourSides(1, None, None, 0.5),)


def test_of_two_whole_series_one_that_lacks_a_quarter_hour_differs_from_nothing() -> None:
    assert as_both({1: 5.0}, {2: 6.0}) == (QuarterHourSides(1, 5.0, None, -5.0), QuarterHourSides(2, None, 6.0, 6.0))


@pytest.mark.parametrize("reading", list(Reading))
def test_the_other_reading_is_not_this_one(reading: Reading) -> None:
    assert reading.other is not reading
    assert reading.other.other is reading
