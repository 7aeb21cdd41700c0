from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.diff.changes import ChangeKind
from store.diff.days.quarter_hours import QuarterHour, series_changes
from tests.diff.series_states import Amounts, only, points, series, start, version

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_only_the_quarter_hours_that_differ_are_given() -> None:
    before = version(series("TS-1", {0: 1.0, 1: 2.0, 2: 3.0}))
    after = version(series("TS-1", {0: 1.0, 1: 2.5, 2: 3}))
    change = only(series_changes(before, after))
    assert change.quarter_hours == (QuarterHour(start(1), 2.0, 2.5),)
    assert (change.kind, change.unchanged) == (ChangeKind.CHANGED, 2)
    assert (change.time_series_uid, change.uid) == ("TS-1", "uid TS-1")
    assert (change.type, change.in_party, change.out_party) == ("internal", "11XALPHA", "11XBETA")
    assert (change.in_area, change.out_area) == ("10YDE-RWENET---I", None)


def test_a_quarter_hour_of_one_mw_is_a_quarter_mwh() -> None:
    change = only(
        series_changes(
            version(series("TS-1", {0: 1.0, 1: 2.0, 2: 5.0})), version(series("TS-1", {0: 2.0, 1: 1.5, 2: 1.9}))
        )
    )
    assert [one.delta for one in change.quarter_hours] == [1.0, -0.5, -3.1]
    assert (change.delta_mwh, change.largest_delta_mw) == (-0.65, -3.1)


def test_series_without_a_difference_are_left_out() -> None:
    same = series("TS-1", {0: 1.0})
    change = only(series_changes(version(same, series("TS-2", {0: 1})), version(same, series("TS-2", {0: 2}))))
    assert change.time_series_uid == "TS-2"
    assert series_changes(version(same), version(same)) == []


def test_a_changed_status_alone_is_no_change_of_amounts() -> None:
    assert series_changes(version(series("TS-1", {0: 1.0})), version(series("TS-1", {0: 1.0}, status="accepted"))) == []


def test_a_new_series_counts_as_a_difference_from_nothing() -> None:
    kept = series("TS-1", {0: 1.0})
    change = only(series_changes(version(kept), version(kept, series("TS-2", {0: 8.0, 1: 0.0}))))
    assert (change.kind, change.time_series_uid) == (ChangeKind.ADDED, "TS-2")
    assert change.quarter_hours == (QuarterHour(start(0), None, 8.0), QuarterHour(start(1), None, 0.0))
    assert (change.delta_mwh, change.largest_delta_mw) == (2.0, 8.0)


def test_a_series_that_is_gone_counts_as_a_difference_to_nothing_and_comes_last() -> None:
    kept = series("TS-2", {0: 1.0})
    gone, added = series_changes(version(series("TS-1", {0: 8.0}), kept), version(kept, series("TS-3", {0: 2.0})))[::-1]
    assert (gone.kind, gone.quarter_hours) == (ChangeKind.REMOVED, (QuarterHour(start(0), 8.0, None),))
    assert (gone.delta_mwh, added.kind) == (-2.0, ChangeKind.ADDED)


def test_no_state_before_is_a_state_without_series() -> None:
    after = version(series("TS-1", {0: 1.0}))
    assert only(series_changes(None, after)).kind is ChangeKind.ADDED
    assert only(series_changes(after, None)).kind is ChangeKind.REMOVED


@pytest.mark.parametrize("silent", [{}, {"status": "accepted"}, version(), "text", []])
def test_a_side_that_speaks_of_no_series_does_not_say_that_there_are_none(silent: object) -> None:
    full = version(series("TS-1", {0: 1.0}))
    assert series_changes(silent, full) == series_changes(full, silent) == []


def test_a_reference_without_amounts_is_unknown_not_zero() -> None:
    full, flat = version(series("TS-1", {0: 1.0})), version(series("TS-1", None))
    assert series_changes(full, flat) == series_changes(flat, full) == []


def test_a_new_reference_is_a_new_series_of_unknown_amounts() -> None:
    kept = series("TS-1", {0: 1.0})
    change = only(series_changes(version(kept), version(kept, series("TS-2", None))))
    assert (change.kind, change.quarter_hours, change.delta_mwh) == (ChangeKind.ADDED, (), 0.0)
    assert change.largest_delta_mw == 0.0


@pytest.mark.parametrize("nothing", [None, True, "a lot", "nan", float("inf"), 1e300])
def test_what_is_no_amount_counts_as_none(nothing: object) -> None:
    before, after = version(series("TS-1", {0: 1.0, 1: 2.0})), version(series("TS-1", {0: 1.0, 1: nothing}))
    assert only(series_changes(before, after)).quarter_hours == (QuarterHour(start(1), 2.0, None),)
    assert only(series_changes(after, before)).quarter_hours == (QuarterHour(start(1), None, 2.0),)


def test_points_are_matched_by_their_instant_however_it_is_written() -> None:
    before, after = version(series("TS-1", {0: 1.0, 1: 2.0})), version(series("TS-1", {0: 1.0, 1: 2.0}))
    after["spec"]["series"][0]["spec"]["data"] = [
        {"ts": "2026-03-26T00:15:00+01:00", "amount": 2.5},
        {"ts": "2026-03-26T00:00:00+01:00", "amount": 1.0},
    ]
    change = only(series_changes(before, after))
    assert (change.quarter_hours, change.unchanged) == ((QuarterHour(start(1), 2.0, 2.5),), 1)


