"""The line in which a query is typed: harmless to the screen, with what is wrong underlined."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.widgets import Input

LONGEST_TEXT = 2000
"""How many characters can be typed or pasted."""

GOING_ON = frozenset({"escape", "enter"})
"""Keys that do something while what stands there is being kept."""


class Underline(Highlighter):
    """Underlines what is wrong in a text."""

    def __init__(self) -> None:
        self.place: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        if self.place is not None:
            text.stylize("underline bold", *self.place)


class QueryInput(Input, inherit_bindings=False):
    """A line of text that cannot harm the screen; several pasted ones become one.

    Of Textual's own line a letter is taken at once, while a key that is bound (backspace, ctrl+u, enter) first goes up
    to the application: letters that came after it would overtake it. Here keys of the line itself and of what is
    `around` it are done where the letters are.

    While what is `held` stands there nothing more can be typed: it is being kept. `at_end` is done when the key that
    goes right is pressed there.
    """

    # without the keys that scroll, of which one line has no use: they would stand before those around it
    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in Input.BINDINGS if not (isinstance(one, Binding) and one.key == "right")),
        Binding("right", "right", "Right", tooltip="Right, or take the completion", show=False),
    ]

    around: Sequence[DOMNode] = ()
    held: str | None = None

    def __init__(self, at_end: Callable[[], Awaitable[None]], *, placeholder: str, highlighter: Highlighter) -> None:
        super().__init__(placeholder=placeholder, highlighter=highlighter, compact=True, select_on_focus=False)
        self.at_end = at_end

    async def on_key(self, event: events.Key) -> None:
        """Do what a key of this line is bound to; nothing changes what is being kept."""
        if self.held == self.value and event.key not in GOING_ON:
            event.stop()
            event.prevent_default()
        elif not event.is_printable and (bound := self.screen.active_bindings.get(event.key)) and bound.enabled:
            is_ours = bound.node is self or bound.node in self.around
            if is_ours and await self.app.run_action(bound.binding.action, bound.node):
                event.stop()

    def validate_value(self, value: str) -> str:
        return "".join(one if one.isprintable() else " " for one in value[:LONGEST_TEXT])

    async def action_submit(self) -> None:
        # at once: what is typed next is not meant for it
        self.held = self.value
        await super().action_submit()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text.strip()[:LONGEST_TEXT], *self.selection)

    async def action_right(self) -> None:
        """Go right; at the end take what completes the text."""
        if self.cursor_at_end:
            await self.at_end()
        else:
            self.action_cursor_right()
