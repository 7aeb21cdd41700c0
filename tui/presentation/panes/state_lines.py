"""What changed between two states, as lines: changed members, elements by identity, the rest folded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from operator import itemgetter

from store.diff.changes import ChangeKind, Element
from store.model.inert import counted, inert
from store.model.snapshot import NOTHING, recognised
from tui.presentation.changes.comparison import Node
from tui.presentation.changes.element_text import element_spans, route
from tui.presentation.changes.place import Place, Sight, inner
from tui.presentation.changes.weight import place_in_order
from tui.presentation.panes.leaf_lines import leaf_lines
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Sign, Span, Spans
from tui.presentation.panes.pane_rows import GUTTER
from tui.presentation.panes.quarter_hour_lines import MANY_RUNS, changed_quarter_lines, energy, totals
from tui.presentation.panes.quarter_hour_runs import Quarters, runs
from tui.presentation.panes.value_lines import (
    DEEPEST,
    element_label,
    identity,
    label_cells,
    label_spans,
    member_lines,
    quarters_at,
)

_LABELS_AT_LEAST = 18
"""Columns that labels may take however narrow a side is; a longer one pushes its value aside."""


@dataclass(slots=True)
class Members:
    """What is inside of an object or list: the places that changed, and those that did not."""

    changed: list[tuple[Place, Node]] = field(default_factory=list)
    same: list[Iterator[Place]] = field(default_factory=list)
    unchanged: int = 0


def state_lines(sight: Sight, place: Place, node: Node, reasons: Iterable[PaneLine] = ()) -> Iterator[PaneLine]:
    """Yield the members that changed inside of two states, then a fold of the unchanged.

    Statuses come first, the `reasons` for them next, bookkeeping last.
    """
    found = _members(sight, place, node)
    for changed, following in zip(_by_weight(sight, place, found), (reasons, (), ()), strict=True):
        for one, below in changed:
            yield from _changed_lines(sight, one, below)
        yield from following
    yield from _unchanged_lines(sight, place, found)


def _by_weight(sight: Sight, place: Place, found: Members) -> tuple[list[tuple[Place, Node]], ...]:
    """Return what changed in three parts: statuses, anything else, bookkeeping; labels in one column."""
    cells = max(place.cells, label_cells([one.label for one, _ in found.changed]))
    cells = min(cells, max(_LABELS_AT_LEAST, (sight.width - GUTTER) // 2))
    weighed = sorted(((place_in_order(one.steps[-1]), one, below) for one, below in found.changed), key=itemgetter(0))
    parts: tuple[list[tuple[Place, Node]], ...] = ([], [], [])
    for weight, one, below in weighed:
        parts[(weight > 0) - (weight < 0) + 1].append((one._replace(cells=cells), below))
    return parts


def _unchanged_lines(sight: Sight, place: Place, found: Members) -> Iterator[PaneLine]:
    if not found.unchanged:
        return
    key = (*place.key, "unchanged")
    is_open = sight.unfolded.is_open(key, usually=False)
    where = f" in {place.label}" if isinstance(place.value, list) and place.label else ""
    note = Span(f"{counted(found.unchanged)} unchanged{where}", Look.MUTED)
    fold = Fold.OPEN if is_open else Fold.UNCHANGED
    yield PaneLine(key, (note,), (), (), depth=place.depth, fold=fold, at=place.at)
    if is_open:
        places = (one._replace(depth=place.depth + 1) for one in chain(*found.same))
        yield from member_lines(sight, place.deeper(), places, found.unchanged, opened=False)


def _members(sight: Sight, place: Place, node: Node) -> Members:
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


def _changed_lines(sight: Sight, place: Place, node: Node) -> Iterator[PaneLine]:
    change = node.change
    if change is not None and change.kind is not ChangeKind.MOVED:
        yield from leaf_lines(sight, place, change)
    elif quarters := quarters_at(sight, place):
        yield from _series_lines(sight, place, quarters)
    elif len(place.steps) >= DEEPEST:
        yield replace(_header(place, is_open=False), fold=None, delta=(Span("changed further inside", Look.MUTED),))
    elif isinstance(place.value, list):
        yield from state_lines(sight, place, node)
    else:
        yield from _object_lines(sight, place, node)


def _object_lines(sight: Sight, place: Place, node: Node) -> Iterator[PaneLine]:
    """Yield an object that changed inside: what it is, and its changes one step further in.

    Where nothing but its quarter-hours changed they stand right under it.
    """
    found = _members(sight, place, node)
    quarters = quarters_at(sight, found.changed[0][0]) if len(found.changed) == 1 else None
    is_open = sight.unfolded.is_open(place.key, usually=bool(node.inner) and not _are_many(quarters))
    moved = _move(place) if node.change else ()
    header = replace(_header(place, is_open=is_open), change=bool(moved) or not is_open)
    yield (
        _with_energy(sight, header, place, quarters)
        if quarters
        else replace(header, before=_known(sight, place.before), after=_known(sight, place.after), delta=moved)
    )
    if not is_open:
        return
    below = place._replace(depth=place.depth + 1, cells=0)
    if quarters:
        series = found.changed[0][0]._replace(depth=below.depth)
        yield from changed_quarter_lines(sight, series, quarters)
        yield from _unchanged_lines(sight, below, found)
    else:
        yield from state_lines(sight, below, node)


def _series_lines(sight: Sight, place: Place, quarters: Quarters) -> Iterator[PaneLine]:
    """Yield quarter-hours that changed: the difference of all of them, and the runs where they are few."""
    is_open = sight.unfolded.is_open(place.key, usually=not _are_many(quarters))
    yield replace(
        _header(place, is_open=is_open),
        before=energy([step.before for step in quarters.steps]),
        after=energy([step.after for step in quarters.steps]),
        delta=totals(quarters),
    )
    if is_open:
        yield from changed_quarter_lines(sight, place.deeper(), quarters)


def _header(place: Place, *, is_open: bool) -> PaneLine:
    return PaneLine(
        place.key,
        label_spans(place),
        (),
        (),
        sign=Sign.SAME if is_open else Sign.CHANGED,
        depth=place.depth,
        fold=Fold.OPEN if is_open else Fold.CLOSED,
        joint="",
        change=not is_open,
        at=place.at,
    )


def _are_many(quarters: Quarters | None) -> bool:
    """Return whether quarter-hours make too many lines to be open at first."""
    changed = (run for run in runs(quarters.steps if quarters else ()) if not run[0].same)
    return next(islice(changed, MANY_RUNS, None), None) is not None


def _known(sight: Sight, side: object) -> Spans:
    """Return what a series or anomaly is; nothing for an object of which only the size is known."""
    known = recognised(side) if isinstance(side, dict) else NOTHING
    one = [*known.series, *known.anomalies]
    return element_spans(side, sight.comparison.party, Look.MUTED) if len(one) == 1 and not known.version else ()


def _with_energy(sight: Sight, header: PaneLine, place: Place, quarters: Quarters) -> PaneLine:
    """Return the line of a series of which nothing but amounts changed: the energy first, then whose it is."""
    party = sight.comparison.party
    words = [" ".join(route(one, party)) for one in recognised(place.after).series]
    who = tuple(Span(f"  {word}", Look.MUTED) for word in words if word)
    before, after = energy([step.before for step in quarters.steps]), energy([step.after for step in quarters.steps])
    return replace(header, before=(*before, *who), after=after, delta=(*totals(quarters), *who))


def _move(place: Place) -> Spans:
    step = place.steps[-1]
    if not isinstance(step, Element) or step.before is None or step.after is None:
        return ()
    return (Span(f"  moved from place {step.before + 1} to {step.after + 1}", Look.DELTA),)
