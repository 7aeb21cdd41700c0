"""The strips of a timeline's rows, each drawn once for as long as it looks the same."""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap

from textual.cache import LRUCache
from textual.strip import Strip
from textual.widget import Widget

from store.model.timeline import EventRow
from tui.presentation.lists.timeline_rows import RowStyle, placeholder_line, row_line
from tui.presentation.pieces import Line, Piece, Role, fitted
from tui.widgets.palette import Palette

MOST_STRIPS = 512


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its index, whether the cursor is on it, and whether it is the first in sight.

    `note` is what stands in the margin beside the cursor: that it is marked, or a match.
    """

    index: int
    at_cursor: bool
    first: bool
    note: str = ""


class RowStrips:
    """Draws rows with the colours of a widget; `clear` when rows, style or colours change."""

    def __init__(self, widget: Widget, cursor_class: str) -> None:
        self._palette = Palette(widget)
        self._cursor_class = cursor_class
        self._strips: LRUCache[tuple[Place, bool, bool], Strip] = LRUCache(MOST_STRIPS)

    def clear(self) -> None:
        """Forget what was drawn."""
        self._palette.clear()
        self._strips.clear()

    def row(self, place: Place, row: EventRow | None, above: EventRow | None, style: Callable[[], RowStyle]) -> Strip:
        """Return the strip of a row, or of the placeholder for one not in memory; `style` tells how it is written."""
        key = (place, row is None, above is None)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._drawn(place, row, above, style())
        return strip

    def notice(self, text: str, y: int, width: int, height: int, cut: str) -> Strip:
        """Return a line of a text that stands in the middle of an empty list; its first part is the gist."""
        gist, *rest = text.split("\n")
        lines = wrap(gist, max(10, width - 4)) + rest
        number = y - max(0, (height - len(lines)) // 2)
        line = lines[number] if 0 <= number < len(lines) else ""
        role = Role.MUTED if line in rest else Role.TEXT
        return self._palette.strip(fitted((Piece(line.center(width), role),), width, cut), width)

    def _drawn(self, place: Place, row: EventRow | None, above: EventRow | None, style: RowStyle) -> Strip:
        line: Line = placeholder_line(place.index, style)
        if row is not None:
            line = row_line(row, above, style, first=place.first)
        margin = f"{style.signs.cursor if place.at_cursor else ' '}{place.note}"
        under = self._cursor_class if place.at_cursor else ""
        return self._palette.strip((Piece(margin, Role.STRONG), *line), style.width + len(margin), under)
