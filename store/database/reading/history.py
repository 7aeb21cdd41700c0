"""A schedule as it stood at a moment, folded from its entries up to then."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from store.database.appending.bulk import rarely_collecting
from store.database.appending.standings import CHUNK, load
from store.database.contents import Contents
from store.database.reading.timeline import within
from store.database.tables import entry, event, schedule, schedule_name
from store.model.event import Entry, read_entry
from store.model.recorded import Recorded, recorded
from store.model.schedules.facts import facts
from store.model.schedules.standing import ScheduleStanding, folded
from store.model.schedules.tree import ScheduleNode
from store.model.snapshot import recognised
from store.model.texts.tolerant import storable
from store.model.timeline import EventRow, Scope

LIVES_BATCH = 1000
"""How many entries are read at once where lives are read one after the other."""


def standing_at(
    connection: Connection, contents: Contents, names: Sequence[str], at: int
) -> tuple[str, ScheduleStanding] | None:
    """Return the uid and standing, at a moment, of the schedule that goes by one of these names.

    `at` is in microseconds since 1970 UTC; entries of that very moment count. None when the store knows
    no schedule by these names; a standing without versions when it knows nothing as early as that.
    """
    query = select(func.min(schedule_name.c.schedule_id)).where(schedule_name.c.uid.in_(names))
    known = load(connection, filter(None, [connection.scalar(query)]))
    if not known:
        return None
    uid, standing = known[0].uid, known[0].standing
    if standing.last_at is not None and standing.last_at > at:
        early = entries(connection, contents, Scope(schedule_uid=uid), until=at)
        standing, _ = folded(facts(one) for one in early)
    return uid, standing


def version_snapshot(connection: Connection, contents: Contents, schedule_uid: str, number: int) -> object:
    """Return the newest snapshot of a version that holds its series with amounts; None when there is none."""
    return newest_snapshot(entries(connection, contents, Scope(schedule_uid=schedule_uid, version=number)))


def newest_snapshot(of_version: Iterable[Entry]) -> object:
    """Return the newest snapshot with amounts in the entries of a version; None when there is none."""
    found: object = None
    for one in of_version:
        if one.type.startswith("version.") and any(series.points for series in recognised(one.after).series):
            found = one.after
    return found


def entries(connection: Connection, contents: Contents, scope: Scope, until: int | None = None) -> Iterator[Entry]:
    """Give the entries of a scope in the one order, up to a moment."""
    condition = within(scope)
    return entries_where(
        connection, contents, condition if until is None else condition & (event.c.created_at <= until)
    )


def entries_where(connection: Connection, contents: Contents, condition: ColumnElement[bool]) -> Iterator[Entry]:
    """Give the entries whose events meet a condition, in the one order."""
    for row in connection.execute(_stored(condition)).all():
        yield read_entry(contents.restored(connection, row.content))


def life(connection: Connection, contents: Contents, schedule_uid: str) -> tuple[Recorded, ...]:
    """Return the entries of a schedule in the one order."""
    return life_where(connection, contents, within(Scope(schedule_uid=schedule_uid)))


def life_where(connection: Connection, contents: Contents, condition: ColumnElement[bool]) -> tuple[Recorded, ...]:
    """Return the entries whose events meet a condition, in the one order."""
    rows = connection.execute(_stored(condition)).all()
    return tuple(recorded(row.sequence, contents.restored(connection, row.content)) for row in rows)


def lives(connection: Connection, contents: Contents, uids: Sequence[str]) -> dict[str, list[Recorded]]:
    """Return the entries of several schedules, each by its own uid, in the one order."""
    query = select(schedule.c.uid, entry.c.sequence, entry.c.content)
    query = query.select_from(schedule).join(event, event.c.schedule_id == schedule.c.id)
    query = query.join(entry, entry.c.sequence == event.c.sequence).where(schedule.c.uid.in_(uids))
    found: dict[str, list[Recorded]] = {uid: [] for uid in uids}
    with rarely_collecting():
        for row in connection.execute(query.order_by(event.c.created_at, event.c.sequence)).all():
            found[row.uid].append(recorded(row.sequence, contents.restored(connection, row.content)))
    return found


def schedule_uids(connection: Connection, scope: Scope) -> tuple[str, ...]:
    """Return the uids of the schedules in a scope, by delivery day and TSO."""
    query = select(schedule.c.uid).where(schedules_within(scope))
    return tuple(connection.scalars(query.order_by(*SCHEDULE_ORDER)))


SCHEDULE_ORDER = (schedule.c.day, schedule.c.tso, schedule.c.id)
"""Schedules by delivery day and TSO."""


def schedules_within(scope: Scope) -> ColumnElement[bool]:
    """Return the condition on schedules that they are in a scope, or what it selects in them."""
    if scope.schedule_uid is not None:
        return schedule.c.uid == storable(scope.schedule_uid)
    if scope.day is not None:
        return schedule.c.day == scope.day.toordinal()
    return schedule.c.day.is_(None) if scope.undated else true()


def _stored(condition: ColumnElement[bool]) -> Select[tuple[int, bytes]]:
    query = select(entry.c.sequence, entry.c.content).join(event, event.c.sequence == entry.c.sequence)
    return query.where(condition).order_by(event.c.created_at, event.c.sequence)


def contents_of(connection: Connection, contents: Contents, rows: Sequence[EventRow]) -> tuple[bytes, ...]:
    """Return the entries' own bytes of rows of the timeline, in the order of the rows."""
    stored = stored_of(connection, rows)
    return tuple(contents.restored(connection, stored[row.sequence]) for row in rows)


def stored_of(connection: Connection, rows: Sequence[EventRow]) -> dict[int, bytes]:
    """Return the entries of rows of the timeline as they are stored, by their sequences."""
    query = select(entry.c.sequence, entry.c.content).where(entry.c.sequence.in_([row.sequence for row in rows]))
    return {one.sequence: one.content for one in connection.execute(query)}


def in_parts(schedules: Iterable[ScheduleNode]) -> Iterator[list[ScheduleNode]]:
    """Give schedules in lists of about `LIVES_BATCH` events, or of one that has more."""
    part: list[ScheduleNode] = []
    events = 0
    for one in schedules:
        if part and (events + one.events > LIVES_BATCH or len(part) >= CHUNK):
            yield part
            part, events = [], 0
        part.append(one)
        events += one.events
    if part:
        yield part
