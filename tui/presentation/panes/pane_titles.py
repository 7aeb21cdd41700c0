"""What stands in the upper edges of the change panes."""

from bisect import bisect_right
from collections.abc import Sequence

from store.model.inert import counted
from tui.presentation.changes.comparison import Comparison


def pane_title(comparison: Comparison, stops: Sequence[int], cursor: int, left: int | None) -> str:
    """Return the title of the pane: what its two sides are, and how many changes there are.

    `stops` are the numbers of the lines that changed, in order; `left` are the columns of the side before,
    None where both sides share every row.
    """
    if comparison.event.before is None and comparison.event.after is None:
        return "Event"
    keys = " · n/N" if _leads_on(stops, cursor) else ""
    if comparison.event.before is None:
        return f"After ── nothing before{keys}"
    if comparison.event.after is None:
        return f"Before ── nothing after{keys}"
    if left is None:
        return f"Before → After ── {_changes(stops, cursor)}"
    return f"Before {'┬':─>{max(1, left - 7)}} After ── {_changes(stops, cursor)}"


def _changes(stops: Sequence[int], cursor: int) -> str:
    """Return how many changes there are, and which one is under the cursor."""
    if not stops:
        return "no changes"
    keys = " · n/N" if _leads_on(stops, cursor) else ""
    number = bisect_right(stops, cursor)
    if number and stops[number - 1] == cursor:
        return f"change {counted(number)} of {counted(len(stops))}{keys}"
    return f"{counted(len(stops))} {'change' if len(stops) == 1 else 'changes'}{keys}"


def _leads_on(stops: Sequence[int], cursor: int) -> bool:
    """Return whether there is a change to step to."""
    return any(stop != cursor for stop in stops)
