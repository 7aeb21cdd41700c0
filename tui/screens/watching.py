"""Watching over the days that are open: how many findings there are, and what became wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.tree import DayNode
from tui.alarms import Alarm, Look, alarm_text, alarms
from tui.life_questions import badges

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store


@dataclass
class Alarmed(Message):
    """Something became wrong, in words."""

    words: str


class Watching:
    """Looks at the schedules of days off the event loop, for a screen that gets what is found as messages.

    `now` tells the time, the simulated one in the live mode. The first look at a day only takes note.
    """

    def __init__(self, screen: Screen[None], now: Callable[[], datetime], ack_minutes: float | None = None) -> None:
        self._screen = screen
        self._now = now
        self._ack_minutes = ack_minutes
        self._seen: dict[date | None, Look] = {}
        self._lock = Lock()

    def look(self, store: "Store", days: Sequence[DayNode]) -> None:
        """Look anew, in place of a look that is not over."""
        looking = partial(self._look, store, days, self._now())
        self._screen.run_worker(looking, group="watching", thread=True, exclusive=True)

    def forget(self) -> None:
        """Begin anew: the clock has gone back."""
        with self._lock:
            self._seen.clear()

    def _look(self, store: "Store", days: Sequence[DayNode], now: datetime) -> None:
        try:
            told = self._told(store, days, now)
            found = badges(store, days, now, self._ack_minutes)
        except StoreError:
            # the question that the user asked says so
            return
        if told:
            self._screen.post_message(Alarmed(alarm_text(told)))
        if not get_current_worker().is_cancelled:
            self._screen.post_message(found)

    def _told(self, store: "Store", days: Sequence[DayNode], now: datetime) -> list[Alarm]:
        told: list[Alarm] = []
        for day in days:
            # an overtaken look must not put back what a newer one saw
            with self._lock:
                if get_current_worker().is_cancelled:
                    return told
                look = Look(store.schedules(day.day), now)
                before, self._seen[day.day] = self._seen.get(day.day), look
            told += alarms(before, look, self._ack_minutes) if before is not None else ()
        return told
