"""Everything the change panes say of an event, or of any two sides, as aligned lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from store.model.timeline import Event
from tui.presentation.changes.comparison import Comparison, Subject, compared
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
    """Return the lines of a comparison as far as they are unfolded.

    `width` are the columns of all, `half` those of a side. Of an event a status request or an anomaly report
    in words comes first, then the states with the reasons, then what was sent, metadata and entry.
    """
    sight = Sight(comparison, unfolded, width)
    halved = replace(sight, width=half)
    event = comparison.event
    every = _states(halved, ()) if event is None else _of_event(sight, halved, event)
    lines = tuple(islice(every, MOST_LINES))
    if next(every, None) is None:
        return lines
    return (*lines, note(("cut",), "… more lines than can be shown: fold some, or export the event", Look.WARNING))


def _of_event(sight: Sight, halved: Sight, event: Event) -> Iterator[PaneLine]:
    two_sided = sight.comparison.two_sided
    above = [
        request_lines(event),
        *([] if two_sided else [reason_lines(sight, event)]),
        anomaly_lines(sight, event),
    ]
    states = _states(halved, map(_wide, reason_lines(sight, event)))
    below = chain(sent_lines(sight, event), metadata_lines(sight, event), entry_lines(sight, event))
    return chain(map(_wide, chain(*above)), states, map(_wide, below))


def _wide(line: PaneLine) -> PaneLine:
    return replace(line, wide=True)


def _states(sight: Sight, reasons: Iterable[PaneLine]) -> Iterator[PaneLine]:
    before, after = (side.state for side in sight.comparison.sides)
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
    """A comparison as the panes show it; `stops` are the numbers of the lines that changed, in order."""

    comparison: Comparison
    lines: tuple[PaneLine, ...]
    stops: tuple[int, ...]


def drawn(subject: Subject, last: Drawn | None, unfolded: Unfolded, width: int, half: int | None = None) -> Drawn:
    """Return an event or two sides drawn in `width` columns, of which each side has `half`, or all.

    The comparison of the last one is used again where it is the same subject.
    """
    comparison = last.comparison if last and last.comparison.subject is subject else compared(subject)
    lines = change_lines(comparison, unfolded, width, half or width)
    return Drawn(comparison, lines, tuple(number for number, line in enumerate(lines) if line.change))
