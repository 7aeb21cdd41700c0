"""What is inside of two states, member by member: what changed, how much it matters, and what did not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from store.diff.changes import Element
from store.diff.weight import differs_anyway, place_in_order
from store.model.texts.inert import inert
from tui.presentation.changes.comparison import Node
from tui.presentation.changes.place import Place, Sight, inner
from tui.presentation.panes.lines.value_lines import DEEPEST, element_label, identity, label_cells, quarters_at
from tui.presentation.panes.pane_rows import GUTTER

_LABELS_AT_LEAST = 18
"""Columns that labels may take however narrow a side is; a longer one pushes its value aside."""


@dataclass(slots=True)
class Members:
    """What is inside of an object or list: the places that changed, and those that did not."""

    changed: list[tuple[Place, Node]] = field(default_factory=list)
    same: list[Iterator[Place]] = field(default_factory=list)
    unchanged: int = 0


Changed = list[tuple[Place, Node]]


def by_weight(sight: Sight, place: Place, found: Members) -> tuple[Changed, Changed, Changed]:
    """Return what changed in three parts: statuses, anything else, bookkeeping; labels in one column.

    Between two versions what differs anyway is bookkeeping as well, and so is an element with nothing else.
    """
    cells = max(place.cells, label_cells([one.label for one, _ in found.changed]))
    cells = min(cells, max(_LABELS_AT_LEAST, (sight.width - GUTTER) // 2))
    parts: tuple[Changed, Changed, Changed] = ([], [], [])
    weighed = [(_weight(sight, one, below), one, below) for one, below in found.changed]
    for weight, one, below in sorted(weighed, key=itemgetter(0)):
        parts[(weight > 0) - (weight < 0) + 1].append((one._replace(cells=cells), below))
    return parts


def _weight(sight: Sight, place: Place, node: Node) -> int:
    step = place.steps[-1]
    if sight.comparison.event is not None:
        return place_in_order(step)
    return 1 if _differs_anyway(step, node) else min(0, place_in_order(step))


def _differs_anyway(step: str | Element, node: Node) -> bool:
    """Return whether nothing changed at and below a place but what differs between any two versions."""
    if node.inner:
        return node.change is None and all(_differs_anyway(*one) for one in node.inner.items())
    return differs_anyway(step)


def members(sight: Sight, place: Place, node: Node) -> Members:
    """Return what is inside of a place, sorted into what changed and what did not."""
    found = Members()
    _split(sight, place, node, found, prefix="")
    return found


def _split(sight: Sight, place: Place, node: Node, found: Members, prefix: str) -> None:
    """Sort members into changed and unchanged; an object with one change inside gives up its own line."""
    before, after = place.before, place.after
    if isinstance(before, list) and isinstance(after, list):
        _split_elements(place, before, after, node, found)
    if not isinstance(before, dict) or not isinstance(after, dict):
        return
    keys = [*after, *(key for key in before if key not in after)]
    same = [key for key in keys if key not in node.inner]
    found.unchanged += len(same)
    found.same.append(_keyed(place, same, prefix))
    for one in _keyed(place, [key for key in keys if key in node.inner], prefix):
        below = node.inner[one.steps[-1]]
        if _gives_way(sight, one, below):
            _split(sight, one, below, found, prefix=f"{one.label}.")
        else:
            found.changed.append((one, below))


def _keyed(place: Place, keys: list[str], prefix: str) -> Iterator[Place]:
    for key in keys:
        sides = inner(place.before, key, "before"), inner(place.after, key, "after")
        yield place.member((key,), f"{prefix}{inert(key, 60)}", *sides)


def _split_elements(place: Place, before: list[object], after: list[object], node: Node, found: Members) -> None:
    name = inert(place.name, 40)
    steps = [step for step in node.inner if isinstance(step, Element)]
    for step in sorted(steps, key=lambda one: one.after if one.after is not None else one.before or 0):
        sides = inner(before, step, "before"), inner(after, step, "after")
        found.changed.append((place.member((step,), element_label(name, step), *sides), node.inner[step]))
    gone, new = {step.before for step in steps}, {step.after for step in steps}
    rest = [
        (old, position)
        for old, position in zip(
            (position for position in range(len(before)) if position not in gone),
            (position for position in range(len(after)) if position not in new),
            strict=False,
        )
    ]
    found.unchanged += len(rest)
    found.same.append(_unchanged_elements(place, after, rest))


def _unchanged_elements(place: Place, after: list[object], positions: list[tuple[int, int]]) -> Iterator[Place]:
    name = inert(place.name, 40)
    for old, new in positions:
        step = Element(old, new, identity(after[new]))
        yield place.member((step,), element_label(name, step), after[new], after[new])


def _gives_way(sight: Sight, place: Place, node: Node) -> bool:
    """Return whether the one change inside of an object stands without a line of the object."""
    if node.change is not None or len(node.inner) != 1 or not isinstance(place.value, dict):
        return False
    if len(place.steps) >= DEEPEST:
        return False
    return quarters_at(sight, place) is None
