"""Everything the change panes say of one event, as aligned lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from store.diff.changes import MISSING
from store.model.timeline import Event
from tui.presentation.changes.comparison import Comparison, compared
from tui.presentation.changes.place import Place, Sight
from tui.presentation.panes.anomaly_lines import anomaly_lines
from tui.presentation.panes.leaf_lines import leaf_lines
from tui.presentation.panes.note_lines import entry_lines, metadata_lines, note, reason_lines, request_lines
from tui.presentation.panes.pane_lines import Look, PaneLine, Unfolded
from tui.presentation.panes.sent_lines import sent_lines
from tui.presentation.panes.state_lines import state_lines
from tui.presentation.panes.value_lines import inside_lines, value_lines

MOST_LINES = 20_000
"""More lines than this are not built; the last one says so."""


def change_lines(comparison: Comparison, unfolded: Unfolded, width: int, half: int) -> tuple[PaneLine, ...]:
    """Return the lines of an event as far as they are unfolded.

    `width` are the columns of all, `half` those of a side. A status request or an anomaly report in words
    comes first, then the states with the reasons, then what was sent, metadata and entry.
    """
    sight = Sight(comparison, unfolded, width)
    above = [request_lines(sight), *([] if comparison.two_sided else [reason_lines(sight)]), anomaly_lines(sight)]
    states = _states(replace(sight, width=half), map(_wide, reason_lines(sight)))
    below = chain(sent_lines(sight), metadata_lines(sight), entry_lines(sight))
    every = chain(map(_wide, chain(*above)), states, map(_wide, below))
    lines = tuple(islice(every, MOST_LINES))
    if next(every, None) is None:
        return lines
    return (*lines, note(("cut",), "… more lines than can be shown: fold some, or export the event", Look.WARNING))


def _wide(line: PaneLine) -> PaneLine:
    return replace(line, wide=True)


def _states(sight: Sight, reasons: Iterator[PaneLine]) -> Iterator[PaneLine]:
    event = sight.comparison.event
    before = MISSING if event.before is None else event.before
    after = MISSING if event.after is None else event.after
    place = Place((), "state", before, after)
    tree = sight.comparison.tree
    if not place.has_before and not place.has_after:
        yield note(("states",), "No state is recorded with this event.", Look.MUTED)
    elif not sight.comparison.two_sided:
        yield from _whole(sight, place)
    elif tree.change is not None:
        yield from leaf_lines(sight, place, tree.change)
        yield from reasons
    else:
        if not tree.inner:
            yield _wide(note(("states",), "Nothing changed: both states are the same.", Look.MUTED))
        yield from state_lines(sight, place, tree, reasons)


def _whole(sight: Sight, place: Place) -> Iterator[PaneLine]:
    """Yield the only state there is, large parts folded."""
    if isinstance(place.value, dict | list) and place.value:
        yield from inside_lines(sight, place, opened=True)
    else:
        yield from value_lines(sight, place)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One event as the panes show it; `stops` are the numbers of the lines that changed, in order."""

    comparison: Comparison
    lines: tuple[PaneLine, ...]
    stops: tuple[int, ...]


def drawn(event: Event, last: Drawn | None, unfolded: Unfolded, width: int, half: int | None = None) -> Drawn:
    """Return an event drawn in `width` columns, of which each side has `half`, or all.

    The comparison of the last one is used again where it is the same event.
    """
    comparison = last.comparison if last and last.comparison.event is event else compared(event)
    lines = change_lines(comparison, unfolded, width, half or width)
    return Drawn(comparison, lines, tuple(number for number, line in enumerate(lines) if line.change))
