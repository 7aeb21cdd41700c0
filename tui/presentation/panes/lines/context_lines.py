"""Members of two states in their place: what changed, what stands next to it, and the rest folded between."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from store.diff.changes import Element
from store.model.texts.inert import counted, inert
from tui.presentation.changes.comparison import Node
from tui.presentation.changes.place import Place, Sight, inner
from tui.presentation.panes.lines.quarter_hour_lines import NEIGHBOURS
from tui.presentation.panes.lines.value_lines import element_label, identity, label_cells, member_lines, value_lines
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Span

ChangedLines = Callable[[Sight, Place, Node], Iterable[PaneLine]]
"""What draws a member that changed."""


def context_lines(sight: Sight, place: Place, node: Node, changed_lines: ChangedLines) -> Iterator[PaneLine]:
    """Yield the members of two states in the order after, what is gone where it was.

    Those that did not change are shown next to one that did, the others folded in their place.
    """
    steps = _steps(place, node)
    near = {
        neighbour
        for number, step in enumerate(steps)
        if step in node.inner
        for neighbour in range(number - NEIGHBOURS, number + NEIGHBOURS + 1)
    }
    cells = max(place.cells, label_cells([_label(place, steps[number]) for number in near if 0 <= number < len(steps)]))
    for shown, group in groupby(range(len(steps)), near.__contains__):
        numbers = list(group)
        if not shown:
            places = (_member(place, steps[number])._replace(depth=place.depth + 1) for number in numbers)
            yield from unchanged_lines(sight, place, places, len(numbers), numbers[0])
            continue
        for number in numbers:
            one = _member(place, steps[number])._replace(cells=cells)
            below = node.inner.get(steps[number])
            yield from value_lines(sight, one) if below is None else changed_lines(sight, one, below)


def unchanged_lines(
    sight: Sight, place: Place, places: Iterator[Place], count: int, first: int = 0
) -> Iterator[PaneLine]:
    """Yield the fold of so many members that did not change, and the members where it is open.

    `first` tells it from the other folds of the same object or list.
    """
    # a tuple is no step of a path, so that no key of the data is taken for this line
    key = (*place.key, ("unchanged", first))
    is_open = sight.unfolded.is_open(key, usually=False)
    where = f" in {place.label}" if isinstance(place.value, list) and place.label else ""
    note = Span(f"{counted(count)} unchanged{where}", Look.MUTED)
    fold = Fold.OPEN if is_open else Fold.UNCHANGED
    yield PaneLine(key, (note,), (), (), depth=place.depth, fold=fold, at=place.at)
    if is_open:
        yield from member_lines(sight, place.deeper(), places, count, opened=False)


def _steps(place: Place, node: Node) -> Sequence[str | Element]:
    if isinstance(place.before, list) and isinstance(place.after, list):
        return _elements(len(place.before), place.after, node)
    if isinstance(place.before, dict) and isinstance(place.after, dict):
        return _keys(place.before, place.after)
    return ()


def _keys(before: dict[str, object], after: dict[str, object]) -> list[str]:
    """Return all keys in the order after, those that are gone behind the one that they came behind."""
    behind: dict[str | None, list[str]] = {}
    last = None
    for key in before:
        if key in after:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    return [*behind.get(None, ()), *(one for key in after for one in (key, *behind.get(key, ())))]


def _elements(count: int, after: list[object], node: Node) -> list[Element]:
    """Return all elements of two lists in the order after, those that are gone behind the one they came behind."""
    touched = [step for step in node.inner if isinstance(step, Element)]
    gone = {step.before: step for step in touched if step.after is None}
    known = {step.after: step for step in touched if step.after is not None}
    taken = {step.before for step in touched}
    rest = (position for position in range(count) if position not in taken)
    found: list[Element] = []
    for position in range(-1, len(after)):
        step = known.get(position)
        if position >= 0:
            step = step or Element(next(rest, None), position, identity(after[position]))
            found.append(step)
        following = -1 if position < 0 else step.before if step else None
        while following is not None and (following := following + 1) in gone:
            found.append(gone[following])
    return found


def _label(place: Place, step: str | Element) -> str:
    return inert(step, 60) if isinstance(step, str) else element_label(inert(place.name, 40), step)


def _member(place: Place, step: str | Element) -> Place:
    sides = inner(place.before, step, "before"), inner(place.after, step, "after")
    return place.member((step,), _label(place, step), *sides)
