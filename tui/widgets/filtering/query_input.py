"""The line in which a query is typed: harmless to the screen, with what is wrong underlined."""

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input

LONGEST_TEXT = 2000
"""How many characters can be typed or pasted."""


class Underline(Highlighter):
    """Underlines what is wrong in a text."""

    def __init__(self) -> None:
        self.place: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        if self.place is not None:
            text.stylize("underline bold", *self.place)


class QueryInput(Input):
    """A line of text that cannot harm the screen; several pasted ones become one.

    While it is `held` nothing more can be typed: what stands there is being kept.
    """

    held = False

    class Taken(Message):
        """The key that goes right was pressed at the end of the text."""

    def validate_value(self, value: str) -> str:
        return "".join(one if one.isprintable() else " " for one in value[:LONGEST_TEXT])

    def insert_text_at_cursor(self, text: str) -> None:
        if not self.held:
            super().insert_text_at_cursor(text)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text.strip()[:LONGEST_TEXT], *self.selection)

    def action_cursor_right(self, select: bool = False) -> None:
        if self.cursor_at_end and not select:
            self.post_message(self.Taken())
        else:
            super().action_cursor_right(select)
