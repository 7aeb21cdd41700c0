"""Two versions of a schedule compared: 20 series of 96 quarter-hours, 60 amounts changed."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import dictdiffer
import jsonpatch
from deepdiff import DeepDiff

from store.diff.changes import changes
from store.diff.days.quarter_hours import series_changes
from store.diff.json_patch import json_patch
from tests.bench.asked import Asked
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, Way
from tests.bench.turns import called
from tests.diff.json_values import version

SERIES = 20
POINTS = 96
CHANGED = 60
SEED = 20260326

FLOOR = "floor: plain recursion"

MOST_SECONDS = 0.0005
MOST_FLOORS = 2.17
"""How many times the floor the limit was on the machine on which it was set."""


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


WHY = "the plain recursion, which pairs nothing, took 0.23 ms where the limit was set and takes the more here"


def diff(_asked: Asked | None = None) -> Group:
    """Return the comparison of ours with its peers, each as it comes."""
    before, after = two_versions()
    expected = f"{CHANGED} changes"

    def way(name: str, run: Callable[[], object], found: Callable[[Any], str] = _counted) -> Way:
        return called(name, run, found, expected)

    def patched(patch: Any) -> str:
        """Return how many operations a patch has, if it makes the state after."""
        return _counted(patch) if jsonpatch.apply_patch(before, patch) == after else "another state"

    jsonpatch_way = way("jsonpatch", lambda: jsonpatch.make_patch(before, after).patch, patched)
    peers = (
        way("dictdiffer", lambda: list(dictdiffer.diff(before, after))),
        jsonpatch_way,
        way("DeepDiff", lambda: DeepDiff(before, after), _values),
    )
    floor = way(FLOOR, lambda: plain_recursion(before, after, (), []))
    faster = [Limit(1, times=peer.name) for peer in peers]
    return Group(
        title=f"Two versions compared: {SERIES} series × {POINTS} quarter-hours, {CHANGED} amounts changed",
        note=f"Every way must find {expected}.",
        comparisons=[
            Comparison(
                [
                    Figure(
                        "time",
                        "changes",
                        limits=[Limit(MOST_SECONDS), Limit(MOST_FLOORS, times=FLOOR), *faster],
                        why=WHY,
                    )
                ],
                [floor, way(OURS, lambda: changes(before, after)), *peers],
            ),
            Comparison(
                [Figure("time", "as a JSON patch", limits=[Limit(1, times="jsonpatch")])],
                [way(OURS, lambda: json_patch(before, after), patched), jsonpatch_way],
            ),
            Comparison(
                [Figure("time", "by series and quarter-hour")],
                [floor, way(OURS, lambda: series_changes(before, after), _quarter_hours)],
            ),
        ],
        packages=("deepdiff", "dictdiffer", "jsonpatch"),
    )


def _counted(found: Any) -> str:
    return f"{len(found)} changes"


def _values(found: Any) -> str:
    return _counted(found["values_changed"])


def _quarter_hours(found: Any) -> str:
    return f"{sum(len(one.quarter_hours) for one in found)} changes"
