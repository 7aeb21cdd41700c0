"""The seal of an open store: its head, whether the log still holds, and proofs for others."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, select

from store.database.contents import Contents
from store.database.identifiers import packed
from store.database.reading.timeline import Timeline
from store.database.seal.keeping import Tiles
from store.database.seal.verifying import Progress, Verdict, verdict
from store.database.tables import entry, event
from store.errors import StoreError
from store.model.timeline import EventRow
from store.seal.hashing import NO_HASH
from store.seal.head import Head
from store.seal.inclusion import Inclusion
from store.seal.proofs import consistency_path, inclusion_path, is_consistent
from store.seal.tiles import root_hash, subtree_hash


@dataclass(frozen=True, slots=True)
class Consistency:
    """Whether a log still holds what it held when a head was taken, and the hashes that show it."""

    then: Head
    now: Head
    path: tuple[bytes, ...]
    holds: bool


class Sealed:
    """Answers what the seal of a store can tell; raises StoreError when the store cannot be read."""

    def __init__(
        self, reading: Callable[[], AbstractContextManager[Connection]], contents: Contents, timeline: Timeline
    ) -> None:
        self._reading = reading
        self._timeline = timeline
        self._contents = contents

    def head(self) -> Head:
        """Return how many entries are sealed and the root over them, as the seal has it."""
        with self._reading() as connection:
            return Tiles(connection).head

    def verify(self, progress: Progress = lambda _done, _all: None) -> Verdict:
        """Hash every entry again and return whether all of them are what was sealed, in order and in number."""
        with self._reading() as connection:
            if connection.dialect.name == "postgresql":
                # there each statement would see what has come since the one before
                connection.execution_options(isolation_level="REPEATABLE READ")
            return verdict(connection, self._contents, progress)

    def event_at(self, index: int) -> EventRow | None:
        """Return the row of the timeline that was read out of an entry, counted from 0; None where there is none."""
        with self._reading() as connection:
            return self._timeline.row_numbered(connection, index + 1)

    def against(self, then: Head) -> Consistency:
        """Return whether the log still begins with what it held at an older head, by a proof (RFC 9162, 2.1.4)."""
        with self._reading() as connection:
            tiles = Tiles(connection)
            now = tiles.head_or_none
            if now.root == NO_HASH:
                return Consistency(then, now, (), holds=False)
            if not 0 < then.size <= now.size:
                holds = then.size == 0 and then.root == root_hash(0, tiles)
                return Consistency(then, now, (), holds)
            path = consistency_path(then.size, now.size, partial(subtree_hash, read=tiles))
            return Consistency(then, now, path, is_consistent(then.size, then.root, now.size, now.root, path))

    def inclusion(self, uid: str) -> Inclusion:
        """Return the proof that an event's entry is in the log; raises StoreError when no such event is sealed."""
        with self._reading() as connection:
            found = select(entry.c.sequence, entry.c.content).join(event, event.c.sequence == entry.c.sequence)
            row = connection.execute(found.where(event.c.uid == packed(uid))).one_or_none()
            if row is None:
                raise StoreError(f"there is no event {uid!r}: gridtrail events lists them")
            tiles = Tiles(connection)
            head, index = tiles.head, row.sequence - 1
            if index >= head.size:
                raise StoreError(f"the event {uid!r} is not sealed: run gridtrail verify")
            path = inclusion_path(index, head.size, partial(subtree_hash, read=tiles))
            return Inclusion(self._contents.restored(connection, row.content), index, head, path)
