"""The JSON Patch of two values: its operations, and that other people's code makes the state after of it."""

import json
import sys
from collections.abc import Callable
from copy import deepcopy
from random import Random
from time import process_time
from timeit import repeat
from typing import Any

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.diff.changes import applied, changes
from store.diff.json_patch import json_patch, patch_of
from tests.diff.json_values import same, version
from tests.diff.test_diff_laws import JSON, LAW, NAMED, SCALARS, edited_versions


def assert_leads(before: object, after: object) -> None:
    """Hold the patch to the law: an independent library makes the state after of it, and writes it as it reads it."""
    patch = json_patch(before, after)
    assert same(jsonpatch.apply_patch(before, patch), after)
    assert same(jsonpatch.apply_patch(before, json.loads(json.dumps(patch))), after)


@LAW
@given(JSON, JSON)
def test_an_independent_library_makes_the_state_after_of_the_patch(before: object, after: object) -> None:
    assert_leads(before, after)


@LAW
@given(NAMED, NAMED)
def test_the_law_holds_for_named_elements_gone_new_moved_and_changed_at_once(before: object, after: object) -> None:
    assert_leads(before, after)


@LAW
@given(st.lists(SCALARS, max_size=8), st.lists(SCALARS, max_size=8))
def test_the_law_holds_for_lists_of_scalars(before: object, after: object) -> None:
    assert_leads(before, after)


@LAW
@given(edited_versions())
def test_the_law_holds_for_versions_of_a_schedule(pair: tuple[Any, Any]) -> None:
    assert_leads(*pair)


@LAW
@given(st.permutations("abcdefgh"), st.permutations("cdefghij"), st.integers(0, 8), st.integers(0, 8))
def test_no_more_operations_than_elements_that_are_gone_new_or_in_another_place(
    old: list[str], new: list[str], few: int, many: int
) -> None:
    before, after = ([{"uid": name, "inside": {"at": 1}} for name in names] for names in (old[few:], new[many:]))
    patch = json_patch(before, after)
    assert len(patch) == len(changes(before, after))
    assert all(operation.get("from") != operation["path"] for operation in patch)
    assert jsonpatch.apply_patch(before, patch) == after


@LAW
@given(JSON, JSON)
def test_making_and_applying_a_patch_modifies_neither_state(before: object, after: object) -> None:
    kept = deepcopy((before, after))
    jsonpatch.apply_patch(before, json_patch(before, after))
    assert same([before, after], list(kept))


def test_an_amount_is_one_operation() -> None:
    after = version()
    after["spec"]["series"][1]["spec"]["data"][5]["amount"] = 12.5
    path = "/spec/series/1/spec/data/5/amount"
    assert json_patch(version(), after) == [{"op": "replace", "path": path, "value": 12.5}]


def test_a_moved_element_is_moved_and_changed_where_it_then_is() -> None:
    before = [{"uid": "a"}, {"uid": "b"}, {"uid": "c", "n": [1]}]
    assert json_patch(before, [{"uid": "c", "n": [2]}, {"uid": "a"}, {"uid": "b"}]) == [
        {"op": "move", "from": "/2", "path": "/0"},
        {"op": "replace", "path": "/0/n/0", "value": 2},
    ]


def test_elements_are_removed_from_the_end_and_placed_from_the_start() -> None:
    names = [{"uid": name} for name in "abcdxy"]
    before, after = names[:4], [names[4], names[3], names[1], names[5]]
    assert json_patch(before, after) == [
        {"op": "remove", "path": "/2"},
        {"op": "remove", "path": "/0"},
        {"op": "add", "path": "/0", "value": {"uid": "x"}},
        {"op": "move", "from": "/2", "path": "/1"},
        {"op": "add", "path": "/3", "value": {"uid": "y"}},
    ]


@pytest.mark.parametrize(
    ("before", "after", "operation"),
    [
        ([1], {"a": 1}, {"op": "replace", "path": "", "value": {"a": 1}}),
        (None, False, {"op": "replace", "path": "", "value": False}),
        ({}, {"": None}, {"op": "add", "path": "/", "value": None}),
        ({"a/b": {"m~n": 1, "~1": 2}}, {"a/b": {"~1": 2}}, {"op": "remove", "path": "/a~1b/m~0n"}),
        ({"-": [1]}, {"-": [1, 2]}, {"op": "add", "path": "/-/1", "value": 2}),
        ({"a": 1, "0": [True]}, {"a": 1.0, "0": [1]}, {"op": "replace", "path": "/0/0", "value": 1}),
        ({"\ud800": 10**40}, {"\ud800": 10**40 + 1}, {"op": "replace", "path": "/\ud800", "value": 10**40 + 1}),
    ],
)
def test_keys_and_values_of_every_kind(before: object, after: object, operation: object) -> None:
    assert json_patch(before, after) == [operation]
    assert_leads(before, after)


def test_the_same_states_need_no_operation() -> None:
    assert json_patch({"a": [1, float("nan")]}, {"a": [1.0, float("nan")]}) == []


def test_a_long_list_in_another_order_takes_no_time_that_grows_with_its_square() -> None:
    def seconds(count: int) -> float:
        before = [{"uid": number, "n": number} for number in range(count)]
        found = changes(before, Random(count).sample(before, count))
        # the time of this process alone: the machine does other things too
        return min(repeat(lambda: patch_of(found), timer=process_time, number=1, repeat=2))

    assert seconds(48_000) < 9 * seconds(12_000)


def test_the_moves_of_a_long_list_lead_to_its_other_order() -> None:
    before = [{"uid": number, "n": number} for number in range(5_000)]
    patch = json_patch(before, before[::-1])
    assert len(patch) == 4_999
    assert {operation["op"] for operation in patch} == {"move"}
    at = [one["uid"] for one in before]
    for operation in patch:
        at.insert(int(str(operation["path"])[1:]), at.pop(int(str(operation["from"])[1:])))
    assert at == list(range(4_999, -1, -1))


SHAPES: dict[str, Callable[[object], object]] = {
    "lists": lambda value: [value],
    "objects": lambda value: {"a": value},
    "named": lambda value: [{"uid": "a", "b": value}],
    "behind a flat element": lambda value: [0, value],
    "unmatched": lambda value: [["x"], value, 1],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_nested_deeper_than_python_calls_functions_is_compared_patched_and_applied(shape: str) -> None:
    levels = 4 * sys.getrecursionlimit()

    def nested(value: object) -> Any:
        for _ in range(levels):
            value = SHAPES[shape](value)
        return value

    before, after = nested(value=1), nested(value=[0, 2])
    found = changes(before, after)
    (operation,) = json_patch(before, after)
    assert operation["op"] == "replace"
    assert str(operation["path"]).count("/") == levels * (2 if shape == "named" else 1)
    assert operation["value"] == [0, 2]
    assert changes(applied(before, found), after) == []
    assert changes([0, before], [after, before]) != []
