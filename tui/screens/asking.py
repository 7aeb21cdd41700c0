"""The workers of a widget: one question a group, the newest one counts, a failed one can be asked again."""

from collections.abc import Callable, Iterable
from functools import partial
from threading import Event

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from store.errors import StoreError
from store.model.readable_store import ReadableStore
from tui.questions.answers import QuestionFailed

Answer = Message | Iterable[Message]
"""One message, or several, the later ones made while the earlier ones are shown."""

Ask = Callable[[ReadableStore], Answer]
Work = Callable[[], Answer]

PAUSE_SECONDS = 0.06
"""How long after a question the next one of its group waits, while a key is held."""

FIRST_SECONDS = 0.02
"""How long what a key brings about waits, so that what the key moved is drawn first."""

SLOW_SECONDS = 0.1
"""What takes longer to say anything shows that it is working."""


class Asking:
    """Asks questions off the event loop, for a widget that gets the answers as messages.

    A superseded worker says nothing. Only StoreError is caught; it comes as `QuestionFailed`. `slow` is
    called when the first of an answer takes its time. Without a `store` nothing is asked.
    """

    def __init__(self, widget: Widget, slow: Callable[[], None]) -> None:
        self.store: ReadableStore | None = None
        self.failed: dict[str, Work] = {}
        self._widget = widget
        self._slow = slow
        self._resting: set[str] = set()
        self._waiting: dict[str, Ask] = {}
        self._last: dict[str, Work] = {}

    def ask(self, group: str, question: Ask) -> None:
        """Ask at once, in place of what the group is being asked."""
        self._waiting.pop(group, None)
        if self.store is not None:
            self.run(group, partial(question, self.store))

    def ask_soon(self, group: str, question: Ask) -> None:
        """Ask at once, or after a pause when the group was asked just now; of several the last counts."""
        if group in self._resting:
            self._waiting[group] = question
            return
        self._resting.add(group)
        self._widget.set_timer(PAUSE_SECONDS, partial(self._rested, group))
        self.ask(group, question)

    def ask_next(self, group: str, question: Ask) -> None:
        """Ask when what is on the screen was drawn anew, or after a pause like `ask_soon`."""
        self._waiting[group] = question
        if group not in self._resting:
            self._resting.add(group)
            self._widget.set_timer(FIRST_SECONDS, partial(self._rested, group))

    def run(self, group: str, work: Work) -> None:
        """Do what needs no open store, as one of a group."""
        self.failed.pop(group, None)
        self._last[group] = work
        has_said = Event()
        answering = partial(self._answer, group, work, has_said)
        worker = self._widget.run_worker(answering, group=group, thread=True, exclusive=True)
        self._widget.set_timer(SLOW_SECONDS, partial(self._notice, worker, has_said))

    def try_again(self) -> bool:
        """Do once more what failed; tell whether anything had."""
        failed = tuple(self.failed.items())
        for group, work in failed:
            self.run(group, work)
        return bool(failed)

    def cancel(self) -> None:
        """Give up what is being asked, and what waits to be; it can be tried again."""
        self._waiting.clear()
        for worker in self._widget.workers.cancel_node(self._widget):
            if worker.group in self._last:
                self.failed[worker.group] = self._last[worker.group]

    def turn_to(self, store: ReadableStore, *, anew: bool) -> None:
        """Ask another store from now on; with `anew` what is being asked of the one before is dropped."""
        if anew:
            self.cancel()
            self.failed.clear()
        self.store = store

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be asked."""
        return not self._waiting

    def _notice(self, worker: Worker[None], has_said: Event) -> None:
        if worker.is_running and not has_said.is_set():
            self._slow()

    def _rested(self, group: str) -> None:
        self._resting.discard(group)
        question = self._waiting.pop(group, None)
        if question is not None:
            self.ask_soon(group, question)

    def _answer(self, group: str, work: Work, has_said: Event) -> None:
        """Work off the event loop; answer with a message, or with several while it is not superseded."""
        worker = get_current_worker()
        try:
            answer = work()
            for message in (answer,) if isinstance(answer, Message) else answer:
                if worker.is_cancelled:
                    return
                has_said.set()
                self._widget.post_message(message)
        except StoreError as error:
            if not worker.is_cancelled:
                self._widget.post_message(QuestionFailed(group, work, error))
