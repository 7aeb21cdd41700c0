"""The colours of the roles, as the style sheet gives them to a widget."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.pieces import Line, Role

ROLE_CLASSES = frozenset(f"role--{role}" for role in Role)
"""The component classes of a widget that draws lines; gridtrail.tcss colours them."""


class Palette:
    """Styles of a widget's roles, looked up once until `clear`."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[Role, str], Style] = {}

    def clear(self) -> None:
        """Forget the styles: the theme or the state of the widget changed."""
        self._styles.clear()

    def style(self, role: Role, under: str = "") -> Style:
        """Return the style of a role, over that of a component class such as the cursor's.

        The role keeps its colour there; plain text takes that of the component.
        """
        key = (role, under)
        if key not in self._styles:
            base = self._widget.get_component_rich_style(under) if under else self._widget.rich_style
            own = self._widget.get_component_rich_style(f"role--{role}", partial=True)
            self._styles[key] = base if under and role is Role.TEXT else base + own
        return self._styles[key]

    def strip(self, line: Line, width: int, under: str = "") -> Strip:
        """Return a line as a strip of that many cells."""
        return Strip(self._segments(line, under), width)

    def _segments(self, line: Line, under: str) -> Iterable[Segment]:
        return [Segment(piece.text, self.style(piece.role, under)) for piece in line if piece.text]
