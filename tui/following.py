"""Noticing off the event loop that a store was written to."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from store.errors import StoreError

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store

RETRY_SECONDS = 1.0


@dataclass
class Written(Message):
    """The store was written to, by whatever process."""


@dataclass
class Unreachable(Message):
    """Whether the store was written to cannot be told for the time being; it is tried again."""

    error: StoreError


class Follower:
    """Watches a store in a thread of its own until it is stopped; tells what it notices in messages.

    It is no worker of the screen: those come to an end by themselves.
    """

    def __init__(self, store: "Store", tell: Callable[[Message], object]) -> None:
        self._tell = tell
        self._stopped = Event()
        self._watch = store.watch()
        self._thread = Thread(target=self._follow, name="follower", daemon=True)

    def start(self) -> None:
        """Begin; the first thing told is that the store was written to."""
        self._thread.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        # in this order: once it is stopped there is nothing to wake
        self._watch.wake()
        self._stopped.set()
        self._thread.join(RETRY_SECONDS)

    def _follow(self) -> None:
        said = None
        with closing(self._watch) as watch:
            while not self._stopped.is_set():
                try:
                    if watch.changed() or said is not None:
                        self._tell(Written())
                    said = None
                except StoreError as error:
                    if str(error) != said:
                        said = str(error)
                        self._tell(Unreachable(error))
                    self._stopped.wait(RETRY_SECONDS)
                    continue
                watch.rest()
