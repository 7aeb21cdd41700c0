"""A field that shows what is chosen and opens a list to choose from."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """One line; enter, space and a click ask for the list. What is shown is inert text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Choose", tooltip="Choose another", id="moves.choose"),
    ]

    shown: reactive[str] = reactive("")

    @dataclass
    class Wanted(Message):
        """Something else shall be chosen."""

        choice: "Choice"

        @property
        def control(self) -> "Choice":
            """The field that was opened."""
            return self.choice

    def __init__(self, mark: str, id: str) -> None:  # noqa: A002 - the name that widgets have for it
        super().__init__(id=id)
        self._mark = mark

    def render(self) -> Content:
        return Content.assemble((f"{self._mark} ", "$text-muted"), self.shown)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        self.post_message(self.Wanted(self))
