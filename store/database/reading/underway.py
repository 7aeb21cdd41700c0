"""The schedules that were under way at a moment: some of their entries had come, others had not.

All others stand then as they stand now, or are not there yet.
"""

import threading
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, bindparam, select

from store.database.appending.standings import CHUNK
from store.database.contents import Contents
from store.database.reading.tree import day_of
from store.database.tables import entry, event, schedule
from store.model.event import read_entry
from store.model.schedules.facts import Facts, facts
from store.model.schedules.gathering import Gathered, Told, gathered
from store.model.timeline import EventRow, Moment

MOST_REMEMBERED = 50_000
"""How many entries stay in memory between two moments."""


@dataclass(frozen=True)
class UnderWay:
    """The schedules that were under way at a moment, as their entries up to then leave them.

    With each comes the delivery day that its events are kept under now.
    """

    moment: Moment
    schedules: tuple[tuple[Gathered, date | None], ...]

    @cached_property
    def gathered(self) -> tuple[Gathered, ...]:
        """The schedules alone."""
        return tuple(one for one, _ in self.schedules)

    @cached_property
    def by_name(self) -> Mapping[str, Gathered]:
        """The schedules by all uids they went by."""
        return {name: one for one in self.gathered for name in one.names}

    @cached_property
    def moved(self) -> Mapping[int, date | None]:
        """The entries that stood under another day than now, by their sequences."""
        return {
            sequence: one.standing.day
            for one, day_now in self.schedules
            if one.standing.day != day_now
            for sequence in one.versions
        }

    @cached_property
    def _places(self) -> Mapping[int, Gathered]:
        return {sequence: one for one in self.gathered for sequence in one.versions}

    @property
    def sequences(self) -> Collection[int]:
        """The entries of the schedules up to the moment."""
        return self._places.keys()

    def as_was(self, row: EventRow) -> EventRow:
        """Return the row of an event as it stood at the moment."""
        found = self._places.get(row.sequence)
        if found is None:
            return row
        then = found.standing
        return replace(
            row,
            tso=then.tso,
            market=then.market,
            day=then.day,
            schedule_uid=found.uid,
            version=found.versions[row.sequence],
        )


def settled(moment: Moment) -> ColumnElement[bool]:
    """Return the condition that a schedule stood at a moment as it stands now."""
    return schedule.c.last_at < moment.at


def is_one_of(sequences: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that an event is one of these, however many they are."""
    # written out, for databases limit how many values go beside a statement
    return event.c.sequence.in_(bindparam(None, list(sequences), expanding=True, literal_execute=True))


@dataclass(slots=True)
class _Life:
    """The places of a schedule's entries in the one order, and what the first `count` of them made."""

    stamp: tuple[object, ...]
    places: list[tuple[int, int]]
    count: int = 0
    made: tuple[Gathered, ...] = ()


class Recollection:
    """Tells what was under way, and remembers what it read for the next moment; any thread may ask."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._lives: dict[int, _Life] = {}
        self._facts: dict[int, Facts] = {}
        self._lock = threading.Lock()

    def under_way(self, connection: Connection, moment: Moment) -> UnderWay:
        """Return the schedules that were under way at a moment."""
        columns = (schedule.c.id, schedule.c.uid, schedule.c.events, schedule.c.first_at, schedule.c.last_at)
        begun = select(*columns, schedule.c.day).where(schedule.c.first_at <= moment.at, ~settled(moment))
        rows = connection.execute(begun.order_by(schedule.c.id)).all()
        stamps: dict[int, tuple[object, ...]] = {
            row.id: (row.uid, row.events, row.first_at, row.last_at) for row in rows
        }
        with self._lock:
            lives = self._known(connection, stamps)
            counts = {number: bisect_right(life.places, tuple(moment)) for number, life in lives.items()}
            changed = {number: count for number, count in counts.items() if lives[number].count != count}
            self._read(connection, (lives[number].places[:count] for number, count in changed.items()))
            for number, count in changed.items():
                life = lives[number]
                life.made = gathered(Told(place[1], self._facts[place[1]]) for place in life.places[:count])
                life.count = count
            found = tuple((one, day_of(row.day)) for row in rows for one in lives[row.id].made)
            if len(self._facts) > MOST_REMEMBERED:
                self._facts.clear()
                self._lives.clear()
        return UnderWay(moment, found)

    def _known(self, connection: Connection, stamps: Mapping[int, tuple[object, ...]]) -> dict[int, _Life]:
        """Return the lives of schedules by their ids, reading those that are new or have changed."""
        known = {number: self._lives.get(number) for number in stamps}
        missing = [number for number, life in known.items() if life is None or life.stamp != stamps[number]]
        fresh: dict[int, _Life] = {number: _Life(stamps[number], []) for number in missing}
        for start in range(0, len(missing), CHUNK):
            query = select(event.c.schedule_id, event.c.created_at, event.c.sequence)
            query = query.where(event.c.schedule_id.in_(missing[start : start + CHUNK]))
            ordered = query.order_by(event.c.schedule_id, event.c.created_at, event.c.sequence)
            for row in connection.execute(ordered):
                fresh[row.schedule_id].places.append((row.created_at, row.sequence))
        self._lives.update(fresh)
        return {number: self._lives[number] for number in stamps}

    def _read(self, connection: Connection, places: Iterable[Iterable[tuple[int, int]]]) -> None:
        """Read what entries say that are not remembered."""
        missing = [sequence for life in places for _, sequence in life if sequence not in self._facts]
        for start in range(0, len(missing), CHUNK):
            query = select(entry).where(entry.c.sequence.in_(missing[start : start + CHUNK]))
            for row in connection.execute(query):
                self._facts[row.sequence] = facts(read_entry(self._contents.restored(connection, row.content)))
