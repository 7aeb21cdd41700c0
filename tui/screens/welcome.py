"""The first screen, where there is no store yet: the demo, the last store, or a path."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from store.errors import StoreError
from tui.presentation.inert import inert
from tui.view import StoreReady

DEMO, LAST, PATH = "demo", "last", "path"


class WelcomeScreen(Screen[None]):
    """Offers what can be opened and makes ready what is chosen; the answer is `StoreReady`.

    `make_demo` makes the demo store, `make_store` one of whatever a path names; both return its target
    and may take long.
    """

    AUTO_FOCUS = "OptionList"
    CSS_PATH = "../welcome.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to the choices", id="welcome.back", show=False),
    ]

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

    def compose(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(Content.styled("gridtrail", "bold $primary"), id="name")
            yield Static(Content("The flight recorder for energy schedules"), id="claim")
            yield OptionList(*self._options())
            path = Input(placeholder="path of a store, an export, or a folder of messages", compact=True)
            # a blinking cursor keeps the terminal busy
            path.cursor_blink = False
            yield path
            yield Static("", id="status")
        yield Footer(compact=True)

    def _options(self) -> list[Option]:
        options = []
        if self._make_demo is not None:
            options.append(_option("Start the demo", "sample data in a sandbox, nothing to set up", DEMO))
        if self._last is not None:
            options.append(_option("Open the last store", inert(self._last, 50), LAST))
        options.append(_option("Open a store or a file", "type its path below", PATH))
        return options

    def _prepare(self, make: Callable[[], str], words: str) -> None:
        self.status.set_classes("")
        self.status.update(Content(words))
        self.run_worker(partial(self._make, make), thread=True, exclusive=True, group="store")

    def _make(self, make: Callable[[], str]) -> None:
        """Make the store off the event loop; answer with a message."""
        answer: Message
        try:
            answer = StoreReady(make())
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
            self.post_message(StoreReady(self._last))
        else:
            self.path_input.focus()

    @on(Input.Submitted)
    def open_path(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        path = submitted.value.strip()
        if path:
            self._prepare(partial(self._make_store, path), f"Opening {inert(path, 50)}…")

    @on(Failed)
    def show_failure(self, failure: Failed) -> None:
        failure.stop()
        self.status.set_classes("-failed")
        self.status.update(Content(inert(str(failure.error), 300)))

    def action_back(self) -> None:
        self.workers.cancel_group(self, "store")
        self.status.update(Content(""))
        self.choices.focus()


def _option(title: str, more: str, name: str) -> Option:
    return Option(Content.assemble(title, "  ", (more, "$text-muted")), id=name)
