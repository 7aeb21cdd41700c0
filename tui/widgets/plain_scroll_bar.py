"""Scroll bars for terminals without the characters of parts of a cell."""

from typing import ClassVar

from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender


class PlainScrollBar(ScrollBarRender):
    """A scroll bar of whole cells."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]


def scroll_plainly(pane: ScrollView) -> None:
    """Draw the scroll bar of a pane in whole cells."""
    # Textual means it to be set on one scroll bar as well as on the class
    pane.vertical_scrollbar.renderer = PlainScrollBar  # type: ignore[misc]
