"""What is read out of entries, written beside them: their events, their messages, and the tree."""

from collections.abc import Callable, Sequence
from itertools import chain

from sqlalchemy import Connection, select

from store.database.appending.bulk import insert_all
from store.database.appending.preparing import MessageRecord, Prepared, prepared
from store.database.appending.projection import Projection
from store.database.appending.standings import on_conflict_insert
from store.database.contents import Contents
from store.database.reading.event_rows import EVENT_COLUMNS, event_row
from store.database.tables import entry, event, message, source
from store.database.words import Words
from store.errors import StoreError

REBUILD_BATCH = 2000

Progress = Callable[[int, int], None]
"""Told how many entries are done, and how many there are."""


class Deriving:
    """Writes the derived tables in the transaction of who appends or rebuilds."""

    def __init__(self, contents: Contents, words: Words) -> None:
        self._contents = contents
        self._words = words
        self._projection = Projection(contents)

    def forget(self) -> None:
        """Forget the standings in memory: the database holds others by now."""
        self._projection.forget()

    def derive(self, connection: Connection, batch: Sequence[tuple[int, Prepared, bool]]) -> None:
        """Write what is read out of entries: their events, messages and the standings they change."""
        places = self._projection.place(connection, {sequence: one.facts for sequence, one, _ in batch})
        texts = set(chain.from_iterable(one.words for _, one, _ in batch))
        self._words.learn(connection, filter(None, texts))
        numbers = self._words.numbers()
        events = [
            event_row(sequence, one, places[sequence], numbers, simulated=simulated)
            for sequence, one, simulated in batch
        ]
        insert_all(connection, event, EVENT_COLUMNS, events)
        messages = [(sequence, *one.message) for sequence, one, _ in batch if one.message]
        new = on_conflict_insert(connection, message).on_conflict_do_nothing(index_elements=[message.c.key])
        insert_all(connection, new, ("sequence", *MessageRecord._fields), messages)
        self._projection.settle(connection)

    def make(self, connection: Connection, last: int, progress: Progress) -> None:
        """Fill the derived tables, which are empty, out of the entries up to the last."""
        self.forget()
        done = 0
        while done < last:
            query = select(entry, source.c.simulated).join(source, source.c.id == entry.c.source_id)
            query = query.where(entry.c.sequence > done).order_by(entry.c.sequence).limit(REBUILD_BATCH)
            rows = connection.execute(query).all()
            if not rows:
                raise StoreError(f"the store is damaged: the entries after number {done} lack their source")
            restored = ((row, self._contents.restored(connection, row.content)) for row in rows)
            self.derive(connection, [(row.sequence, prepared(raw), row.simulated) for row, raw in restored])
            done = rows[-1].sequence
            progress(done, last)
