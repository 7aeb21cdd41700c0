"""How much there is to scroll through in a view that draws its own lines."""

from textual.geometry import Size
from textual.scroll_view import ScrollView


def set_lines(view: ScrollView, lines: int) -> None:
    """Give a view so many lines, and leave the layout of the screen as it is.

    To set its virtual size by itself would have the whole screen laid out and drawn anew, which takes longer
    than all else that a key brings about; only where a scroll bar comes or goes Textual does that still.
    """
    size = Size(0, lines)
    if size != view.virtual_size:
        view.set_reactive(ScrollView.virtual_size, size)
        view._scroll_update(size)
