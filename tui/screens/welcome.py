"""The first screen, where there is no store yet: the demo, the last store, or a path."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.texts.inert import inert
from store.model.texts.secrets import without_secrets
from tui.view import StoreReady
from tui.widgets.lines.steady_footer import SteadyFooter

DEMO, LAST, PATH = "demo", "last", "path"

_WHILE_BUSY = frozenset({"escape", "ctrl+c", "ctrl+q"})
"""The keys that work while a store is made ready: giving up, and leaving."""

_NOT_TYPED = frozenset({"question_mark"})
"""The printable keys that keep their meaning in the list."""


class WelcomeScreen(Screen[None]):
    """Offers what can be opened and makes ready what is chosen; the answer is `StoreReady` once it opens.

    `make_demo` makes the demo store, `make_store` one of whatever a path names; both return its target
    and may take long. What is typed while the list has the focus goes to the path.
    """

    AUTO_FOCUS = "OptionList"
    CSS_PATH = "../styles/welcome.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to the choices", id="welcome.back", show=False),
        # q is the first letter of some paths
        Binding("ctrl+q", "app.quit", "Quit", tooltip="Leave"),
    ]

    busy: var[bool] = var(default=False)

    choices = getters.query_one(OptionList)
    path_input = getters.query_one(Input)
    status = getters.query_one("#status", Static)

    @dataclass
    class Failed(Message):
        """What was chosen cannot be opened."""

        error: StoreError

    def __init__(self, last: str | None, make_demo: Callable[[], str] | None, make_store: Callable[[str], str]) -> None:
        super().__init__()
        self._last = last
        self._make_demo = make_demo
        self._make_store = make_store
        self._left: Widget | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(Content.styled("gridtrail", "bold $primary"), id="name")
            yield Static(Content("The flight recorder for energy schedules"), id="claim")
            yield OptionList(*self._options())
            placeholder = "path of a store, an export, or a folder of messages"
            # what was typed before the focus came is not to be typed over
            path = Input(placeholder=placeholder, compact=True, select_on_focus=False)
            # a blinking cursor keeps the terminal busy
            path.cursor_blink = False
            yield path
            yield Static("", id="status")
        yield SteadyFooter(compact=True)

    def _options(self) -> list[Option]:
        options = []
        if self._make_demo is not None:
            options.append(_option("Start the demo", "sample data in a sandbox, nothing to set up", DEMO))
        if self._last is not None:
            options.append(_option("Open the last store", inert(self._last, 50), LAST))
        options.append(_option("Open a store or a file", "type its path below", PATH))
        return options

    def _prepare(self, make: Callable[[], str], words: str) -> None:
        if self.busy:
            return
        self.busy = True
        self._say(words, "-busy")
        self.run_worker(partial(self._make, make), thread=True, exclusive=True, group="store")

    def _make(self, make: Callable[[], str]) -> None:
        """Make the store and see whether it opens, off the event loop; answer with a message."""
        from store.database.opening import open_store

        answer: Message
        try:
            target = make()
            open_store(target, read_only=True).close()
            answer = StoreReady(target)
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(OptionList.OptionSelected)
    def choose(self, chosen: OptionList.OptionSelected) -> None:
        chosen.stop()
        if chosen.option_id == DEMO and self._make_demo is not None:
            self._prepare(self._make_demo, "Preparing the demo…")
        elif chosen.option_id == LAST and self._last is not None:
            last = self._last
            self._prepare(lambda: last, f"Opening {inert(last, 50)}…")
        else:
            self.path_input.focus()

    @on(Input.Submitted)
    def open_path(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        path = submitted.value.strip()
        if path:
            self._prepare(partial(self._make_store, path), f"Opening {inert(without_secrets(path), 50)}…")

    @on(Input.Changed)
    def forget_failure(self, changed: Input.Changed) -> None:
        changed.stop()
        if self.status.has_class("-failed"):
            self._say("")

    @on(Failed)
    def show_failure(self, failure: Failed) -> None:
        failure.stop()
        self.busy = False
        self._say(inert(str(failure.error), 300), "-failed")

    def watch_busy(self, busy: bool) -> None:
        if busy:
            self._left = self.focused
        self.choices.disabled = self.path_input.disabled = busy
        if not busy and self._left is not None:
            self.set_focus(self._left)

    def on_key(self, event: events.Key) -> None:
        if self.busy:
            if event.key not in _WHILE_BUSY:
                event.stop()
        elif self.choices.has_focus and event.is_printable and event.character and event.key not in _NOT_TYPED:
            event.stop()
            self._type(event.character)

    def on_paste(self, event: events.Paste) -> None:
        if not self.busy and self.choices.has_focus and event.text:
            event.stop()
            self._type(event.text.splitlines()[0])

    def _type(self, text: str) -> None:
        self.set_focus(self.path_input)
        self.path_input.insert_text_at_cursor(text)

    def _say(self, words: str, state: str = "") -> None:
        self.status.set_classes(state)
        self.status.update(Content(words))

    def action_back(self) -> None:
        self.workers.cancel_group(self, "store")
        self.busy = False
        self._say("")
        self.set_focus(self.choices)


def _option(title: str, more: str, name: str) -> Option:
    return Option(Content.assemble(title, "  ", (more, "$text-muted")), id=name)
