"""Building the text index batch by batch: whoever stops loses one batch at most, whoever comes next goes on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, text

from store.database.contents import Contents
from store.database.engine import FAILURES, failure
from store.database.text_index import documents
from store.database.text_index.documents import Document
from store.database.text_index.reading import next_documents
from store.database.text_index.state import advance, indexed
from store.database.upkeep.space import give_back
from store.database.words import Words
from store.query.answer import Indexed

BATCH = 2000

Connecting = Callable[[], AbstractContextManager[Connection]]

Writing = Callable[[], AbstractContextManager[Engine]]

_MERGED_PAGES = 500

_MERGE_SELDOM = "INSERT INTO event_text(event_text, rank) VALUES ('automerge', 8)"
"""How many pieces of a size SQLite lets gather: of twice as many as it would by itself a fifth less is written."""

_ANOTHER_PART = 10
"""An index that grew by one part in so many is put together as a whole, and counted again."""

_COUNT_ON_POSTGRESQL = "ANALYZE event, entry (sequence), event_text, schedule"


class TextIndex:
    """The text index of a store; entries are read for it without holding the write lock.

    Every method may be called from any thread and raises StoreError when it cannot.
    """

    def __init__(self, connecting: Connecting, writing: Writing, contents: Contents, words: Words) -> None:
        self._connecting = connecting
        self._writing = writing
        self._contents = contents
        self._words = words

    def state(self) -> Indexed:
        """Return how many entries are in it; questions are slower until all are, but right."""
        with self._connecting() as connection:
            return indexed(connection)

    def go_on(self, stop: threading.Event, size: int = BATCH) -> Iterator[Indexed]:
        """Index what is not yet; give how far that is after each batch, until all is or it is told to stop.

        `size` is how many entries a batch has: fewer leave more time to others. An entry that is damaged is passed
        over, and named: it is found by nothing that it said.
        """
        if self.state().is_complete:
            return
        with self._writing() as engine:
            yield from self._build(engine, stop, size)

    def clear(self) -> None:
        """Empty the index."""
        with self._writing() as engine, _transaction(engine) as connection:
            documents.clear(connection)

    def _build(self, engine: Engine, stop: threading.Event, size: int) -> Iterator[Indexed]:
        began_at, reached = None, 0
        while not stop.is_set():
            with self._connecting() as connection:
                state = indexed(connection)
                read, unread = next_documents(connection, self._contents, self._words, state.entries, size)
            if not read:
                break
            _write(engine, state.entries, read, is_first=began_at is None)
            began_at, reached = state.entries if began_at is None else began_at, read[-1][0]
            yield Indexed(reached, max(state.all_entries, reached), unread)
        if began_at is not None and not stop.is_set():
            is_another = (reached - began_at) * _ANOTHER_PART > reached
            _merge(engine, stop, as_a_whole=is_another)
            _give_back(engine, stop)
            if is_another:
                self._count()

    def _count(self) -> None:
        """Let PostgreSQL count what is there: what it was not told of it looks for by reading all."""
        with self._connecting() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(_COUNT_ON_POSTGRESQL))
                connection.commit()


def _write(engine: Engine, before: int, read: list[Document], *, is_first: bool) -> None:
    after = read[-1][0]
    with _transaction(engine) as connection:
        # another process may have been faster
        if advance(connection, before, after):
            if is_first and connection.dialect.name == "sqlite":
                connection.execute(text(_MERGE_SELDOM))
            documents.put(connection, read)
            documents.put_schedules(connection, before, after)


def _merge(engine: Engine, stop: threading.Event, *, as_a_whole: bool) -> None:
    """Let SQLite put the pieces of its index together, a few pages at a time, for it to be smaller and faster.

    As a whole, all of it is written anew; else only pieces that are as small as the new ones.
    """
    # less than zero starts with all, more goes on with it, as the documentation of FTS5 has it
    pages, changed = -_MERGED_PAGES if as_a_whole else _MERGED_PAGES, 2
    while changed >= 2 and not stop.is_set():
        with _transaction(engine) as connection:
            if connection.dialect.name != "sqlite":
                return
            before = _changes(connection)
            merge = "INSERT INTO event_text(event_text, rank) VALUES ('merge', :pages)"
            connection.execute(text(merge), {"pages": pages})
            pages, changed = _MERGED_PAGES, _changes(connection) - before


def _give_back(engine: Engine, stop: threading.Event) -> None:
    """Give back the pages that the pieces took."""
    try:
        give_back(engine, stop)
    except FAILURES as error:
        raise failure(error, engine) from error


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.begin() as connection:
            yield connection
    except FAILURES as error:
        raise failure(error, engine) from error


def _changes(connection: Connection) -> int:
    return connection.scalar(text("SELECT total_changes()")) or 0
