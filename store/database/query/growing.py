"""Counts that only grow: what an event was counted for stays so, hence only those that came since are counted anew."""

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, select

from store.database.following.reach import reached, rebuilds
from store.database.tables import event

T = TypeVar("T")

MOST_LATER = 20_000
"""Where more events came since they are all counted anew: the database does that faster than they are read."""


@dataclass(frozen=True)
class Counting(Generic[T]):
    """How something is counted: all of it by the database, or what was counted with some later events.

    `columns` are what of an event is counted, none of which ever changes but by a rebuild.
    """

    columns: Sequence[ColumnElement[Any]]
    whole: Callable[[Connection], T]
    with_later: Callable[[T, Sequence[Row[Any]]], T]


@dataclass(frozen=True)
class _Counted:
    """What was counted, of which version of the question, up to which event of which rebuild."""

    variant: Hashable
    rebuilds: str | None
    sequence: int
    found: Any


class Growing:
    """Keeps what was counted of one store; any thread may ask, and waits for one that counts the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counting: dict[Hashable, threading.Lock] = {}
        self._counted: dict[Hashable, _Counted] = {}

    def counted(self, connection: Connection, key: Hashable, counting: Counting[T], variant: Hashable = None) -> T:
        """Return what is counted under a key, as it is in the transaction of a connection or was soon after.

        Of each key one variant is kept, the last that was asked for.
        """
        now, until = rebuilds(connection), reached(connection)
        with self._lock:
            lock = self._counting.setdefault(key, threading.Lock())
        with lock:
            before = self._counted.get(key)
            if before is None or (before.variant, before.rebuilds) != (variant, now):
                found = counting.whole(connection)
            elif until <= before.sequence:
                return before.found  # type: ignore[no-any-return] # it was counted under this key
            elif until > before.sequence + MOST_LATER:
                found = counting.whole(connection)
            else:
                later = select(*counting.columns).where(event.c.sequence > before.sequence)
                found = counting.with_later(before.found, connection.execute(later).all())
            self._counted[key] = _Counted(variant, now, until, found)
            return found
