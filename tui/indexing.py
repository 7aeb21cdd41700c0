"""The text index, built while the screen is open: a little at a time, so that keys are answered as ever."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.screen import Screen

from store.errors import StoreError

if TYPE_CHECKING:
    from store.database.store import Store

BATCH, PAUSE_SECONDS = 250, 0.04
"""How many entries are read at once, and how long others have the time then."""

FEW = 2_000
"""Fewer that are missing are looked through as fast as one types: they wait for more."""


class Indexing:
    """Builds the text index of the store that a screen shows, off the event loop; questions are right meanwhile."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._stop = threading.Event()
        self._is_under_way = threading.Lock()

    def go_on(self, store: "Store") -> None:
        """Index what is not yet, unless that is under way, or the store cannot be written."""
        if not store.read_only and not self._is_under_way.locked():
            self._screen.run_worker(self._building(store), group="indexing", thread=True)

    def stop(self) -> None:
        """End after the batch that is under way: what is indexed stays, and who comes next goes on."""
        self._stop.set()

    def _building(self, store: "Store") -> Callable[[], None]:
        def build() -> None:
            # a store that cannot be written now may be later; who asks a question is told what is wrong
            with suppress(StoreError), self._is_under_way:
                state = store.text_index().state()
                if state.all_entries - state.entries < FEW:
                    return
                for _ in store.text_index().go_on(self._stop, BATCH):
                    self._stop.wait(PAUSE_SECONDS)

        return build
