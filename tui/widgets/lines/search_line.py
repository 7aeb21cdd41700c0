"""The line that asks what to search for, and the hits that are walked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from tui.presentation.panes.pane_lines import LineKey, PaneLine
from tui.presentation.panes.pane_search import Found, Hit, found_in, search_note

Lines = Callable[[], Iterator[PaneLine]]
"""Makes the lines to search, with everything open."""


class SearchLine(Horizontal):
    """Asks for words while it is open; keeps what was found of them and which hit is looked at.

    The widget around it says in which lines to search, and shows the hit.
    """

    words = getters.query_one(Input)

    @dataclass
    class Asked(Message):
        """These words shall be searched for; none end the search."""

        words: str

    @dataclass
    class FoundWords(Message):
        """The search is done."""

        found: Found

    @dataclass
    class HitChosen(Message):
        """A hit shall be looked at, None where there is none."""

        hit: Hit | None

    class Left(Message):
        """The line was left; nothing is typed any more."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Found | None = None
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static(Content("/"))
        yield Input(placeholder="search labels and values, enter", compact=True, select_on_focus=True)

    @property
    def is_open(self) -> bool:
        """Whether words are being typed."""
        return self.has_class("-open")

    @property
    def found(self) -> Found | None:
        """What was found; None while nothing is searched for."""
        return self._found

    @property
    def note(self) -> str:
        """What is searched for, and which hit of how many is looked at; empty without a search."""
        return search_note(self._found, self._at) if self._found else ""

    def open(self) -> None:
        """Ask for words."""
        self.add_class("-open")
        self.words.focus()

    def end(self) -> None:
        """Forget what was found."""
        self.workers.cancel_group(self, "search")
        self._found = None

    def walk(self, step: int) -> None:
        """Go to the next hit, or the one before; round at the ends."""
        if self._found and self._found.hits:
            self._at = (self._at + step) % len(self._found.hits)
            self.post_message(self.HitChosen(self._found.hits[self._at]))

    def search(self, words: str, lines: Lines, start: LineKey | None, *, apart: bool) -> None:
        """Find words in lines, from one of them on; `apart` from the event loop where there are many."""
        self.workers.cancel_group(self, "search")
        if apart:
            self.find(words, lines, start)
        else:
            self.show_found(self.FoundWords(found_in(lines(), words, start)))

    # without a description a worker writes all its arguments down, the whole event among them
    @work(thread=True, exclusive=True, group="search", description="search")
    def find(self, words: str, lines: Lines, start: LineKey | None) -> None:
        """Search off the event loop; answer with a message."""
        worker = get_current_worker()
        found = found_in(lines(), words, start, lambda: not worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(self.FoundWords(found))

    @on(FoundWords)
    def show_found(self, message: FoundWords) -> None:
        """Keep what was found and go to the first hit."""
        message.stop()
        self._found, self._at = message.found, message.found.first
        self.post_message(self.HitChosen(message.found.hits[self._at] if message.found.hits else None))

    @on(Input.Submitted)
    def ask(self, event: Input.Submitted) -> None:
        """Search for what was typed."""
        event.stop()
        self.remove_class("-open")
        self.post_message(self.Asked(event.value))

    @on(Input.Blurred)
    def leave(self, event: Input.Blurred) -> None:
        """Close: something else has the focus."""
        event.stop()
        self.remove_class("-open")
        self.post_message(self.Left())
