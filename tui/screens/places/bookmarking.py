"""Marks on events, to find them again; they are remembered for each store."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.timeline import Event
from tui.presentation.places.marks import Marks
from tui.questions import ways
from tui.questions.answers import QuestionFailed
from tui.questions.ways import NotReached, Reached
from tui.remembered import Remembered
from tui.screens.asking import Asking
from tui.screens.places.jumping import Jumping
from tui.screens.reader import Reader
from tui.screens.toasts import key_of, say
from tui.widgets.timeline import Timeline

GROUP = "mark"


class Bookmarking(Container):
    """Holds the panes; `store` is what is read, `shown` is the event looked at."""

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

    store: var[ReadableStore | None] = var(None)
    shown: var[Event | None] = var(None)
    marks: var[Marks] = var(Marks())

    reader = getters.query_one(Reader)
    timeline = getters.query_one(Timeline)

    def __init__(self, panes: Container, *, remembered: Remembered) -> None:
        super().__init__(panes)
        self._cleared = Marks()
        self._asking = Asking(self, lambda: None)
        self.set_reactive(Bookmarking.marks, Marks(remembered.marks))

    def on_mount(self) -> None:
        self.watch_marks(self.marks)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action == "mark":
            return None if self.timeline.selected else "no event is selected"
        if self.marks.uids or (action == "clear_marks" and self._cleared.uids):
            return None
        return "nothing is marked"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_store(self, store: ReadableStore | None) -> None:
        self._asking.store = store
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    def watch_marks(self, marks: Marks) -> None:
        self.timeline.notes = replace(self.timeline.notes, marked=frozenset(marks.uids))
        self.refresh_bindings()

    def left(self, remembered: Remembered) -> Remembered:
        """Return what is remembered of a store with its marks."""
        return replace(remembered, marks=self.marks.uids)

    @on(Reached)
    def go(self, reached: Reached) -> None:
        """Go to the marked event that was found."""
        reached.stop()
        selected = self.timeline.selected
        self.post_message(Jumping.Jumped(selected.uid if selected else None))
        self.reader.go_to(reached.row.uid)

    @on(NotReached)
    def say_so(self, answer: NotReached) -> None:
        answer.stop()
        say(self.screen, answer.words)

    @on(QuestionFailed)
    def say_why(self, failed: QuestionFailed) -> None:
        if failed.group == GROUP:
            failed.stop()
            say(self.screen, str(failed.error))

    def action_mark(self) -> None:
        if self.timeline.selected is not None:
            self.marks = self.marks.turned(self.timeline.selected.uid)

    def action_next_mark(self) -> None:
        way = partial(ways.next_marked, asked=self.reader.asked, uids=self.marks.uids, row=self.timeline.selected)
        self._asking.ask(GROUP, way)

    def action_clear_marks(self) -> None:
        if self.marks.uids:
            self._cleared, self.marks = self.marks, Marks()
            number = len(self._cleared.uids)
            gone = f"{number} {'mark is' if number == 1 else 'marks are'} gone"
            say(self.screen, f"{gone}: {key_of(self.screen, 'clear_marks')} again brings them back")
        else:
            self.marks, self._cleared = self._cleared, Marks()
