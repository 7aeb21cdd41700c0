"""Building the text index batch by batch: whoever stops loses one batch at most, whoever comes next goes on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from operator import itemgetter

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from store.database.bulk import rarely_collecting
from store.database.contents import Contents
from store.database.engine import failure
from store.database.history import contents_of
from store.database.tables import event
from store.database.text_index import documents
from store.database.text_index.documents import Document
from store.database.text_index.state import advance, indexed
from store.database.timeline import Timeline
from store.model.event import read_entry
from store.query.answer import Indexed
from store.query.indexed import index_words

BATCH = 2000

Connecting = Callable[[], AbstractContextManager[Connection]]

_MERGED_PAGES = 500


class TextIndex:
    """The text index of a store; entries are read for it without holding the write lock.

    Every method may be called from any thread and raises StoreError when it cannot.
    """

    def __init__(
        self, connecting: Connecting, writing: Callable[[], Engine], timeline: Timeline, contents: Contents
    ) -> None:
        self._connecting = connecting
        self._writing = writing
        self._timeline = timeline
        self._contents = contents

    def state(self) -> Indexed:
        """Return how many entries are in it; questions are slower until all are, but right."""
        with self._connecting() as connection:
            return indexed(connection)

    def go_on(self, stop: threading.Event, size: int = BATCH) -> Iterator[Indexed]:
        """Index what is not yet; give how far that is after each batch, until all is or it is told to stop.

        `size` is how many entries a batch has: fewer leave more time to others.
        """
        wrote = False
        while not stop.is_set():
            with self._connecting() as connection:
                state = indexed(connection)
                read = self._next(connection, state.entries, size)
            if not read:
                break
            self._write(state.entries, read)
            wrote = True
            yield Indexed(read[-1][0], max(state.all_entries, read[-1][0]))
        if wrote and not stop.is_set():
            self._merge(stop)

    def clear(self) -> None:
        """Empty the index."""
        with self._transaction() as connection:
            documents.clear(connection)

    def _next(self, connection: Connection, after: int, size: int) -> list[Document]:
        """Return the words of the entries that come next in the order of the log."""
        next_ones = (event.c.sequence > after) & (event.c.sequence <= after + size)
        with rarely_collecting():
            rows = self._timeline.rows_of(connection, next_ones)
            found = zip(rows, contents_of(connection, self._contents, rows), strict=True)
            read = [
                (row.sequence, index_words(read_entry(content), row.summary.reason_codes, row.message_id))
                for row, content in found
            ]
        return sorted(read, key=itemgetter(0))

    def _write(self, before: int, read: list[Document]) -> None:
        after = read[-1][0]
        with self._transaction() as connection:
            # another process may have been faster
            if advance(connection, before, after):
                documents.put(connection, read)
                documents.put_schedules(connection, before, after)

    def _merge(self, stop: threading.Event) -> None:
        """Let SQLite put the pieces of its index together, a few pages at a time, for it to be smaller and faster."""
        # less than zero starts it, more goes on with it, as the documentation of FTS5 has it
        pages, changed = -_MERGED_PAGES, 2
        while changed >= 2 and not stop.is_set():
            with self._transaction() as connection:
                if connection.dialect.name != "sqlite":
                    return
                before = _changes(connection)
                merge = "INSERT INTO event_text(event_text, rank) VALUES ('merge', :pages)"
                connection.execute(text(merge), {"pages": pages})
                pages, changed = _MERGED_PAGES, _changes(connection) - before

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        engine = self._writing()
        try:
            with engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise failure(error, engine) from error


def _changes(connection: Connection) -> int:
    return connection.scalar(text("SELECT total_changes()")) or 0
