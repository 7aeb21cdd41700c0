"""The append-only log: entries go in as the bytes they came in, each once, in one transaction a batch."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import repeat

from sqlalchemy import Connection, Engine, delete, func, insert, select

from store.database.appending.bulk import insert_all, rarely_collecting
from store.database.appending.deriving import Deriving, Progress
from store.database.appending.preparing import Prepared, Read, read_all
from store.database.appending.sameness import same_entry
from store.database.appending.standings import CHUNK
from store.database.contents import Contents
from store.database.engine import FAILURES, failure
from store.database.identifiers import unpacked
from store.database.seal.keeping import seal
from store.database.tables import DERIVED, REBUILDS, entry, event, setting, source
from store.database.upkeep.checking import Difference, differences
from store.database.words import Words
from store.model.texts.tolerant import storable
from store.seal.hashing import leaf_hash

SIMULATED_REFUSED = (
    "simulated by Gridtrail, and this store is a record: "
    "import it into a sandbox, gridtrail import --sandbox OTHER.db FILE…"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that did not go in: its index in the batch and why; `simulated` when a record refused it as such."""

    index: int
    reason: str
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch: how many entries are new, how many were there, and which were refused."""

    added: int = 0
    known: int = 0
    refused: tuple[Refusal, ...] = ()


class _UndoneError(Exception):
    """Rolls a transaction back that was only to see what it would do."""


class Log:
    """Appends entries to one store; one writer a store at a time, others wait.

    One that `takes_simulated` not refuses every entry that says of itself that it is.
    """

    # one argument for each thing that a log is made of
    def __init__(
        self,
        engine: Engine,
        contents: Contents,
        words: Words,
        *,
        takes_simulated: bool,
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        self._engine = engine
        self._takes_simulated = takes_simulated
        self._clock = clock
        self._contents = contents
        self._words = words
        self._deriving = Deriving(contents, words)
        self._lock = threading.Lock()
        self._sequence = -1
        self._rebuilds: str | None = None
        self._sources: dict[tuple[str, bool], int] = {}

    def append(
        self, contents: Sequence[bytes], *, origin: str, simulated: bool = False, read: Sequence[Read] | None = None
    ) -> Appended:
        """Append entries in this order; `origin` names where they came from.

        An entry whose uid is there with the same content is known, with other content it is refused and
        the first stays. Bytes that are no entry are refused, and by a record what is marked as simulated. When
        this returns, all is on disk; when it raises StoreError, nothing of the batch is. `read` is what the
        contents hold, where that was read before.
        """
        refused: list[Refusal] = []
        with rarely_collecting():
            batch = list(self._acceptable(read_all(contents) if read is None else read, refused))
            with self._transaction() as connection:
                new, known = self._new(connection, contents, batch, refused)
                if new:
                    source_id = self._source(connection, origin, simulated=simulated)
                    self._write(connection, contents, new, source_id, simulated=simulated)
        return Appended(len(new), known, tuple(sorted(refused, key=lambda refusal: refusal.index)))

    def _acceptable(self, read: Sequence[Read], refused: list[Refusal]) -> Iterator[tuple[int, Prepared]]:
        """Give each entry that the store takes with its index; add the others to what is refused."""
        for index, one in enumerate(read):
            if isinstance(one, str):
                refused.append(Refusal(index, one))
            elif one.simulated and not self._takes_simulated:
                refused.append(Refusal(index, SIMULATED_REFUSED, simulated=True))
            else:
                yield index, one

    def rebuild(self, progress: Progress) -> int:
        """Read everything derived anew out of the entries, in one transaction; return how many there are.

        `progress` is told how many entries are done and how many there are. Readers see the old state
        until all is done. The text index is empty afterwards: it names schedules by numbers that they had before.
        """
        from store.database.text_index.documents import clear  # noqa: PLC0415 - not for the first paint

        with self._transaction() as connection:
            for table in DERIVED:
                connection.execute(delete(table))
            self._rebuilds = str(int(self._rebuilds or 0) + 1)
            connection.execute(delete(setting).where(setting.c.key == REBUILDS))
            connection.execute(insert(setting).values(key=REBUILDS, value=self._rebuilds))
            self._deriving.make(connection, self._sequence, progress)
            clear(connection)
        return self._sequence

    def check(self, progress: Progress, at_most: int) -> list[Difference]:
        """Return what a rebuild would make otherwise than it is, at most so much of it; nothing is changed."""
        found: list[Difference] = []
        with suppress(_UndoneError), self._transaction() as connection:
            found = differences(connection, lambda: self._deriving.make(connection, self._sequence, progress), at_most)
            raise _UndoneError
        return found

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock; what is in memory follows a rollback."""
        with self._lock:
            yield from self._locked_transaction()

    def _locked_transaction(self) -> Iterator[Connection]:
        committed = False
        try:
            with self._engine.begin() as connection:
                last = connection.scalar(select(func.max(entry.c.sequence))) or 0
                rebuilds = connection.scalar(select(setting.c.value).where(setting.c.key == REBUILDS))
                if (last, rebuilds) != (self._sequence, self._rebuilds):
                    self._deriving.forget()
                self._sequence, self._rebuilds = last, rebuilds
                yield connection
            committed = True
        except FAILURES as error:
            raise failure(error, self._engine) from error
        finally:
            if not committed:
                self._sequence = -1
                self._words.forget()
                self._contents.forget()
                self._sources.clear()
                self._deriving.forget()

    def _new(
        self,
        connection: Connection,
        contents: Sequence[bytes],
        batch: Sequence[tuple[int, Prepared]],
        refused: list[Refusal],
    ) -> tuple[list[tuple[int, Prepared]], int]:
        """Return the entries the store does not have, each once, and how many it has already."""
        stored = self._stored(connection, [one.uid for _, one in batch])
        new: dict[bytes, int] = {}
        fresh: list[tuple[int, Prepared]] = []
        known = 0
        for index, one in batch:
            if one.uid in new:
                first = contents[new[one.uid]]
            elif one.uid in stored:
                first = self._content(connection, stored[one.uid])
            else:
                new[one.uid] = index
                fresh.append((index, one))
                continue
            if same_entry(first, contents[index]):
                known += 1
            else:
                own = unpacked(one.uid)
                reason = f"conflict: the store has another entry with the uid {own!r}; the first stays"
                refused.append(Refusal(index, reason))
        return fresh, known

    def _stored(self, connection: Connection, uids: Sequence[bytes]) -> dict[bytes, int]:
        found: dict[bytes, int] = {}
        for start in range(0, len(uids), CHUNK):
            query = select(event.c.uid, event.c.sequence).where(event.c.uid.in_(uids[start : start + CHUNK]))
            found.update({bytes(row.uid): row.sequence for row in connection.execute(query)})
        return found

    def _content(self, connection: Connection, sequence: int) -> bytes:
        stored = connection.execute(select(entry.c.content).where(entry.c.sequence == sequence)).scalar_one()
        return self._contents.restored(connection, stored)

    def _write(
        self,
        connection: Connection,
        contents: Sequence[bytes],
        new: Sequence[tuple[int, Prepared]],
        source_id: int,
        *,
        simulated: bool,
    ) -> None:
        stored = [contents[index] for index, _ in new]
        compressed = self._contents.compressed(connection, stored, (one.compressed for _, one in new))
        sequences = range(self._sequence + 1, self._sequence + 1 + len(new))
        rows = list(zip(sequences, repeat(source_id), compressed))
        insert_all(connection, entry, ("sequence", "source_id", "content"), rows)
        seal(connection, self._sequence, list(map(leaf_hash, stored)))
        batch = [(sequence, one, simulated) for sequence, (_, one) in zip(sequences, new, strict=True)]
        self._deriving.derive(connection, batch)
        self._sequence += len(new)

    def _source(self, connection: Connection, origin: str, *, simulated: bool) -> int:
        # a file may be called by what is no text
        origin = storable(origin)
        if (origin, simulated) not in self._sources:
            number = (connection.scalar(select(func.max(source.c.id))) or 0) + 1
            now = self._clock() // 1000
            connection.execute(insert(source).values(id=number, name=origin, simulated=simulated, received_at=now))
            self._sources[origin, simulated] = number
        return self._sources[origin, simulated]
