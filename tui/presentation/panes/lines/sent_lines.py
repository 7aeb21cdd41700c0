"""What a version that was sent holds, where the states do not say it themselves: its series, one a line."""

from collections.abc import Iterator

from store.diff.changes import MISSING, Element, Path
from store.model.snapshot import recognised
from store.model.texts.inert import counted
from store.model.timeline import Event
from tui.presentation.changes.comparison import Node
from tui.presentation.changes.place import Place, Sight
from tui.presentation.panes.lines.note_lines import heading
from tui.presentation.panes.lines.value_lines import member_lines, value_members
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Span

_PLACES: tuple[tuple[str, ...], ...] = (("spec", "series"), ("series",), ("version", "spec", "series"))

_OPEN_SERIES = 12


def sent_lines(sight: Sight, event: Event) -> Iterator[PaneLine]:
    """Yield the series of a version that was submitted without a change of them; nothing for any other event."""
    comparison = sight.comparison
    if event.row.type != "version.submitted" or not comparison.two_sided or _speaks_of_series(comparison.tree):
        return
    found = next(((steps, inside) for steps in _PLACES if (inside := _at(event.after, steps))), None)
    if found is None:
        return
    steps, series = found
    place = Place(("after", *steps), "series", MISSING, series, root=True)
    is_open = sight.unfolded.is_open(place.key, usually=len(series) <= _OPEN_SERIES)
    counts = {len(one.amounts) for one in recognised(event.after, event.row.type).series}
    each = f"  {counted(max(counts))} amounts each" if len(counts) == 1 and any(counts) else ""
    yield heading("Sent")
    words = (Span(f"{counted(len(series))} series", Look.KEY), Span(each, Look.MUTED))
    yield PaneLine(place.key, words, after=(), fold=Fold.OPEN if is_open else Fold.CLOSED, at=place.at)
    if is_open:
        yield from member_lines(sight, place.inside(), value_members(place.inside()), len(series), opened=False)


def _speaks_of_series(node: Node) -> bool:
    """Return whether a series changed."""
    if node.change is not None and not node.inner:
        return False
    return any(_is_series(step) or _speaks_of_series(below) for step, below in node.inner.items())


def _is_series(step: str | Element) -> bool:
    return step == "series"


def _at(state: object, steps: Path) -> list[object]:
    """Return the list at a place of a state; an empty one where there is anything else."""
    for step in steps:
        state = state.get(step) if isinstance(state, dict) else None
    return state if isinstance(state, list) else []
