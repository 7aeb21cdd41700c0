"""A line of text that takes every key in the order in which it was pressed."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.widgets import Input


class TextInput(Input, inherit_bindings=False):
    """A line of text for which keys in a hurry mean what they would mean one by one.

    Of Textual's own line a letter is taken at once, while a key that is bound (backspace, ctrl+u, enter) first goes up
    to the application: letters that came after it would overtake it. Here it is done where the letters are. That holds
    for keys of the line itself and of what is `around` it.
    """

    # without the keys that scroll, of which one line has no use: they would stand before those around it
    BINDINGS: ClassVar[list[BindingType]] = Input.BINDINGS

    around: Sequence[DOMNode] = ()

    async def on_key(self, event: events.Key) -> None:
        """Do what a key is bound to, if it is a key of this line."""
        if event.is_printable:
            return
        bound = self.screen.active_bindings.get(event.key)
        is_ours = bound is not None and bound.enabled and (bound.node is self or bound.node in self.around)
        if bound is not None and is_ours and await self.app.run_action(bound.binding.action, bound.node):
            event.stop()
