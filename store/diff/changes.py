"""What changed between two snapshots, key by key and element by element; any JSON."""

from collections.abc import Callable, Sequence
from enum import Enum, StrEnum
from functools import partial
from operator import setitem
from typing import NamedTuple

from store.diff.alignment import SAME, aligned
from store.diff.equality import CONTAINERS, Forms, same_scalar
from store.diff.path import Element, Path, json_pointer, path_text

__all__ = [
    "MISSING",
    "Change",
    "ChangeKind",
    "Element",
    "Missing",
    "Path",
    "applied",
    "changes",
    "json_pointer",
    "path_text",
]


class ChangeKind(StrEnum):
    """How a place changed; MOVED is an element whose order among its neighbours changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Missing(Enum):
    """The type of MISSING."""

    MISSING = "missing"


MISSING = Missing.MISSING
"""What a change holds for the side that has nothing there; JSON's null is None."""


class Change(NamedTuple):
    """One difference: its place, its kind and the values of both sides.

    A MOVED element is given whole; what also changed within it follows as changes of their own.
    """

    path: Path
    kind: ChangeKind
    before: object
    after: object


_PLAIN = frozenset({str, float, int})
"""The types whose own equality is the one wanted here."""

_Places = list[tuple[object, object, Path]]


def changes(before: object, after: object) -> list[Change]:
    """Return the differences of two JSON values, none where they are the same.

    Numbers are compared as numbers (1 is 1.0, True is not 1), the order of keys does not count. Elements
    of lists are matched as `store.diff.alignment` says. Outer changes come before inner ones, keys in
    the order they have before, new keys last. JSON of any depth is taken.
    """
    found: list[Change] = []
    forms = Forms()
    places: _Places = [(before, after, ())]
    while places:
        one, other, path = places.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            places += _in_object(one, other, path, found)[::-1]
        elif isinstance(one, list) and isinstance(other, list):
            places += _in_list(one, other, path, found, forms)[::-1]
        elif not same_scalar(one, other):
            found.append(Change(path, ChangeKind.CHANGED, one, other))
    return found


def _in_object(before: dict[str, object], after: dict[str, object], path: Path, found: list[Change]) -> _Places:
    """Add the changes of the keys themselves; return the places inside that are still to compare."""
    inner: _Places = []
    gone = 0
    for key, one in before.items():
        other = after.get(key, MISSING)
        if one is other or (type(one) in _PLAIN and type(one) is type(other) and one == other):
            continue
        if other is MISSING:
            gone += 1
            found.append(Change((*path, key), ChangeKind.REMOVED, one, MISSING))
        elif isinstance(one, CONTAINERS) and isinstance(other, CONTAINERS):
            inner.append((one, other, (*path, key)))
        elif not same_scalar(one, other):
            found.append(Change((*path, key), ChangeKind.CHANGED, one, other))
    if len(after) > len(before) - gone:
        found += [
            Change((*path, key), ChangeKind.ADDED, MISSING, other) for key, other in after.items() if key not in before
        ]
    return inner


def _in_list(before: list[object], after: list[object], path: Path, found: list[Change], forms: Forms) -> _Places:
    """Add the changes of the elements as such, and those inside as far as nothing waits; return what does."""
    how = aligned(before, after, forms)
    if how is SAME:
        return []
    for i in how.removed:
        step = Element(i, None, _identity(before[i], how.key))
        found.append(Change((*path, step), ChangeKind.REMOVED, before[i], MISSING))
    for j in how.added:
        step = Element(None, j, _identity(after[j], how.key))
        found.append(Change((*path, step), ChangeKind.ADDED, MISSING, after[j]))
    for i, j in how.moved:
        step = Element(i, j, _identity(after[j], how.key))
        found.append(Change((*path, step), ChangeKind.MOVED, before[i], after[j]))
    inner: _Places = []
    for i, j in how.pairs:
        one, other = before[i], after[j]
        inside = (*path, Element(i, j, _identity(other, how.key)))
        if not inner and isinstance(one, dict) and isinstance(other, dict):
            # what is flat has no place to wait for
            inner += _in_object(one, other, inside, found)
        else:
            inner.append((one, other, inside))
    return inner


def _identity(element: object, key: str | None) -> str | None:
    """Return what an element is known by, as text."""
    return f"{key}={element[key]}" if key is not None and isinstance(element, dict) else None


def applied(before: object, found: Sequence[Change]) -> object:
    """Return the state after: `applied(before, changes(before, after))` is the same as `after`.

    Nothing given is modified; unchanged parts are shared with `before`, new ones with the changes.
    Changes that were found between other states have no meaning here. JSON of any depth is taken.
    """
    whole: list[object] = [before]
    places: _Unfinished = [(before, found, partial(setitem, whole, 0))]
    depth = 0
    while places:
        inner: _Unfinished = []
        for value, within, put in places:
            put(_replaced(value, within, depth, inner))
        places = inner
        depth += 1
    return whole[0]


_Unfinished = list[tuple[object, Sequence[Change], Callable[[object], None]]]
"""Values of the state before, the changes at and below each, and what puts the value after in its place."""


def _replaced(before: object, found: Sequence[Change], depth: int, inner: _Unfinished) -> object:
    """Return a value with the changes at it, whose paths have `depth` steps; add what is still to do inside of it."""
    within: dict[str | Element, list[Change]] = {}
    for change in found:
        if len(change.path) == depth:
            return change.after
        within.setdefault(change.path[depth], []).append(change)
    if not within:
        return before
    if isinstance(before, list):
        return _replaced_list(before, within, inner)
    if isinstance(before, dict):
        return _replaced_object(before, within, depth + 1, inner)
    raise TypeError(f"changes inside a {type(before).__name__}, which has no inside")


def _replaced_object(
    before: dict[str, object], within: dict[str | Element, list[Change]], depth: int, inner: _Unfinished
) -> dict[str, object]:
    after = dict(before)
    for step, found in within.items():
        if not isinstance(step, str):
            raise TypeError("the change of a list's element, in an object")
        if found[0].kind is ChangeKind.REMOVED and len(found[0].path) == depth:
            del after[step]
        else:
            inner.append((before.get(step, MISSING), found, partial(setitem, after, step)))
    return after


def _replaced_list(before: list[object], within: dict[str | Element, list[Change]], inner: _Unfinished) -> list[object]:
    """Return a list with its changed, new and moved elements still to be put in place, the others in their order."""
    kept = dict(enumerate(before))
    placed: dict[int, tuple[object, list[Change]]] = {}
    for step, found in within.items():
        if not isinstance(step, Element):
            raise TypeError("the change of an object's key, in a list")
        one = MISSING if step.before is None else kept.pop(step.before)
        if step.after is not None:
            placed[step.after] = one, found
    rest = iter(kept.values())
    after = [MISSING if j in placed else next(rest) for j in range(len(kept) + len(placed))]
    inner += [(one, found, partial(setitem, after, j)) for j, (one, found) in placed.items()]
    return after
