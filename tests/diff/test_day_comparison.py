from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.diff.changes import MISSING, ChangeKind
from store.diff.days.day_comparison import DayComparison, SeriesComparison, Slot, anomaly_comparison, day_comparison
from store.diff.days.quarter_hours import series_changes
from store.diff.summary import summary
from store.diff.versions.sides import Side
from tests.diff.series_states import Amounts, series, version

DAY = date(2026, 3, 26)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def side(state: object, day: date | None = DAY, title: str = "a state") -> Side:
    return Side(title, state, "version.submitted", day, "DE", "11XALPHA")


def compared(before: object, after: object) -> DayComparison:
    return day_comparison(side(before), side(after))


def only(found: DayComparison) -> SeriesComparison:
    (one,) = found.series
    return one


def day_series(day: date, amounts: Amounts) -> dict[str, Any]:
    """Return a version with one series, amounts by the number of the quarter-hour since local midnight."""
    offset = 1 if day in {date(2026, 3, 25), DAY, SPRING} else 2
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=offset)
    starts = {number: first + number * timedelta(minutes=15) for number in amounts}
    data = [{"ts": starts[number].isoformat(), "amount": amount} for number, amount in amounts.items()]
    return {"status": "submitted", "spec": {"series": [{"time_series_uid": "TS-1", "spec": {"data": data}}]}}


def test_a_series_holds_every_quarter_hour_of_both_sides_with_position_and_local_time() -> None:
    found = compared(version(series("TS-1", {0: 1.0, 1: 2.0, 2: 3.0})), version(series("TS-1", {0: 1.0, 1: 2.5, 2: 3})))
    assert only(found).slots == (Slot(1, "00:00", 1.0, 1.0), Slot(2, "00:15", 2.0, 2.5), Slot(3, "00:30", 3.0, 3.0))
    assert only(found).changed == (Slot(2, "00:15", 2.0, 2.5),)
    assert (only(found).before_mwh, only(found).after_mwh, only(found).delta_mwh) == (1.5, 1.625, 0.125)
    assert (found.labels[0], len(found.labels)) == ("00:00", 96)
    assert found.changed == found.series


def test_missing_null_and_zero_are_three_things() -> None:
    found = compared(
        version(series("TS-1", {0: 0.0, 1: None, 3: 0.0})), version(series("TS-1", {0: None, 2: 0.0, 3: 0}))
    )
    assert [(slot.before, slot.after) for slot in only(found).slots] == [
        (0.0, None),
        (None, MISSING),
        (MISSING, 0.0),
        (0.0, 0.0),
    ]
    assert [slot.position for slot in only(found).changed] == [1, 2, 3]
    assert [slot.delta for slot in only(found).changed] == [0.0, 0.0, 0.0]


def test_from_null_to_zero_the_timeline_counts_what_the_day_shows() -> None:
    nulls, zeros = (
        version(series("TS-1", dict.fromkeys(range(3)))),
        version(series("TS-1", dict.fromkeys(range(3), 0.0))),
    )
    for before, after in ((nulls, zeros), (zeros, nulls)):
        told = summary("version.status_changed", before, after, None)
        assert (told.quarter_hours, told.largest_delta_mw, told.delta_mwh) == (3, 0.0, 0.0)
        assert len(only(compared(before, after)).changed) == 3


def test_new_and_gone_series_stand_against_nothing() -> None:
    found = compared(version(series("TS-1", {0: 4.0})), version(series("TS-2", {0: 8.0})))
    assert [(one.name, one.kind, one.delta_mwh) for one in found.series] == [
        ("TS-2", ChangeKind.ADDED, 2.0),
        ("TS-1", ChangeKind.REMOVED, -1.0),
    ]
    assert only(compared(MISSING, version(series("TS-1", {0: 4.0})))).kind is ChangeKind.ADDED


def test_a_side_that_speaks_of_no_series_is_not_compared() -> None:
    assert compared({"status": "accepted"}, version(series("TS-1", {0: 4.0}))).series == ()


def test_of_a_reference_without_amounts_no_difference_can_be_told() -> None:
    found = compared(version(series("TS-1", None)), version(series("TS-1", {0: 4.0})))
    assert (only(found).comparable, only(found).changed) == (False, ())
    assert found.changed == found.series


def test_another_resolution_is_flagged_and_not_compared() -> None:
    found = only(
        compared(version(series("TS-1", {0: 4.0, 4: 4.0})), version(series("TS-1", dict.fromkeys(range(8), 4.0))))
    )
    assert (found.minutes, found.comparable, found.changed) == ((60, 15), False, ())
    assert (found.before_mwh, found.after_mwh) == (8.0, 8.0)


@pytest.mark.parametrize(
    ("day", "count", "around"),
    [
        (SPRING, 92, {7: "01:30", 8: "01:45", 9: "03:00", 92: "23:45"}),
        (DAY, 96, {8: "01:45", 9: "02:00", 96: "23:45"}),
        (AUTUMN, 100, {8: "01:45", 9: "02:00A", 12: "02:45A", 13: "02:00B", 16: "02:45B", 17: "03:00", 100: "23:45"}),
    ],
)
def test_clock_change_days_have_their_positions(day: date, count: int, around: dict[int, str]) -> None:
    before = day_series(day, dict.fromkeys(range(count), 1.0))
    after = day_series(day, {number: float(number) for number in range(count)})
    found = day_comparison(side(before, day), side(after, day))
    slots = only(found).slots
    assert len(slots) == len(found.labels) == count
    assert {position: slots[position - 1].label for position in around} == around
    assert [slot.position for slot in slots] == list(range(1, count + 1))
    # the sum of 0 … count − 1, less one MW each, a quarter of an hour long
    assert only(found).delta_mwh == (count * (count - 1) / 2 - count) / 4


