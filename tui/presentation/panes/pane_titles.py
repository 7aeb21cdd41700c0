"""What stands in the upper edges of the change panes."""

from bisect import bisect_right
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from store.diff.changes import MISSING
from store.diff.versions.sides import Side
from store.model.texts.inert import counted, inert
from tui.presentation.changes.comparison import Comparison
from tui.presentation.panes.lines.change_lines import Drawn

_SHARED_CELLS = 30
"""How much of a side's name there is room for where both stand in a row."""


def pane_title(drawn: Drawn, cursor: int, *, walks: bool = True) -> str:
    """Return the title of the pane: what its two sides are, how many changes there are, and how to `walk` them."""
    comparison, stops, left = drawn.comparison, drawn.stops, drawn.half
    before, after = comparison.sides
    if before.state is MISSING and after.state is MISSING and comparison.event:
        return "Event"
    keys = " · n/N" if walks and _leads_on(stops, cursor) else ""
    one, other = _name(before, comparison), _name(after, comparison)
    if before.state is MISSING:
        return f"{_short(other)} ── nothing before{keys}"
    if after.state is MISSING:
        return f"{_short(one)} ── nothing after{keys}"
    changes = f"{_changes(stops, cursor)}{keys}"
    if left is None:
        return f"{_short(one)} → {_short(other)} ── {changes}"
    one, other = _short(one, left - 3), _short(other, left - len(changes) - 4)
    return f"{one} {'┬':─>{max(1, left - cell_len(one) - 1)}} {other} ── {changes}"


def _name(side: Side, comparison: Comparison) -> str:
    """Return what a side is called, on one line and inert; that of an event with a capital letter."""
    return side.title.capitalize() if comparison.event else inert(side.title, 200)


def _short(name: str, room: int = _SHARED_CELLS) -> str:
    return name if cell_len(name) <= room else set_cell_size(name, max(1, room) - 1) + "…"


def _changes(stops: Sequence[int], cursor: int) -> str:
    """Return how many changes there are, and which one is under the cursor."""
    if not stops:
        return "no changes"
    number = bisect_right(stops, cursor)
    if number and stops[number - 1] == cursor:
        return f"change {counted(number)} of {counted(len(stops))}"
    return f"{counted(len(stops))} {'change' if len(stops) == 1 else 'changes'}"


def _leads_on(stops: Sequence[int], cursor: int) -> bool:
    """Return whether there is a change to step to."""
    return any(stop != cursor for stop in stops)
