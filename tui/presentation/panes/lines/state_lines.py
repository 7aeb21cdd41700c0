"""What changed between two states, as lines: changed members, elements by identity, the rest folded."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from store.diff.changes import ChangeKind, Element
from store.model.snapshot import NOTHING, recognised
from store.model.texts.inert import counted
from tui.presentation.changes.comparison import Node
from tui.presentation.changes.element_text import element_spans, route
from tui.presentation.changes.place import Place, Sight
from tui.presentation.panes.lines.context_lines import context_lines, unchanged_lines
from tui.presentation.panes.lines.leaf_lines import leaf_lines
from tui.presentation.panes.lines.quarter_hour_lines import MANY_RUNS, changed_quarter_lines, energies, totals
from tui.presentation.panes.lines.value_lines import DEEPEST, label_spans, quarters_at
from tui.presentation.panes.members import Changed, Members, by_weight, members
from tui.presentation.panes.pane_lines import Extent, Fold, Look, PaneLine, Sign, Span, Spans
from tui.presentation.panes.quarter_hour_runs import Quarters, runs

_NAMED = 3
"""How much of the bookkeeping a fold names."""


def state_lines(sight: Sight, place: Place, node: Node, reasons: Iterable[PaneLine] = ()) -> Iterator[PaneLine]:
    """Yield the members that changed inside of two states, then a fold of the unchanged.

    Statuses come first, the `reasons` for them next, bookkeeping last, which is folded unless it is an event's.
    With context all stand in their place.
    """
    if sight.unfolded.extent is Extent.CONTEXT:
        yield from reasons
        yield from context_lines(sight, place, node, _changed_lines)
        return
    found = members(sight, place, node)
    first, others, bookkeeping = by_weight(sight, place, found)
    yield from _all_changed(sight, first)
    yield from reasons
    yield from _all_changed(sight, others)
    yield from _bookkeeping_lines(sight, place, bookkeeping)
    yield from _unchanged_lines(sight, place, found)


def _all_changed(sight: Sight, changed: Changed) -> Iterator[PaneLine]:
    for one, below in changed:
        yield from _changed_lines(sight, one, below)


def _bookkeeping_lines(sight: Sight, place: Place, changed: Changed) -> Iterator[PaneLine]:
    """Yield bookkeeping that differs: line by line for an event, else a fold that counts and names it."""
    if not changed or sight.comparison.event is not None:
        yield from _all_changed(sight, changed)
        return
    # a tuple is no step of a path, so that no key of the data is taken for this line
    key = (*place.key, ("bookkeeping",))
    is_open = sight.unfolded.is_open(key, usually=False)
    names = ", ".join(one.label for one, _ in changed[:_NAMED]) + (", …" if len(changed) > _NAMED else "")
    words = f"{counted(len(changed))} {'differs' if len(changed) == 1 else 'differ'} in bookkeeping: {names}"
    fold = Fold.OPEN if is_open else Fold.UNCHANGED
    yield PaneLine(key, (Span(words, Look.MUTED),), (), (), depth=place.depth, fold=fold, at=place.at)
    if is_open:
        yield from _all_changed(sight, [(one.deeper(), below) for one, below in changed])


def _unchanged_lines(sight: Sight, place: Place, found: Members) -> Iterator[PaneLine]:
    if not found.unchanged:
        return
    places = (one._replace(depth=place.depth + 1) for one in chain(*found.same))
    yield from unchanged_lines(sight, place, places, found.unchanged)


def _changed_lines(sight: Sight, place: Place, node: Node) -> Iterable[PaneLine]:
    if sight.kept is None or not node.inner:
        return _lines_of_changed(sight, place, node)
    return sight.kept.lines(place.key, place.form, partial(_lines_of_changed, sight, place, node))


def _lines_of_changed(sight: Sight, place: Place, node: Node) -> Iterator[PaneLine]:
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
    found = members(sight, place, node)
    *_, bookkeeping = parts = by_weight(sight, place, found)
    telling = [*parts[0], *parts[1]] or bookkeeping
    quarters = quarters_at(sight, telling[0][0]) if len(telling) == 1 else None
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
    if quarters and sight.unfolded.extent is not Extent.CONTEXT:
        series = telling[0][0]._replace(depth=below.depth)
        yield from changed_quarter_lines(sight, series, quarters)
        yield from _bookkeeping_lines(sight, below, [(one.deeper(), inside) for one, inside in bookkeeping])
        yield from _unchanged_lines(sight, below, found)
    else:
        yield from state_lines(sight, below, node)


def _series_lines(sight: Sight, place: Place, quarters: Quarters) -> Iterator[PaneLine]:
    """Yield quarter-hours that changed: the difference of all of them, and the runs where they are few."""
    is_open = sight.unfolded.is_open(place.key, usually=not _are_many(quarters))
    before, after = energies(quarters)
    yield replace(_header(place, is_open=is_open), before=before, after=after, delta=totals(quarters))
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
    before, after = energies(quarters)
    return replace(header, before=(*before, *who), after=after, delta=(*totals(quarters), *who))


def _move(place: Place) -> Spans:
    step = place.steps[-1]
    if not isinstance(step, Element) or step.before is None or step.after is None:
        return ()
    return (Span(f"  moved from place {step.before + 1} to {step.after + 1}", Look.DELTA),)
