"""The lines below the query that is typed: what completes it, or what is wrong with it."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.presentation.pieces import Line, Role

_STYLES = {Role.STRONG: "bold", Role.MUTED: "$text-muted", Role.REJECTED: "$text-error bold"}


class Hints(Static):
    """Shows lines, and is not there without any."""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        written = (Content.assemble(*((one.text, _STYLES.get(one.role, "")) for one in line)) for line in lines)
        self.update(Content("\n").join(written))
        self.set_class(bool(lines), "-shown")
