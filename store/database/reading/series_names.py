"""What the series are called that events are about, which only their entries say."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection, select

from store.database.contents import Contents
from store.database.tables import entry
from store.errors import StoreError
from store.model.event import Entry, read_entry
from store.model.snapshot import recognised
from store.model.texts.tolerant import storable
from store.model.timeline import EventRow

CHUNK = 500
"""How many entries are asked for at once."""

MOST_KNOWN = 50_000
"""How many entries are remembered: to read one takes longer than all the rest of a row."""


class SeriesNames:
    """What the series of one store are called, entry by entry; any thread may ask."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._known: dict[int, str | None] = {}

    def added(self, connection: Connection, rows: Sequence[EventRow]) -> tuple[EventRow, ...]:
        """Return rows, those of events about one series with what it is called there."""
        about = [row.sequence for row in rows if row.series_uid and row.type.startswith("series.")]
        if not about:
            return tuple(rows)
        # of others: a thread that is reading on goes on with what it knows
        known = self._known = self._known if len(self._known) < MOST_KNOWN else {}
        known.update(self._names(connection, [sequence for sequence in about if sequence not in known]))
        return tuple(replace(row, series_name=name) if (name := known.get(row.sequence)) else row for row in rows)

    def _names(self, connection: Connection, sequences: Sequence[int]) -> Iterator[tuple[int, str | None]]:
        """Give what entries call a series, by their sequence; one that is damaged says so where it is looked at."""
        for start in range(0, len(sequences), CHUNK):
            chosen = sequences[start : start + CHUNK]
            wanted = select(entry.c.sequence, entry.c.content).where(entry.c.sequence.in_(chosen))
            for row in connection.execute(wanted).all():
                with suppress(StoreError):
                    yield row.sequence, _name(read_entry(self._contents.restored(connection, row.content)))


def _name(told: Entry) -> str | None:
    """Return what the one series of an entry is called; None where it tells of none, or of several."""
    for snapshot in (told.after, told.before):
        names = {one.time_series_uid for one in recognised(snapshot, told.type).series if one.time_series_uid}
        if names:
            return storable(names.pop()) if len(names) == 1 else None
    return None
