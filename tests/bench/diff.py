"""Two versions of a schedule compared: 20 series of 96 quarter-hours, 60 amounts changed."""

import json
from random import Random
from typing import Any

import dictdiffer
import jsonpatch
from deepdiff import DeepDiff

from store.diff.changes import changes
from store.diff.json_patch import json_patch
from store.diff.quarter_hours import series_changes
from tests.bench.measuring import Bench, Limit, Way
from tests.json_values import version

SERIES = 20
POINTS = 96
CHANGED = 60
SEED = 20260326

OURS = "ours: changes"
FLOOR = "floor: plain recursion"
PEERS = ("dictdiffer", "jsonpatch", "DeepDiff")

MOST_SECONDS = 0.0005
FLOOR_SECONDS = 0.00023
"""The floor on the machine on which the limit was set: what is allowed is as many times the floor here."""


def two_versions() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two versions as they are read from a store, without any part in common."""
    before = json.dumps(version(SERIES, POINTS))
    after = json.loads(before)
    chance = Random(SEED)
    for place in chance.sample(range(SERIES * POINTS), CHANGED):
        series, point = divmod(place, POINTS)
        after["spec"]["series"][series]["spec"]["data"][point]["amount"] += chance.choice([0.5, -0.25, 2.0])
    return json.loads(before), after


def plain_recursion(before: object, after: object, path: tuple[object, ...], found: list[object]) -> list[object]:
    """Add what differs to `found` by position alone, equal parts skipped; the least that a difference costs.

    It takes True for 1, knows no elements by name, and a list that grew for another one.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() | after.keys() if before.keys() != after.keys() else before:
            if before.get(key) != after.get(key):
                plain_recursion(before.get(key), after.get(key), (*path, key), found)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for position, (one, other) in enumerate(zip(before, after, strict=True)):
            if one != other:
                plain_recursion(one, other, (*path, position), found)
    else:
        found.append((path, before, after))
    return found


def diff_bench() -> Bench:
    """Return the comparison of ours with its peers, each as it comes."""
    before, after = two_versions()
    return Bench(
        title=f"Two versions compared: {SERIES} series × {POINTS} quarter-hours, {CHANGED} amounts changed",
        expected=f"{CHANGED} changes",
        ways=(
            Way(FLOOR, lambda: plain_recursion(before, after, (), []), _counted),
            Way(OURS, lambda: changes(before, after), _counted),
            Way("ours: json_patch", lambda: json_patch(before, after), lambda patch: _patched(before, after, patch)),
            Way("ours: series_changes", lambda: series_changes(before, after), _quarter_hours),
            Way("dictdiffer", lambda: list(dictdiffer.diff(before, after)), _counted),
            Way(
                "jsonpatch",
                lambda: jsonpatch.make_patch(before, after).patch,
                lambda patch: _patched(before, after, patch),
            ),
            Way("DeepDiff", lambda: DeepDiff(before, after), _values),
        ),
        against=OURS,
        limits=(
            Limit("at most 0.5 ms", OURS, lambda _: MOST_SECONDS),
            Limit(
                f"at most {MOST_SECONDS / FLOOR_SECONDS:.2f} × the floor of this run",
                OURS,
                lambda medians: medians[FLOOR] * MOST_SECONDS / FLOOR_SECONDS,
            ),
            Limit("faster than every peer", OURS, lambda medians: min(medians[peer] for peer in PEERS)),
            Limit("faster than jsonpatch", "ours: json_patch", lambda medians: medians["jsonpatch"]),
        ),
        packages=("deepdiff", "dictdiffer", "jsonpatch"),
    )


def _counted(found: Any) -> str:
    return f"{len(found)} changes"


def _values(found: Any) -> str:
    return _counted(found["values_changed"])


def _quarter_hours(found: Any) -> str:
    return f"{sum(len(one.quarter_hours) for one in found)} changes"


def _patched(before: object, after: object, patch: Any) -> str:
    """Return how many operations a patch has, if it makes the state after."""
    return _counted(patch) if jsonpatch.apply_patch(before, patch) == after else "another state"
