"""What is looked after while a screen is open: the text index, what becomes wrong, and the memory that is freed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.screen import Screen

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import DayNode
from tui.indexing import Indexing
from tui.screens.background.watching import Watching, days_to_watch
from tui.starting.collecting import give_back

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store

GIVE_BACK_SECONDS = 15
"""How often freed memory is given back; a store of millions that is followed leaves hundreds of megabytes a minute."""


class Tending:
    """Works for a screen off the event loop; what is found comes to it as the messages of Indexing and Watching."""

    def __init__(self, screen: Screen[None], now: Callable[[], datetime], ack_minutes: float | None = None) -> None:
        self._screen = screen
        self._indexing = Indexing(screen)
        self._watching = Watching(screen, now, ack_minutes)
        self._looking_back = Watching(screen, now, ack_minutes)

    def begin(self) -> None:
        """Begin with what comes round by the clock."""
        self._screen.set_interval(1, self._watching.look_when_due)
        self._screen.set_interval(GIVE_BACK_SECONDS, self._give_back)

    def end(self) -> None:
        """Index no further."""
        self._indexing.stop()

    def index(self, store: "Store") -> None:
        """Index what was written meanwhile."""
        self._indexing.go_on(store)

    def watch(self, store: ReadableStore | None, days: Sequence[DayNode], *, is_past: bool) -> None:
        """Look after the days that are open, and after the others as far as they are few."""
        watched = days_to_watch(days)
        if not watched or store is None:
            return
        if is_past:
            # what became wrong in the past is no news
            self._looking_back.forget()
        (self._looking_back if is_past else self._watching).look(store, watched)

    def forget(self) -> None:
        """Take what is wrong now for no news."""
        self._watching.forget()

    def _give_back(self) -> None:
        """Let what many short threads have left over go back to the system, off the event loop."""
        self._screen.run_worker(give_back, thread=True, exclusive=True, group="memory")
