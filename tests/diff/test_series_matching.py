from typing import Any

import pytest

from store.diff.changes import ChangeKind
from store.diff.days.quarter_hours import QuarterHour, series_changes
from tests.diff.series_states import only, series, start, version


def test_series_of_two_versions_are_matched_by_name_though_their_uids_differ() -> None:
    before = version({**series("TS-1", {0: 1.0}), "uid": "8"}, {**series("TS-2", {0: 5.0}), "uid": "9"})
    after = version({**series("TS-2", {0: 6.0}), "uid": "8"}, {**series("TS-1", {0: 1.0}), "uid": "7"})
    change = only(series_changes(before, after))
    assert (change.time_series_uid, change.uid) == ("TS-2", "8")
    assert change.quarter_hours == (QuarterHour(start(0), 5.0, 6.0),)


def keyed(name: str | None, uid: str | None, party: str | None, amount: float) -> dict[str, Any]:
    one = series(name, {0: amount}, uid=uid)
    one["spec"]["ids"] = {"in_party": party}
    return one


@pytest.mark.parametrize("names", [(None, None), (None, "TS-1"), ("TS-1", None)])
@pytest.mark.parametrize(
    ("before", "after"), [(("a", "ALPHA"), ("a", "BETA")), (("a", "ALPHA"), (None, "ALPHA"))], ids=["uid", "party"]
)
def test_where_a_side_has_no_name_the_uid_decides_then_the_parties(
    names: tuple[str | None, str | None], before: tuple[str, str], after: tuple[str | None, str]
) -> None:
    beside = keyed(None, "other", "GAMMA", 7.0)
    change = only(
        series_changes(version(beside, keyed(names[0], *before, 1.0)), version(keyed(names[1], *after, 2.0), beside))
    )
    assert change.quarter_hours == (QuarterHour(start(0), 1.0, 2.0),)


def test_series_with_nothing_to_know_them_by_are_not_the_same() -> None:
    found = series_changes(version(keyed(None, None, None, 1.0)), version(keyed(None, None, None, 1.0)))
    assert [change.kind for change in found] == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_series_with_different_names_are_not_the_same_though_all_else_is() -> None:
    found = series_changes(version(keyed("TS-1", "a", "ALPHA", 1.0)), version(keyed("TS-2", "a", "ALPHA", 1.0)))
    assert [change.kind for change in found] == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_of_several_series_of_one_name_the_first_go_together() -> None:
    before = version(series("TS-1", {0: 1.0}), series("TS-1", {0: 5.0}))
    after = version(series("TS-1", {0: 1.0}), series("TS-1", {0: 6.0}))
    assert only(series_changes(before, after)).quarter_hours == (QuarterHour(start(0), 5.0, 6.0),)
