"""The title of the timeline: whose events, by what they are filtered, and how many."""

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from tui.presentation.captions import Caption
from tui.presentation.filtering.chips import chip_at
from tui.presentation.pieces import Line, Role
from tui.presentation.signs import Signs

_BEFORE = 3
"""Cells before the title: the corner, the edge and a space."""


class TimelineTitle:
    """Writes what a list shows into the upper edge of its box, and knows where the chips stand there."""

    def __init__(self, widget: Widget, signs: Signs) -> None:
        self._widget = widget
        self._signs = signs
        self._line: Line = ()

    def write(self, caption: Caption) -> None:
        """Write the title anew."""
        widget = self._widget
        self._line = caption.line("Timeline", widget.outer_size.width - 6, self._signs)
        edge = Style(foreground=widget.styles.border_top[1], bold=False)
        styles: dict[Role, Style | str] = {Role.MUTED: edge, Role.CHIP: "$text-accent"}
        widget.border_title = Content.assemble(*((piece.text, styles.get(piece.role, "")) for piece in self._line))

    def chip_at(self, x: int, y: int) -> int | None:
        """Return the number of the chip at a place of the widget; None where there is none."""
        return None if y else chip_at(self._line, x - _BEFORE)
