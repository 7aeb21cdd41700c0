import json
from copy import deepcopy
from typing import Any

import pytest

from store.diff.changes import (
    MISSING,
    Change,
    ChangeKind,
    Element,
    applied,
    changes,
    json_pointer,
    path_text,
)
from tests.diff.json_values import same, version

ADDED, REMOVED, CHANGED, MOVED = ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED, ChangeKind.MOVED
NAN = float("nan")


def texts(found: list[Change]) -> list[tuple[str, ChangeKind, object, object]]:
    return [(path_text(change.path), change.kind, change.before, change.after) for change in found]


def test_one_changed_amount_is_one_change_at_the_instant_of_its_series() -> None:
    before, after = version(), version()
    after["spec"]["series"][1]["spec"]["data"][4]["amount"] = 12.5
    assert texts(changes(before, after)) == [
        ("spec.series[TS-001].spec.data[2026-03-26T01:00:00Z].amount", CHANGED, 0.5, 12.5)
    ]


def test_keys_that_come_and_go_are_added_and_removed_with_their_values() -> None:
    assert texts(changes({"a": 1, "b": None}, {"b": None, "c": {"d": 2}})) == [
        ("a", REMOVED, 1, MISSING),
        ("c", ADDED, MISSING, {"d": 2}),
    ]


def test_outer_changes_come_first_then_each_key_in_its_order() -> None:
    before = {"a": {"x": 1}, "b": 1, "c": [1, {"y": 1}], "d": {"z": 1}}
    after = {"e": 5, "d": {"z": 2}, "c": [2, {"y": 2}], "b": 2, "a": {"x": 2}}
    assert [path for path, *_ in texts(changes(before, after))] == ["b", "e", "a.x", "c[0]", "c[1].y", "d.z"]


def test_null_is_a_value_and_not_a_missing_one() -> None:
    assert texts(changes({"a": None}, {})) == [("a", REMOVED, None, MISSING)]
    assert texts(changes({"a": None}, {"a": 0})) == [("a", CHANGED, None, 0)]


def test_the_order_of_keys_does_not_count() -> None:
    assert changes({"a": 1, "b": [{"c": 1, "d": 2}]}, {"b": [{"d": 2, "c": 1}], "a": 1}) == []


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), (0, -0.0), (NAN, float("nan")), (10**20, 1e20), ([1, {"a": 2}], [1.0, {"a": 2.0}])]
)
def test_numbers_are_compared_as_numbers(one: object, other: object) -> None:
    assert changes(one, other) == []
    assert changes({"a": [one, "x"]}, {"a": [other, "x"]}) == []


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), (0.0, False), (2**53 + 1, 2.0**53), (None, False)])
@pytest.mark.parametrize("shape", ['{"a": %s}', "[%s]", '[{"pos": 1, "qty": %s}]', '{"a": [[%s], 2]}'])
def test_what_python_takes_for_the_same_but_is_not_differs(one: object, other: object, shape: str) -> None:
    before, after = (json.loads(shape % json.dumps(value)) for value in (one, other))
    ((*_, found),) = [(change.kind, (change.before, change.after)) for change in changes(before, after)]
    assert repr(found) == repr((one, other))


def test_a_truth_value_among_equal_points_is_found() -> None:
    before = [{"pos": position, "qty": 1} for position in range(96)]
    after = deepcopy(before)
    after[40]["qty"] = True
    assert texts(changes(before, after)) == [("[40].qty", CHANGED, 1, True)]


def test_a_list_that_cannot_be_encoded_is_compared_all_the_same() -> None:
    before: list[object] = [10**30, "\ud800", 1, 0]
    assert texts(changes(before, [10**30, "\ud800", True, 0])) == [("[2]", CHANGED, 1, True)]