def test_of_two_amounts_for_one_instant_the_last_counts() -> None:
    before, after = version(series("TS-1", {0: 1.0})), version(series("TS-1", {0: 2.0}))
    for state in (before, after):
        state["spec"]["series"][0]["spec"]["data"] += points({0: 7.0})
    assert series_changes(before, after) == []


def test_points_whose_instant_cannot_be_read_are_left_out() -> None:
    before, after = version(series("TS-1", {0: 1.0})), version(series("TS-1", {0: 2.0}))
    for state, amount in ((before, 1), (after, 5)):
        state["spec"]["series"][0]["spec"]["data"].append({"ts": "tomorrow", "amount": amount})
    assert only(series_changes(before, after)).quarter_hours == (QuarterHour(start(0), 1.0, 2.0),)


def test_a_shorter_day_after_lacks_quarter_hours() -> None:
    before, after = (
        version(series("TS-1", dict.fromkeys(range(8), 1.0))),
        version(series("TS-1", dict.fromkeys(range(6), 1.0))),
    )
    change = only(series_changes(before, after))
    assert change.quarter_hours == (QuarterHour(start(6), 1.0, None), QuarterHour(start(7), 1.0, None))
    assert change.unchanged == 6


def test_another_resolution_is_told_not_subtracted() -> None:
    hours, quarters = {0: 4.0, 4: 4.0}, dict.fromkeys(range(8), 4.0)
    change = only(series_changes(version(series("TS-1", hours)), version(series("TS-1", quarters))))
    assert (change.comparable, change.quarter_hours, change.delta_mwh) == (False, (), 0.0)


def test_one_quarter_hour_alone_has_no_resolution() -> None:
    change = only(series_changes(version(series("TS-1", {0: 1.0})), version(series("TS-1", {0: 2.0, 1: 3.0}))))
    assert change.quarter_hours == (QuarterHour(start(0), 1.0, 2.0), QuarterHour(start(1), None, 3.0))


def test_a_series_event_has_one_series_a_side() -> None:
    change = only(series_changes(series("TS-1", {0: 1.0}), series("TS-1", {0: 1.5}), "series.status_changed"))
    assert change.delta_mwh == 0.125


MEGAWATTS = st.integers(0, 400).map(lambda number: number / 8) | st.sampled_from([0, 1, 0.0, 1.0])
SERIES = st.dictionaries(st.integers(0, 12), MEGAWATTS, min_size=3, max_size=8)
LISTED = st.dictionaries(st.sampled_from(["TS-1", "TS-2", "TS-3"]), SERIES, min_size=1)


def step(amounts: Mapping[int, float]) -> int | None:
    """Return how many quarter-hours a step takes, where the shortest distance is one that occurs."""
    gap = min(later - earlier for earlier, later in pairwise(sorted(amounts)))
    return gap if gap in {1, 2, 4} else None


def energy(state: Mapping[str, Mapping[int, float]], beside: Mapping[str, Mapping[int, float]]) -> float:
    steps = {name: step(amounts) or step(beside.get(name, amounts)) or 1 for name, amounts in state.items()}
    return sum(sum(amounts.values()) * steps[name] for name, amounts in state.items()) / 4


@LAW
@given(LISTED, LISTED)
def test_the_differences_add_up_to_the_difference_of_the_energy(
    before: Mapping[str, Mapping[int, float]], after: Mapping[str, Mapping[int, float]]
) -> None:
    found = series_changes(
        version(*(series(name, amounts) for name, amounts in before.items())),
        version(*(series(name, amounts) for name, amounts in after.items())),
    )
    if all(change.comparable for change in found):
        assert sum(change.delta_mwh for change in found) == pytest.approx(energy(after, before) - energy(before, after))


@LAW
@given(SERIES, SERIES)
def test_every_quarter_hour_either_differs_or_is_unchanged(old: Amounts, new: Amounts) -> None:
    found = series_changes(version(series("TS-1", old)), version(series("TS-1", new)))
    differing = {number for number in {*old, *new} if old.get(number) != new.get(number)}
    assert bool(found) == bool(differing)
    if found and found[0].comparable:
        assert [one.start for one in found[0].quarter_hours] == [start(number) for number in sorted(differing)]
        assert found[0].unchanged == len({*old, *new}) - len(differing)


@LAW
@given(LISTED, LISTED)
def test_the_way_back_has_the_same_quarter_hours_with_the_sides_exchanged(
    before: Mapping[str, Mapping[int, float]], after: Mapping[str, Mapping[int, float]]
) -> None:
    one = version(*(series(name, amounts) for name, amounts in before.items()))
    other = version(*(series(name, amounts) for name, amounts in after.items()))
    there = {change.time_series_uid: change.quarter_hours for change in series_changes(one, other)}
    back = {change.time_series_uid: change.quarter_hours for change in series_changes(other, one)}
    assert there == {
        name: tuple(QuarterHour(hour.start, hour.after, hour.before) for hour in hours) for name, hours in back.items()
    }