def test_two_days_meet_by_local_time() -> None:
    before = day_series(date(2026, 3, 25), dict.fromkeys(range(96), 1.0))
    found = day_comparison(side(before, date(2026, 3, 25)), side(day_series(DAY, dict.fromkeys(range(96), 1.0))))
    assert only(found).changed == ()
    spring = day_series(SPRING, dict.fromkeys(range(92), 1.0))
    slots = only(day_comparison(side(before, date(2026, 3, 25)), side(spring, SPRING))).changed
    assert [(slot.label, slot.before, slot.after) for slot in slots] == [
        (f"02:{minute}", 1.0, MISSING) for minute in ("00", "15", "30", "45")
    ]


def test_what_a_side_holds_of_another_day_does_not_stand_for_its_own() -> None:
    before = version(series("TS-1", {**dict.fromkeys(range(96), 1.0), **dict.fromkeys(range(96, 192), 5.0)}))
    after = day_series(date(2026, 3, 25), dict.fromkeys(range(96), 1.0))
    for sides in ((side(before), side(after, date(2026, 3, 25))), (side(after, date(2026, 3, 25)), side(before))):
        found = only(day_comparison(*sides))
        assert {(slot.before, slot.after) for slot in found.slots[:96]} == {(1.0, 1.0)}
        assert [slot.position for slot in found.changed] == list(range(97, 193))
        assert {slot.before for slot in found.changed} | {slot.after for slot in found.changed} == {5.0, MISSING}


def test_the_first_of_a_repeated_hour_meets_that_of_an_ordinary_day() -> None:
    before = day_series(date(2026, 3, 25), dict.fromkeys(range(96), 1.0))
    found = only(
        day_comparison(
            side(before, date(2026, 3, 25)), side(day_series(AUTUMN, dict.fromkeys(range(100), 1.0)), AUTUMN)
        )
    )
    assert [slot.label for slot in found.slots[8:16]] == [
        f"02:{m}{half}" for half in "AB" for m in ("00", "15", "30", "45")
    ]
    assert [slot.label for slot in found.changed] == ["02:00B", "02:15B", "02:30B", "02:45B"]


def test_an_instant_outside_of_the_day_is_kept_at_the_end() -> None:
    found = only(compared(version(series("TS-1", {0: 1.0, 96: 2.0})), version(series("TS-1", {0: 1.0, 96: 3.0}))))
    assert [(slot.label, slot.before, slot.after) for slot in found.slots][-1] == ("00:00", 2.0, 3.0)
    assert found.changed[0].position > 96


def test_instants_outside_of_the_day_meet_however_many_each_side_has() -> None:
    before = series("TS-1", {0: 1.0, 1: 1.0, 96: 2.0, 97: 3.0})
    found = only(compared(version(before), version(series("TS-1", {0: 1.0, 1: 1.0, 97: 3.0}))))
    outside = [(slot.label, slot.before, slot.after) for slot in found.slots[2:]]
    assert outside == [("00:00", 2.0, MISSING), ("00:15", 3.0, 3.0)]
    assert [slot.label for slot in found.changed] == ["00:00"]


def test_the_day_is_that_of_the_first_instant_where_no_side_names_it() -> None:
    found = day_comparison(side(version(series("TS-1", {0: 1.0})), None), side(version(series("TS-1", {4: 1.0})), None))
    assert found.days == (DAY, DAY)
    assert [slot.label for slot in only(found).slots] == ["00:00", "01:00"]


def test_an_anomaly_report_sets_ours_against_theirs() -> None:
    def anomaly(party: str, quantities: dict[int, float], out: str = "11XBETA") -> dict[str, object]:
        intervals = [{"pos": position, "qty": quantity} for position, quantity in quantities.items()]
        route = {"in_party": "11XALPHA", "out_party": out}
        return {"series_id": party, "business_type": "A02", "document_party": party, "intervals": intervals, **route}

    report = {
        "anomalies": [
            anomaly("11XBETA", {1: 5.0, 2: 5.0}),
            anomaly("11XALPHA", {1: 5.0, 2: 4.0}),
            anomaly("11XGAMMA", {1: 7.0}, "11XGAMMA"),
        ]
    }
    found = anomaly_comparison(side(report))
    assert found.names == ("ours", "theirs")
    assert found.series[0].changed == (Slot(2, "00:15", 4.0, 5.0),)
    assert (found.series[1].kind, found.series[1].slots) == (ChangeKind.ADDED, (Slot(1, "00:00", MISSING, 7.0),))


@given(
    st.dictionaries(st.integers(0, 95), st.sampled_from([0.0, None, 7.5]) | st.floats(0, 900, width=16), max_size=12),
    st.dictionaries(st.integers(0, 95), st.sampled_from([0.0, None, 7.5]) | st.floats(0, 900, width=16), max_size=12),
)
def test_what_differs_is_what_the_series_changes_say(
    old: dict[int, float | None], new: dict[int, float | None]
) -> None:
    before, after = version(series("TS-1", old)), version(series("TS-1", new))
    (found,) = compared(before, after).series
    assert bool(series_changes(before, after)) == bool(found.changed or (old and new and not found.comparable))
    for change in series_changes(before, after):
        assert change.comparable == found.comparable
        assert [one.delta for one in change.quarter_hours] == [slot.delta for slot in found.changed]
