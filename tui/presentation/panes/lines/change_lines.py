"""Everything the change panes say of an event, or of any two sides, as aligned lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from store.model.timeline import Event
from tui.presentation.changes.comparison import Comparison, Subject, compared
from tui.presentation.changes.place import Place, Sight
from tui.presentation.panes.lines.anomaly_lines import anomaly_lines
from tui.presentation.panes.lines.kept_lines import MOST_LINES, KeptLines
from tui.presentation.panes.lines.leaf_lines import leaf_lines
from tui.presentation.panes.lines.note_lines import entry_lines, metadata_lines, note, reason_lines, request_lines
from tui.presentation.panes.lines.sent_lines import sent_lines
from tui.presentation.panes.lines.state_lines import state_lines
from tui.presentation.panes.lines.value_lines import inside_lines, value_lines
from tui.presentation.panes.pane_lines import Look, PaneLine, Unfolded
from tui.presentation.panes.pane_rows import Row, side_rows, unified_rows


def every_line(
    comparison: Comparison, unfolded: Unfolded, width: int, half: int, kept: KeptLines | None = None
) -> Iterator[PaneLine]:
    """Yield the lines of a comparison as far as they are unfolded, those that are `kept` as they are.

    `width` are the columns of all, `half` those of a side. Of an event a status request or an anomaly report
    in words comes first, then the states with the reasons, then what was sent, metadata and entry.
    """
    sight = Sight(comparison, unfolded, width, kept)
    halved = replace(sight, width=half)
    event = comparison.event
    return _states(halved, ()) if event is None else _of_event(sight, halved, event)


def change_lines(every: Iterator[PaneLine]) -> tuple[PaneLine, ...]:
    """Return the lines that are shown of all there are; the last one says so where that is not all."""
    lines = tuple(islice(every, MOST_LINES))
    if next(every, None) is None:
        return lines
    return (*lines, note(("cut",), "… cut here: fold some, or e exports all", Look.WARNING))


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
    """A comparison as the panes show it; `stops` are the numbers of the lines that changed, in order.

    `half` are the columns of a side, None where both share every row.
    """

    comparison: Comparison
    lines: tuple[PaneLine, ...]
    stops: tuple[int, ...]
    rows: tuple[Row, ...]
    half: int | None
    kept: KeptLines = field(compare=False)


def drawn(subject: Subject, last: Drawn | None, unfolded: Unfolded, width: int, half: int | None = None) -> Drawn:
    """Return an event or two sides drawn in `width` columns, of which each side has `half`, or all.

    The last one is used again as far as it is the same subject.
    """
    again = last if last and last.comparison.subject is subject else None
    comparison = again.comparison if again else compared(subject)
    kept = KeptLines(unfolded, (width, half), again.kept if again else None)
    lines = change_lines(every_line(comparison, unfolded, width, half or width, kept))
    rows = unified_rows(lines, width) if half is None else side_rows(lines)
    stops = tuple(number for number, line in enumerate(lines) if line.change)
    return Drawn(comparison, lines, stops, rows, half, kept)
