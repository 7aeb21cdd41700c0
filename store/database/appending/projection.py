"""The tree kept in step with the log: every appended entry is placed, late ones in their right place.

An entry that is the newest of its schedule is applied to the standing at once. An older one, or one
that tells what an earlier entry was about, makes the standing stale: it is then folded anew from all
entries of the schedule, so that the tree never depends on the order in which entries came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import Connection, bindparam, delete, func, select, update

from store.database.appending.bulk import insert_all
from store.database.appending.standings import CHUNK, KnownSchedule, PlacedFacts, load, remove, save
from store.database.contents import Contents
from store.database.tables import entry, event, schedule, schedule_name, version, version_uid
from store.model.event import read_entry
from store.model.schedules.facts import Facts, facts
from store.model.schedules.standing import folded

MOST_KNOWN = 1000
"""How many schedules stay in memory between two batches."""

MOST_REMEMBERED = 200_000
"""How many entries of schedules that late ones came to stay in memory between two batches."""


@dataclass(slots=True)
class Place:
    """Where an entry belongs: the schedule and the number of the version, None where not known."""

    schedule: KnownSchedule | None
    version: int | None


class Projection:
    """Places entries in schedules and keeps the standings of schedules and versions up to date."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._ids: dict[str, int] = {}
        self._known: dict[int, KnownSchedule] = {}
        self._absent: set[str] = set()
        self._new_names: list[tuple[str, int]] = []
        self._next_id = 0

    def forget(self) -> None:
        """Drop what is in memory, because another writer or a rollback may have made it untrue."""
        self._ids.clear()
        self._known.clear()
        self._absent.clear()
        self._new_names.clear()
        self._next_id = 0

    def place(self, connection: Connection, batch: Mapping[int, Facts]) -> dict[int, Place]:
        """Return where each entry of a batch belongs, and apply it to the standing where it is the newest.

        Entries and places are given by the sequence of the entry.
        """
        self._recall(connection, (one.schedule_uid for one in batch.values() if one.schedule_uid))
        places = {sequence: Place(None, one.number) for sequence, one in batch.items()}
        for sequence, one in sorted(batch.items(), key=lambda item: (item[1].at, item[0])):
            if one.schedule_uid is None:
                continue
            known = self._schedule(one.schedule_uid)
            late = known.standing.last_at is not None and known.standing.last_at > one.at
            reveals = known.standing.learn_identity(one)
            known.dirty = True
            known.stale = known.stale or late or reveals
            places[sequence].schedule = known
            if not known.stale:
                places[sequence].version = known.standing.apply(one)
            if known.history is not None:
                known.history[sequence] = PlacedFacts(one, places[sequence].version)
        return places

    def settle(self, connection: Connection) -> None:
        """Link the names of the schedules of the batch, fold stale ones anew and save all.

        The entries of the batch must have been inserted where `place` said.
        """
        waiting = [one for one in self._known.values() if one.dirty]
        # asked for all at once: one question a schedule takes longer than all else here
        self._recall(connection, (name for one in waiting for name in one.standing.names - one.linked))
        while waiting:
            known = waiting.pop()
            if self._known.get(known.id) is not known:
                continue
            if known.stale:
                self._fold(connection, known)
            elif known.kept and known.day_before != known.standing.day:
                self._spread_day(connection, known)
            other = self._link(connection, known)
            if other:
                waiting.append(self._merged(connection, known, other))
        self._insert_names(connection)
        save(connection, self._known.values())
        self._absent.clear()
        remembered = sum(len(known.history) for known in self._known.values() if known.history)
        if len(self._known) > MOST_KNOWN or remembered > MOST_REMEMBERED:
            self.forget()

    def _recall(self, connection: Connection, uids: Iterable[str]) -> None:
        """Load the schedules that these uids name."""
        if not self._next_id:
            self._next_id = (connection.scalar(select(func.max(schedule.c.id))) or 0) + 1
        missing = sorted({uid for uid in uids if uid not in self._ids and uid not in self._absent})
        if not missing:
            return
        for start in range(0, len(missing), CHUNK):
            chunk = missing[start : start + CHUNK]
            found = connection.execute(select(schedule_name).where(schedule_name.c.uid.in_(chunk))).all()
            self._ids.update({row.uid: row.schedule_id for row in found})
        self._absent.update(uid for uid in missing if uid not in self._ids)
        unknown = {self._ids[uid] for uid in missing if uid in self._ids} - self._known.keys()
        self._known.update({one.id: one for one in load(connection, unknown)})

    def _schedule(self, uid: str) -> KnownSchedule:
        if uid not in self._ids:
            known = KnownSchedule(id=self._next_id, uid=uid)
            known.standing.names.add(uid)
            self._ids[uid] = known.id
            self._known[known.id] = known
            self._next_id += 1
        return self._known[self._ids[uid]]

    def _link(self, connection: Connection, known: KnownSchedule) -> KnownSchedule | None:
        """Record the names of a schedule; return another one that goes by one of them.

        Two schedules recorded under uids of their own stay two; a name both could have stays with the first.
        """
        names = sorted(known.standing.names - known.linked)
        if names:
            self._recall(connection, names)
        other = None
        for uid in names:
            owner = self._ids.setdefault(uid, known.id)
            if owner == known.id:
                self._new_names.append((uid, known.id))
                known.linked.add(uid)
            elif not (known.standing.recorded_uid and self._known[owner].standing.recorded_uid):
                other = self._known[owner]
        return other

    def _insert_names(self, connection: Connection) -> None:
        # in the order of their index, so that it fills its pages
        names = sorted(self._new_names, key=itemgetter(1))
        insert_all(connection, schedule_name, ("uid", "schedule_id"), names)
        self._new_names = []

    def _merged(self, connection: Connection, one: KnownSchedule, other: KnownSchedule) -> KnownSchedule:
        """Return the schedule that both turned out to be, with the entries and names of both."""
        self._insert_names(connection)
        kept, dropped = sorted((one, other), key=lambda known: (not known.standing.recorded_uid, known.id))
        for table in (event, schedule_name):
            moved = update(table).where(table.c.schedule_id == dropped.id).values(schedule_id=kept.id)
            connection.execute(moved)
        remove(connection, dropped.id)
        del self._known[dropped.id]
        for name in dropped.linked | dropped.standing.names:
            # a name that a third one was first to take stays its, so that it is found when these are linked
            if self._ids.get(name) == dropped.id:
                self._ids[name] = kept.id
        kept.linked |= dropped.linked
        kept.stale = kept.dirty = True
        kept.history = None
        return kept

    def _fold(self, connection: Connection, known: KnownSchedule) -> None:
        """Fold the standing of a schedule anew from all its entries."""
        if known.history is None:
            known.history = self._history(connection, known)
        ordered = sorted(known.history.items(), key=lambda item: (item[1].facts.at, item[0]))
        known.standing, numbers = folded(placed.facts for _, placed in ordered)
        known.stale = False
        changed = []
        for (sequence, placed), number in zip(ordered, numbers, strict=True):
            if placed.version != number:
                placed.version = number
                changed.append({"at": sequence, "version_now": number})
        if changed:
            places = update(event).where(event.c.sequence == bindparam("at"))
            connection.execute(places.values(version=bindparam("version_now")), changed)
        self._spread_day(connection, known)
        for table in (version, version_uid):
            connection.execute(delete(table).where(table.c.schedule_id == known.id))
        known.kept_uids.clear()
        known.kept_versions.clear()

    def _history(self, connection: Connection, known: KnownSchedule) -> dict[int, PlacedFacts]:
        """Return what all entries of a schedule say, by their sequence."""
        rows = connection.execute(
            select(event.c.sequence, event.c.version, entry.c.content)
            .join(entry, entry.c.sequence == event.c.sequence)
            .where(event.c.schedule_id == known.id)
        )
        return {
            row.sequence: PlacedFacts(facts(read_entry(self._contents.restored(connection, row.content))), row.version)
            for row in rows
        }

    def _spread_day(self, connection: Connection, known: KnownSchedule) -> None:
        """Write the delivery day to those entries of the schedule that do not have it."""
        day = known.standing.day.toordinal() if known.standing.day else None
        others = update(event).where(event.c.schedule_id == known.id, event.c.day.is_distinct_from(day))
        connection.execute(others.values(day=day))
