"""The laws of the difference: what is found, applied to the state before, gives the state after."""

import math
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.diff.changes import MISSING, ChangeKind, Element, applied, changes, json_pointer
from tests.diff.json_values import same, version

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

SCALARS = (
    st.none()
    | st.booleans()
    | st.sampled_from([0, 1, -1, 0.0, -0.0, 1.0, 2.5, float("nan"), math.inf, 2**53 + 1, 2.0**53, 10**30, 1e30])
    | st.sampled_from(["", "a", "b", "1", "ts", "\ud800"])
)
KEYS = st.sampled_from(["time_series_uid", "uid", "ts", "pos", "code", "a", "a.b", "/~", "0", ""])
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)
NAMES = st.sampled_from(["A", "B", "C", "D", "E", 1, 2, 1.0, True, None])
NAMED = st.lists(
    st.fixed_dictionaries({"uid": NAMES}, optional={"amount": SCALARS, "reasons": st.lists(SCALARS, max_size=3)}),
    max_size=6,
)


@LAW
@given(JSON, JSON)
def test_the_changes_applied_to_the_state_before_give_the_state_after(before: object, after: object) -> None:
    assert same(applied(before, changes(before, after)), after)


@LAW
@given(NAMED, NAMED)
def test_the_law_holds_for_lists_of_named_elements(before: object, after: object) -> None:
    assert same(applied(before, changes(before, after)), after)


@LAW
@given(st.lists(SCALARS, max_size=8), st.lists(SCALARS, max_size=8))
def test_the_law_holds_for_lists_of_scalars(before: object, after: object) -> None:
    assert same(applied(before, changes(before, after)), after)


@LAW
@given(st.lists(st.integers(0, 3), max_size=8), st.lists(st.integers(0, 3), max_size=8))
def test_as_many_elements_stay_as_two_lists_have_in_common(before: list[int], after: list[int]) -> None:
    gone = [change for change in changes(before, after) if change.kind is not ChangeKind.ADDED]
    assert len(before) - len(gone) == longest_in_common(tuple(before), tuple(after))


@cache
def longest_in_common(before: tuple[int, ...], after: tuple[int, ...]) -> int:
    if not before or not after:
        return 0
    shorter = max(longest_in_common(before[1:], after), longest_in_common(before, after[1:]))
    return max(shorter, longest_in_common(before[1:], after[1:]) + 1) if before[0] == after[0] else shorter


@LAW
@given(JSON, JSON)
def test_there_are_changes_exactly_where_the_values_are_not_the_same(before: object, after: object) -> None:
    assert (changes(before, after) == []) == same(before, after)


@LAW
@given(JSON)
def test_a_value_and_its_copy_do_not_differ(value: object) -> None:
    assert changes(value, deepcopy(value)) == []


@LAW
@given(JSON, JSON)
def test_applying_leaves_the_state_before_as_it_is(before: object, after: object) -> None:
    kept = deepcopy(before)
    applied(before, changes(before, after))
    assert same(before, kept)


@LAW
@given(JSON, JSON)
def test_every_change_points_to_its_values(before: object, after: object) -> None:
    for change in changes(before, after):
        if change.before is not MISSING:
            assert at(before, json_pointer(change.path, "before")) is change.before
        if change.after is not MISSING:
            assert at(after, json_pointer(change.path, "after")) is change.after


def at(value: Any, pointer: str) -> object:
    """Return what a JSON pointer (RFC 6901) names."""
    for token in pointer.split("/")[1:]:
        step = token.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


@st.composite
def edited_versions(draw: st.DrawFn) -> tuple[Any, Any]:
    """Draw a version and the next: amounts changed, points and series gone, new or in another order."""
    before = version(points=8)
    after = deepcopy(before)
    series = after["spec"]["series"]
    for one in series:
        for point in draw(st.lists(st.sampled_from(one["spec"]["data"]), max_size=3)):
            point["amount"] = draw(st.sampled_from([0, 0.0, 1.5, True, None, 99]))
        if draw(st.booleans()):
            one["spec"]["data"] = draw(st.permutations(one["spec"]["data"]))[draw(st.integers(0, 2)) :]
    after["spec"]["series"] = draw(st.permutations(series))[draw(st.integers(0, 1)) :]
    if draw(st.booleans()):
        after["spec"]["series"].insert(draw(st.integers(0, 2)), {**deepcopy(series[0]), "time_series_uid": "new"})
    return (before, after) if draw(st.booleans()) else (after, before)


@LAW
@given(edited_versions())
def test_the_law_holds_for_versions_of_a_schedule(pair: tuple[Any, Any]) -> None:
    before, after = pair
    found = changes(before, after)
    assert same(applied(before, found), after)
    assert all(
        change.path[2].identity for change in found if len(change.path) > 2 and isinstance(change.path[2], Element)
    )


@LAW
@given(edited_versions())
def test_changes_name_no_more_than_what_differs(pair: tuple[Any, Any]) -> None:
    before, after = pair
    for change in changes(before, after):
        assert change.kind is ChangeKind.MOVED or not same(change.before, change.after)
