"""Marks on events, to find them again; they are remembered for each store."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.reactive import var

from tui.presentation.places.marks import Marks
from tui.questions import ways
from tui.questions.ways import Reached
from tui.remembered import Remembered
from tui.screens.places.guiding import Guiding
from tui.screens.places.jumping import Jumping
from tui.screens.toasts import key_of, say
from tui.widgets.layer import Layer
from tui.widgets.timeline.timeline import Timeline


class Bookmarking(Guiding):
    """Holds the panes; `marks` are on the events of the store."""

    GROUP = "mark"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Mark the event, or no more", id="marks.mark", show=False),
        Binding("'", "next_mark", "Next mark", tooltip="To the next marked event", id="marks.next", show=False),
        Binding(
            "M",
            "clear_marks",
            "Clear marks",
            tooltip="Take all marks away; once more brings them back",
            id="marks.clear",
            show=False,
        ),
    ]

    marks: var[Marks] = var(Marks())

    timeline = getters.query_one(Timeline)

    def __init__(self, panes: Layer, *, remembered: Remembered) -> None:
        super().__init__(panes)
        self._cleared = Marks()
        self.set_reactive(Bookmarking.marks, Marks(remembered.marks))

    def on_mount(self) -> None:
        self.watch_marks(self.marks)

    def why_not(self, action: str) -> str | None:
        if action == "mark":
            return None if self.timeline.selected else "no event is selected"
        if self.marks.uids or (action == "clear_marks" and self._cleared.uids):
            return None
        return "nothing is marked"

    def watch_marks(self, marks: Marks) -> None:
        self.timeline.notes = replace(self.timeline.notes, marked=frozenset(marks.uids))
        self.refresh_bindings()

    def left(self, remembered: Remembered) -> Remembered:
        """Return what is remembered of a store with its marks."""
        return replace(remembered, marks=self.marks.uids)

    def go(self, reached: Reached) -> None:
        """Go to the marked event that was found."""
        selected = self.timeline.selected
        self.post_message(Jumping.Jumped(selected.uid if selected else None))
        self.reader.go_to(reached.row.uid)

    def action_mark(self) -> None:
        if self.timeline.selected is not None:
            self.marks = self.marks.turned(self.timeline.selected.uid)

    def action_next_mark(self) -> None:
        self.ask_way(partial(ways.next_marked, uids=self.marks.uids, row=self.timeline.selected))

    def action_clear_marks(self) -> None:
        if self.marks.uids:
            self._cleared, self.marks = self.marks, Marks()
            number = len(self._cleared.uids)
            gone = f"{number} {'mark is' if number == 1 else 'marks are'} gone"
            say(self.screen, f"{gone}: {key_of(self.screen, 'clear_marks')} again brings them back")
        else:
            self.marks, self._cleared = self._cleared, Marks()