def test_series_are_matched_by_their_name_though_their_uids_differ() -> None:
    before = [{"uid": "1", "time_series_uid": "TS-A"}, {"uid": "2", "time_series_uid": "TS-B"}]
    after = [{"uid": "8", "time_series_uid": "TS-A"}, {"uid": "9", "time_series_uid": "TS-B"}]
    assert texts(changes(before, after)) == [("[TS-A].uid", CHANGED, "1", "8"), ("[TS-B].uid", CHANGED, "2", "9")]


def test_a_removed_first_point_leaves_the_others_unchanged() -> None:
    points = version()["spec"]["series"][0]["spec"]["data"]
    (change,) = changes(points, points[1:])
    assert change == Change((Element(0, None, "ts=2026-03-26T00:00:00Z"),), REMOVED, points[0], MISSING)


def test_an_added_point_stands_where_it_stands_after() -> None:
    points = version()["spec"]["series"][0]["spec"]["data"]
    (change,) = changes([*points[:5], *points[6:]], points)
    assert change == Change((Element(None, 5, "ts=2026-03-26T01:15:00Z"),), ADDED, MISSING, points[5])


def test_an_element_in_another_place_is_moved_and_nothing_else() -> None:
    before = [{"uid": name} for name in "abcd"]
    after = [before[3], *before[:3]]
    assert changes(before, after) == [Change((Element(3, 0, "uid=d"),), MOVED, {"uid": "d"}, {"uid": "d"})]


def test_a_moved_element_that_also_changed_says_both() -> None:
    before = [{"code": "A01", "text": "x"}, {"code": "A06", "text": "y"}]
    after = [{"code": "A06", "text": "z"}, {"code": "A01", "text": "x"}]
    found = changes(before, after)
    assert [(path_text(change.path), change.kind) for change in found] == [("[A06]", MOVED), ("[A06].text", CHANGED)]
    assert applied(before, found) == after


def test_a_reversed_list_moves_all_but_one_element() -> None:
    before = [{"pos": position} for position in range(6)]
    found = changes(before, before[::-1])
    assert [change.kind for change in found] == [MOVED] * 5
    assert applied(before, found) == before[::-1]


def test_a_move_inside_an_element_that_stayed_is_no_move_of_that_element() -> None:
    before = [{"uid": "a", "reasons": [{"code": "A01"}, {"code": "A02"}]}, {"uid": "b"}]
    after = [{"uid": "a", "reasons": [{"code": "A02"}, {"code": "A01"}]}, {"uid": "b"}]
    found = changes(before, after)
    assert [(path_text(change.path), change.kind) for change in found] == [("[a].reasons[A02]", MOVED)]
    assert applied(before, found) == after


def test_the_longest_run_in_order_stays_when_elements_move() -> None:
    before = [{"uid": name} for name in "abcdefg"]
    after = [{"uid": name} for name in "bcagdef"]
    found = changes(before, after)
    assert [path_text(change.path) for change in found] == ["[a]", "[g]"]
    assert applied(before, found) == after


@pytest.mark.parametrize(
    "names", [["a", "a"], ["a", None], [1, True], [1.0, 2.0], [["a"], ["b"]], [{"x": 1}, {"x": 2}]]
)
def test_what_does_not_name_every_element_alone_is_no_identity(names: list[object]) -> None:
    before = [{"uid": name, "amount": 1} for name in names]
    after = [*deepcopy(before[1:]), {"uid": "new", "amount": 2}]
    found = changes(before, after)
    assert same(applied(before, found), after)
    assert all(step.identity is None for change in found for step in change.path if isinstance(step, Element))


@pytest.mark.parametrize("name", [None, True, 1.5, ["a"]])
def test_what_is_no_name_is_none_for_an_element_in_its_place_either(name: object) -> None:
    (change,) = changes([{"uid": name, "amount": 1}], [{"uid": name, "amount": 2}])
    assert path_text(change.path) == "[0].amount"


