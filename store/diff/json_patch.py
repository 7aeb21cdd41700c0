"""Changes as a JSON Patch (RFC 6902): operations that make the state after when applied one after the other."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from store.diff.changes import Change, ChangeKind, changes
from store.diff.path import Element, Path, json_pointer
from store.diff.ranks import Ranks

Operation = dict[str, object]
"""One operation of a patch: `op`, `path`, and `value` or `from` where it has one."""

_Place = tuple[int, int]
"""What orders the elements of a list while it is patched.

An element that stayed has its 0-based position before; one that was placed that of the last element in
front of it that stayed (-1 for none), and then comes after it in the order in which they were placed.
"""


def json_patch(before: object, after: object) -> list[Operation]:
    """Return the JSON Patch from one JSON value to another, empty where they are the same.

    Applied to `before` it gives `after`, numbers compared as numbers. Values are shared with `after`.
    """
    return patch_of(changes(before, after))


def patch_of(found: Sequence[Change]) -> list[Operation]:
    """Return all changes between two states as a JSON Patch; they come in the order of `changes`.

    Outer operations come first, so that the pointers of inner ones are those of the state after. An
    element in another place is moved, and changed inside once it is there.
    """
    operations: list[Operation] = []
    for around, group in groupby(found, _list_around):
        if around is None:
            operations += map(_in_place, group)
        else:
            operations += _in_list(json_pointer(around, "after"), list(group))
    return operations


def _list_around(change: Change) -> Path | None:
    """Return the list in which an element is new, gone or moved; None for any other change."""
    of_element = bool(change.path) and isinstance(change.path[-1], Element)
    return change.path[:-1] if of_element and change.kind is not ChangeKind.CHANGED else None


def _in_place(change: Change) -> Operation:
    """Return the operation on the key of an object, or on a value that another one replaces."""
    pointer = json_pointer(change.path, "after")
    match change.kind:
        case ChangeKind.REMOVED:
            return {"op": "remove", "path": pointer}
        case ChangeKind.ADDED:
            return {"op": "add", "path": pointer, "value": change.after}
    return {"op": "replace", "path": pointer, "value": change.after}


def _in_list(pointer: str, found: Sequence[Change]) -> Iterator[Operation]:
    """Yield the operations on the elements of one list: what is gone from the end, what is placed from the start."""
    steps = [(step, change) for change in found if isinstance(step := change.path[-1], Element)]
    gone = sorted(step.before for step, _ in steps if step.before is not None and step.after is None)
    placed = {step.after: (step.before, change) for step, change in steps if step.after is not None}
    for position in reversed(gone):
        yield {"op": "remove", "path": f"{pointer}/{position}"}
    order, fronts = _order(gone, [before for before, _ in placed.values() if before is not None], sorted(placed))
    ranks = Ranks(order, ((front, after + 1) for after, front in fronts))
    for after, front in fronts:
        before, change = placed[after]
        start = None
        if before is not None:
            start = ranks.rank((before, 0))
            ranks.leave((before, 0))
        place = (front, after + 1)
        end = ranks.rank(place)
        ranks.take(place)
        if start is None:
            yield {"op": "add", "path": f"{pointer}/{end}", "value": change.after}
        else:
            yield {"op": "move", "from": f"{pointer}/{start}", "path": f"{pointer}/{end}"}


def _order(gone: list[int], moved: list[int], placed: list[int]) -> tuple[list[_Place], list[tuple[int, int]]]:
    """Return the places of a list without what is gone, and what stands in front of each position placed.

    That is the position before of the last element in front of it that stayed, -1 for none. The list is
    looked at only as far as the positions reach: behind them everything stays.
    """
    reach = max((*gone, *moved, *placed), default=0) + len(gone) + len(moved) + 1
    left, away = set(gone), {*gone, *moved}
    order = [(position, 0) for position in range(reach) if position not in left]
    stayed = [position for position in range(reach) if position not in away]
    # so many elements in front of a position stayed as were not placed there
    return order, [(after, stayed[after - number - 1] if after > number else -1) for number, after in enumerate(placed)]
