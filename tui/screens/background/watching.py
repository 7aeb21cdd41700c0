"""Watching over the days that are open: how many findings there are, and what became wrong."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from threading import Lock

from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from store.errors import StoreError
from store.model.readable_store import ReadableStore
from store.model.schedules.tree import DayNode
from tui.questions.watching.alarms import Alarm, Look, alarm_text, alarms
from tui.questions.watching.badges import MOST_CHECKED, Badges, DaysRead, next_turn


def days_to_watch(days: Sequence[DayNode]) -> list[date | None]:
    """Return the first of these days, as many as together hold no more schedules than are checked unasked.

    The first one is always among them: what is too much of one day is left to who counts.
    """
    together = accumulate(day.schedules for day in days)
    return [
        day.day
        for place, (day, sum_) in enumerate(zip(days, together, strict=True))
        if sum_ <= MOST_CHECKED or not place
    ]


@dataclass
class Alarmed(Message):
    """Something became wrong, in words."""

    words: str


class Watching:
    """Looks at the schedules of days off the event loop, for a screen that gets what is found as messages.

    `now` tells the time, the simulated one in the live mode. The first look at a day only takes note. There is one
    look at a time: those asked for meanwhile are one that follows on it.
    """

    def __init__(self, screen: Screen[None], now: Callable[[], datetime], ack_minutes: float | None = None) -> None:
        self._screen = screen
        self._now = now
        self._ack_minutes = ack_minutes
        self._seen: dict[date | None, Look] = {}
        self._badges = Badges(ack_minutes)
        self._last: _Wish | None = None
        self._wanted: _Wish | None = None
        self._due_at: datetime | None = None
        self._worker: Worker[None] | None = None
        self._is_looking = False
        self._lock, self._one_look = Lock(), Lock()

    def look(self, store: ReadableStore, days: Sequence[date | None]) -> None:
        """Look at delivery days, at once or when the look that goes on is over."""
        with self._lock:
            self._wanted = self._last = _Wish(store, tuple(days), self._now())
            goes_on = self._is_looking and self._worker is not None and not self._worker.is_cancelled
            self._is_looking = True
        if not goes_on:
            self._worker = self._screen.run_worker(self._look_on, group="watching", thread=True)

    def look_when_due(self) -> None:
        """Look again at the same days once time alone may have changed something there."""
        last, due_at = self._last, self._due_at
        if last is not None and due_at is not None and due_at <= self._now():
            self._due_at = None
            self.look(last.store, last.days)

    def forget(self) -> None:
        """Begin anew: the clock has gone back."""
        with self._lock:
            self._seen.clear()

    def _look_on(self) -> None:
        """Look for as long as a look is wanted."""
        while (wish := self._next()) is not None:
            # one that was cancelled may not be over yet
            with self._one_look, suppress(StoreError):
                # the question that the user asked says what the store cannot
                self._look(wish)

    def _next(self) -> "_Wish | None":
        with self._lock:
            if get_current_worker().is_cancelled:
                return None
            wish, self._wanted = self._wanted, None
            self._is_looking = wish is not None
            return wish

    def _look(self, wish: "_Wish") -> None:
        worker = get_current_worker()
        days = {day: wish.store.schedules(day) for day in wish.days}
        told = self._told(days, wish.now)
        if told:
            self._screen.post_message(Alarmed(alarm_text(told)))
        turns = (next_turn(node, wish.now, self._ack_minutes) for nodes in days.values() for node in nodes)
        self._due_at = min(filter(None, turns), default=None)
        found = self._badges.counted(wish.store, days, wish.now, lambda: not worker.is_cancelled)
        if found is not None:
            self._screen.post_message(found)

    def _told(self, days: DaysRead, now: datetime) -> list[Alarm]:
        told: list[Alarm] = []
        for day, nodes in days.items():
            look = Look(tuple(nodes), now)
            with self._lock:
                before, self._seen[day] = self._seen.get(day), look
            told += alarms(before, look, self._ack_minutes) if before is not None else ()
        return told


@dataclass(frozen=True, slots=True)
class _Wish:
    """What shall be looked at, and as of when."""

    store: ReadableStore
    days: tuple[date | None, ...]
    now: datetime
