"""Which elements of two lists belong together.

By identity where every element is an object with a key that names it, else by the longest common
subsequence, with what lies between paired in order.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import lt
from typing import NamedTuple

from store.diff.equality import Forms, is_flat

IDENTITY_KEYS = ("time_series_uid", "uid", "ts", "pos", "code")
"""Keys that name an element among its neighbours, the one to prefer first.

The uid of a series differs from version to version, its `time_series_uid` stays.
"""

_NAME_TYPES = frozenset({str, int})
"""The types of names; a truth value, null or a fraction is none."""

_MOST_CELLS = 40_000
"""The longest common subsequence is sought in tables up to this size (a few milliseconds)."""


class Alignment(NamedTuple):
    """How two lists relate; all numbers are 0-based positions.

    `pairs` (before, after) are the elements that belong together and may differ, `moved` those whose
    order among the others changed; pairs that stayed and are the same appear nowhere.
    """

    key: str | None = None
    pairs: Sequence[tuple[int, int]] = ()
    removed: Sequence[int] = ()
    added: Sequence[int] = ()
    moved: Sequence[tuple[int, int]] = ()


SAME = Alignment()
"""The alignment of two lists without any difference."""


def aligned(before: Sequence[object], after: Sequence[object], forms: Forms) -> Alignment:
    """Return which elements of two lists belong together, are gone, new or moved.

    `forms` are those of the values that the lists are part of.
    """
    level = len(before) == len(after)
    positions = _doubtful(before, after, forms) if level else ()
    if level and not positions:
        return SAME
    if not before or not after:
        one = before or after
        key = next((key for key in _keys(one) if _names(one, key) is not None), None)
        return Alignment(key, removed=range(len(before)), added=range(len(after)))
    for key in _keys(before):
        if level and in_place(before, after, positions, key):
            return Alignment(key, [(position, position) for position in positions])
        names_before, names_after = _names(before, key), _names(after, key)
        if names_before is not None and names_after is not None:
            how = _by_name(key, names_before, names_after)
            sides = [before[i] for i, _ in how.pairs], [after[j] for _, j in how.pairs]
            return how._replace(pairs=[how.pairs[position] for position in _doubtful(*sides, forms)])
    return _in_order(before, after, forms)


def _doubtful(before: Sequence[object], after: Sequence[object], forms: Forms) -> Sequence[int]:
    """Return the positions that may differ: the bulk comparison pays where elements are flat."""
    return forms.doubtful(before, after) if before and is_flat(before[0]) else range(len(before))


def _keys(elements: Sequence[object]) -> list[str]:
    """Return the keys that may name the elements, judged by the first."""
    first = elements[0] if elements else None
    return [key for key in IDENTITY_KEYS if key in first] if isinstance(first, dict) else []


def in_place(before: Sequence[object], after: Sequence[object], positions: Sequence[int], key: str) -> bool:
    """Return whether a key names every element, no two alike, and after the same ones in the same order.

    `positions` are those at which the two lists may differ.
    """
    if not _is_unique(before, key):
        return False
    for position in positions:
        one, other = before[position], after[position]
        if not isinstance(one, dict) or not isinstance(other, dict):
            return False
        if type(one[key]) not in _NAME_TYPES or one[key] != other.get(key):
            return False
    return True


def _is_unique(elements: Sequence[object], key: str) -> bool:
    """Return whether all elements have values under a key, no two the same."""
    try:
        # an element that is no object, or lacks the key, answers with the errors below
        return len({element[key] for element in elements}) == len(elements)  # type: ignore[index]
    except (KeyError, TypeError):
        return False


def _names(elements: Sequence[object], key: str) -> list[str | int] | None:
    """Return what each element is called under a key; None unless all have names and no two the same."""
    if not _is_unique(elements, key):
        return None
    names = [element[key] for element in elements if isinstance(element, dict)]
    return names if _NAME_TYPES.issuperset(map(type, names)) else None


def _by_name(key: str, names_before: Sequence[str | int], names_after: Sequence[str | int]) -> Alignment:
    """Return the alignment by names, with every pair whether it differs or not."""
    where = {name: position for position, name in enumerate(names_before)}
    matched = [(where[name], position) for position, name in enumerate(names_after) if name in where]
    kept = {position for position, _ in matched}
    found = {position for _, position in matched}
    stayed = _longest_rise([position for position, _ in matched])
    return Alignment(
        key=key,
        pairs=matched,
        removed=[position for position in range(len(names_before)) if position not in kept],
        added=[position for position in range(len(names_after)) if position not in found],
        moved=[pair for index, pair in enumerate(matched) if index not in stayed],
    )


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the indices of a longest increasing subsequence of distinct numbers."""
    if all(map(lt, numbers, numbers[1:])):
        return set(range(len(numbers)))
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        previous.append(ends[length - 1] if length else -1)
        tails[length : length + 1], ends[length : length + 1] = [number], [index]
    rise: set[int] = set()
    index = ends[-1]
    while index >= 0:
        rise.add(index)
        index = previous[index]
    return rise


def _in_order(before: Sequence[object], after: Sequence[object], forms: Forms) -> Alignment:
    forms_before, forms_after = [forms.form(one) for one in before], [forms.form(one) for one in after]
    pairs: list[tuple[int, int]] = []
    removed: list[int] = []
    added: list[int] = []
    i = j = 0
    for next_i, next_j in [*_common(forms_before, forms_after), (len(before), len(after))]:
        both = min(next_i - i, next_j - j)
        pairs += zip(range(i, i + both), range(j, j + both), strict=True)
        removed += range(i + both, next_i)
        added += range(j + both, next_j)
        i, j = next_i + 1, next_j + 1
    return Alignment(None, pairs, removed, added)


def _common(before: Sequence[object], after: Sequence[object]) -> list[tuple[int, int]]:
    """Return the positions of a longest common subsequence, of only both ends where that costs too much."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    rows, columns = len(before) - end - start, len(after) - end - start
    middle: list[tuple[int, int]] = []
    if rows * columns <= _MOST_CELLS:
        middle = _subsequence(before[start : start + rows], after[start : start + columns])
    return [
        *((position, position) for position in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((len(before) - end + k, len(after) - end + k) for k in range(end)),
    ]


def _subsequence(before: Sequence[object], after: Sequence[object]) -> list[tuple[int, int]]:
    """Return the positions of a longest common subsequence, by the table of lengths from each place on."""
    lengths = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in range(len(before) - 1, -1, -1):
        row, below, one = lengths[i], lengths[i + 1], before[i]
        for j in range(len(after) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if one == after[j] else max(below[j], row[j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(before) and j < len(after):
        if before[i] == after[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
