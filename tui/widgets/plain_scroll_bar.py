"""Scroll bars for terminals without the characters of parts of a cell."""

from typing import ClassVar

from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

from tui.presentation.signs import ASCII, Signs


class PlainScrollBar(ScrollBarRender):
    """A scroll bar of whole cells."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]


def scroll_plainly(widget: Widget, signs: Signs) -> None:
    """Draw the scroll bars of a widget and of all that it holds in whole cells, where the signs are those of ASCII."""
    for pane in widget.walk_children(ScrollView) if signs is ASCII else ():
        # Textual means it to be set on one scroll bar as well as on the class
        pane.vertical_scrollbar.renderer = PlainScrollBar  # type: ignore[misc]
