"""The text index, built while the screen is open: a little at a time, so that keys are answered as ever."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from store.errors import StoreError

if TYPE_CHECKING:
    from store.database.store import Store

BATCH, PAUSE_SECONDS = 500, 0.04
"""How many entries are read at once, and how long others have the time then."""

FEW = 2_000
"""Fewer that are missing are looked through as fast as one types: they wait for more."""


@dataclass
class TextIndexed(Message):
    """So much of the text index is there, in percent; None where it is complete, or lacks only few."""

    percent: int | None


class Indexing:
    """Builds the text index of the store that a screen shows, off the event loop; questions are right meanwhile.

    The screen is told how far it is in messages.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._told: int | None = None
        self._stop = threading.Event()
        self._is_under_way = threading.Lock()

    def go_on(self, store: "Store") -> None:
        """Index what is not yet, unless that is under way; of a store that cannot be written only say how far it is."""
        if not self._is_under_way.locked():
            self._screen.run_worker(self._building(store), group="indexing", thread=True)

    def stop(self) -> None:
        """End after the batch that is under way: what is indexed stays, and who comes next goes on."""
        self._stop.set()

    def _tell(self, percent: int | None) -> None:
        if percent != self._told:
            self._told = percent
            self._screen.post_message(TextIndexed(percent))

    def _building(self, store: "Store") -> Callable[[], None]:
        def build() -> None:
            # a store that cannot be written now may be later; who asks a question is told what is wrong
            with suppress(StoreError), self._is_under_way:
                state = store.text_index().state()
                if state.all_entries - state.entries < FEW:
                    self._tell(None)
                    return
                self._tell(state.percent)
                for state in store.text_index().go_on(self._stop, BATCH) if not store.read_only else ():
                    self._tell(None if state.is_complete else state.percent)
                    self._stop.wait(PAUSE_SECONDS)

        return build
