"""What stands in the upper edges of the change panes."""

from bisect import bisect_right
from collections.abc import Sequence

from tui.presentation.changes.comparison import Comparison
from tui.presentation.inert import counted

BEFORE = "Before"


def after_title(comparison: Comparison, stops: Sequence[int], cursor: int, *, unified: bool) -> str:
    """Return the title of the pane that shows the state after, or both.

    `stops` are the numbers of the lines that changed, in order.
    """
    if comparison.event.before is None and comparison.event.after is None:
        return "Event"
    keys = " · n/N" if stops else ""
    if comparison.event.before is None:
        return f"After ── nothing before{keys}"
    if comparison.event.after is None:
        return f"Before ── nothing after{keys}"
    return f"{'Before → After' if unified else 'After'} ── {_changes(stops, cursor)}"


def _changes(stops: Sequence[int], cursor: int) -> str:
    """Return how many changes there are, and which one is under the cursor."""
    if not stops:
        return "no changes"
    number = bisect_right(stops, cursor)
    if number and stops[number - 1] == cursor:
        return f"change {counted(number)} of {counted(len(stops))} · n/N"
    return f"{counted(len(stops))} {'change' if len(stops) == 1 else 'changes'} · n/N"
