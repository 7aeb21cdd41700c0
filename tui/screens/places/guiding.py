"""What all that leads from event to event has in common: asking for a way, and going it or saying why not."""

from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.timeline import Event
from tui.questions.answers import QuestionFailed
from tui.questions.pages import Asked
from tui.questions.ways import NotReached, Reached, WayIn
from tui.screens.asking import Asking
from tui.screens.reader import Reader
from tui.screens.toasts import say
from tui.widgets.layer import Layer


class Guiding(Layer):
    """Holds the panes; `store` is what is read, `shown` is the event looked at.

    A way leads through the list that it was asked for in: where another one is there by now, it leads nowhere.
    """

    GROUP: ClassVar[str]
    """The group of its questions, and how those of others of its questions begin."""

    store: var[ReadableStore | None] = var(None)
    shown: var[Event | None] = var(None)

    reader = getters.query_one(Reader)

    def __init__(self, panes: Layer) -> None:
        super().__init__(panes)
        self._asking = Asking(self, lambda: None)
        self._list: Asked | None = None

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        raise NotImplementedError

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_store(self, store: ReadableStore | None) -> None:
        self._asking.store = store
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    def ask_way(self, way: WayIn) -> None:
        """Ask for a way through what is listed."""
        self._list = self.reader.asked
        self._asking.ask(self.GROUP, partial(way, asked=self._list))

    def go(self, reached: Reached) -> None:
        """Go to the event that was found."""
        raise NotImplementedError

    def stay(self) -> None:
        """Take back what was done for a way that leads nowhere."""

    @on(Reached)
    def go_way(self, reached: Reached) -> None:
        """Go to what was found, if it was found in what is listed now."""
        reached.stop()
        if self._list == self.reader.asked:
            self.go(reached)

    @on(NotReached)
    def say_so(self, answer: NotReached) -> None:
        answer.stop()
        self.stay()
        if self._list in {None, self.reader.asked}:
            say(self.screen, answer.words)

    @on(QuestionFailed)
    def say_why(self, failed: QuestionFailed) -> None:
        if failed.group.startswith(self.GROUP):
            failed.stop()
            self.stay()
            say(self.screen, str(failed.error))