def test_names_that_double_only_after_are_no_identity_either() -> None:
    before = [{"uid": "a", "n": 1}, {"uid": "b", "n": 2}]
    after = [{"uid": "a", "n": 1}, {"uid": "a", "n": 2}]
    assert texts(changes(before, after)) == [("[1].uid", CHANGED, "b", "a")]


def test_elements_without_identity_are_matched_by_what_they_hold() -> None:
    assert texts(changes(["x", "a", "b", "c"], ["a", "b", "new", "c"])) == [
        ("[0]", REMOVED, "x", MISSING),
        ("[2]", ADDED, MISSING, "new"),
    ]


def test_equal_elements_are_found_again_though_python_calls_them_unequal() -> None:
    assert texts(changes([5, [NAN], {"a": NAN}], [[float("nan")], {"a": float("nan")}])) == [
        ("[0]", REMOVED, 5, MISSING)
    ]


def test_objects_with_other_keys_are_not_equal_elements_but_the_order_of_keys_does_not_count() -> None:
    assert len(changes([{"a": 1, "b": 2}], [{"a": 1, "c": 2}])) == 2
    assert texts(changes([0, {"a": 1, "b": 2}], [{"b": 2, "a": 1}])) == [("[0]", REMOVED, 0, MISSING)]


def test_between_equal_neighbours_elements_are_compared_inside() -> None:
    before, after = [1, {"k": "v", "a": 1}, 2], [1, {"k": "v", "a": 9}, 2]
    assert texts(changes(before, after)) == [("[1].a", CHANGED, 1, 9)]


def test_a_list_too_long_to_search_is_compared_between_its_equal_ends() -> None:
    before = list(range(3000))
    after = [*range(1000), *range(5000, 5400), *range(1600, 3000)]
    found = changes(before, after)
    assert len(found) == 600
    assert applied(before, found) == after


def test_another_type_replaces_the_whole_value() -> None:
    assert texts(changes({"a": [1]}, {"a": {"0": 1}})) == [("a", CHANGED, [1], {"0": 1})]
    assert texts(changes(None, {"a": 1})) == [(".", CHANGED, None, {"a": 1})]


@pytest.mark.parametrize("shape", ["list", "object", "named"])
def test_two_hundred_levels_are_compared_and_applied(shape: str) -> None:
    def nested(value: object) -> object:
        for _ in range(200):
            value = {"list": [value], "object": {"a": value}, "named": [{"uid": "a", "b": value}]}[shape]
        return value

    found = changes(nested(value=1), nested(value=True))
    assert [(change.before, change.after) for change in found] == [(1, True)]
    assert json.dumps(applied(nested(value=1), found)) == json.dumps(nested(value=True))


def test_the_changes_of_a_state_fit_no_other() -> None:
    with pytest.raises(TypeError, match="has no inside"):
        applied(5, changes({"a": {"b": 1}}, {"a": {"b": 2}}))


@pytest.mark.parametrize(
    ("path", "text", "pointer"),
    [
        ((), ".", ""),
        (("spec", "tso"), "spec.tso", "/spec/tso"),
        (("a", Element(2, 3, None), "b"), "a[3].b", "/a/3/b"),
        (("a", Element(2, 3, "uid=x=y"), "b"), "a[x=y].b", "/a/3/b"),
        (("a.b", "c/d~e", ""), '["a.b"]["c/d~e"][""]', "/a.b/c~1d~0e/"),
        (("interval_statuses", "0"), "interval_statuses.0", "/interval_statuses/0"),
    ],
)
def test_a_path_is_written_for_people_and_as_a_pointer(path: Any, text: str, pointer: str) -> None:
    assert (path_text(path), json_pointer(path, "after")) == (text, pointer)


def test_an_element_that_is_gone_is_shown_where_it_was_and_has_no_pointer_after() -> None:
    path = ("a", Element(2, None, None))
    assert path_text(path) == "a[2]"
    assert json_pointer(path, "before") == "/a/2"
    with pytest.raises(ValueError, match="the state after has no element"):
        json_pointer(path, "after")
