"""Standings of schedules in the database: loaded by id, saved whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, Table, delete, select

from store.database.appending.bulk import insert_all
from store.database.tables import schedule, schedule_name, version, version_uid
from store.lifecycle.market.gates import sent_in_time
from store.model.market.delivery_day import from_microseconds
from store.model.schedules.facts import Facts
from store.model.schedules.standing import ScheduleStanding, VersionStanding

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

CHUNK = 500
"""How many values one statement names at most, below every engine's limit."""


@dataclass(slots=True)
class PlacedFacts:
    """What an entry says, and the version it was placed in."""

    facts: Facts
    version: int | None


@dataclass(slots=True)
class KnownSchedule:
    """A schedule of the store while entries are appended to it.

    `uid` is the one the first entry named; `stale` when its standing must be folded anew because an
    entry came late; `linked` are the names the database knows it under. `history` is what all its entries
    say, by sequence, once a late one made it necessary to look. `kept` when the database has it already,
    `kept_versions` are the numbers of the versions that it has.
    """

    id: int
    uid: str
    standing: ScheduleStanding = field(default_factory=ScheduleStanding)
    stale: bool = False
    dirty: bool = False
    kept: bool = False
    day_before: date | None = None
    linked: set[str] = field(default_factory=set)
    history: dict[int, PlacedFacts] | None = None
    kept_uids: set[str] = field(default_factory=set)
    kept_versions: set[int] = field(default_factory=set)


def load(connection: Connection, ids: Iterable[int]) -> list[KnownSchedule]:
    """Return the standings of the schedules with these ids."""
    found: dict[int, KnownSchedule] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        for row in connection.execute(select(schedule).where(schedule.c.id.in_(chunk))):
            found[row.id] = _known(row)
        for row in connection.execute(select(version).where(version.c.schedule_id.in_(chunk))):
            one = version_standing(row)
            found[row.schedule_id].standing.versions[one.number] = one
            found[row.schedule_id].kept_versions.add(one.number)
        for row in connection.execute(select(version_uid).where(version_uid.c.schedule_id.in_(chunk))):
            found[row.schedule_id].standing.numbers[row.uid] = row.number
            found[row.schedule_id].kept_uids.add(row.uid)
        for row in connection.execute(select(schedule_name).where(schedule_name.c.schedule_id.in_(chunk))):
            found[row.schedule_id].linked.add(row.uid)
            found[row.schedule_id].standing.names.add(row.uid)
    return list(found.values())


def save(connection: Connection, known: Iterable[KnownSchedule]) -> None:
    """Write the standings of these schedules and of the versions that were touched."""
    changed = [one for one in known if one.dirty]
    if not changed:
        return
    insert_all(connection, schedule, schedule.c.keys(), [_schedule_row(one) for one in changed if not one.kept])
    _write_over(connection, schedule, [_schedule_row(one) for one in changed if one.kept])
    touched = [(one, one.standing.versions[number]) for one in changed for number in one.standing.touched]
    new = [_version_row(one.id, of) for one, of in touched if of.number not in one.kept_versions]
    insert_all(connection, version, version.c.keys(), new)
    kept = [_version_row(one.id, of) for one, of in touched if of.number in one.kept_versions]
    _write_over(connection, version, kept)
    _save_uids(connection, changed)
    for one in changed:
        one.dirty = False
        one.kept = True
        one.kept_versions |= one.standing.touched
        one.day_before = one.standing.day
        one.standing.touched.clear()


def _write_over(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Write rows, all columns of each, over those that are there under the same key."""
    statement = on_conflict_insert(connection, table)
    others = {one.name: statement.excluded[one.name] for one in table.c if not one.primary_key}
    statement = statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=others)
    insert_all(connection, statement, table.c.keys(), rows)


def _save_uids(connection: Connection, changed: Iterable[KnownSchedule]) -> None:
    """Write which version each uid names: one may go by several, in the API's log and in messages."""
    new = [
        (one.id, uid, number)
        for one in changed
        for uid, number in one.standing.numbers.items()
        if uid not in one.kept_uids
    ]
    insert_all(connection, version_uid, ("schedule_id", "uid", "number"), new)
    for one in changed:
        one.kept_uids.update(one.standing.numbers)


def on_conflict_insert(connection: Connection, table: Table) -> "PostgresqlInsert | SqliteInsert":
    """Return an insert that can be told what to do where the row is there already."""
    # who has a file starts without the other
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert(table)


def remove(connection: Connection, schedule_id: int) -> None:
    """Remove the standing of a schedule that turned out to be another one."""
    for table in (version, version_uid):
        connection.execute(delete(table).where(table.c.schedule_id == schedule_id))
    connection.execute(delete(schedule).where(schedule.c.id == schedule_id))


def _known(row: Row[tuple[object, ...]]) -> KnownSchedule:
    day = None if row.day is None else date.fromordinal(row.day)
    standing = ScheduleStanding(
        recorded_uid=row.uid if row.recorded else None,
        market=row.market,
        tso=row.tso,
        party=row.party,
        day=day,
        first_at=row.first_at,
        last_at=row.last_at,
        events=row.events,
        unresolved=row.unresolved,
        anomaly_alone=row.anomaly_open and row.latest_version is None,
        # what made it late may have been that
        sent_unplaced=row.late,
    )
    return KnownSchedule(id=row.id, uid=row.uid, standing=standing, kept=True, day_before=day)


def version_standing(row: Row[tuple[object, ...]]) -> VersionStanding:
    """Return the version that these columns are."""
    return VersionStanding(
        number=row.number,
        uid=row.uid,
        raw_status=row.raw_status,
        acceptance_level=row.acceptance_level,
        message_id=row.message_id,
        reason_codes=tuple(row.reason_codes.split()) if row.reason_codes else (),
        submitted_at=row.submitted_at,
        settled_at=row.settled_at,
        accepted=row.accepted,
        anomaly_open=row.anomaly_open,
        last_at=row.last_at,
        events=row.events,
    )


def _schedule_row(known: KnownSchedule) -> tuple[object, ...]:
    standing = known.standing
    return (
        known.id,
        standing.uid or known.uid,
        standing.recorded_uid is not None,
        standing.market,
        standing.tso,
        standing.party,
        None if standing.day is None else standing.day.toordinal(),
        standing.first_at,
        standing.last_at,
        standing.events,
        standing.unresolved,
        standing.latest_version,
        standing.active_version,
        int(standing.standing),
        standing.anomaly_open,
        may_be_late(standing),
    )


def may_be_late(standing: ScheduleStanding) -> bool:
    """Tell whether a version was sent too late, or may have been: where it is false none was."""
    if standing.sent_unplaced:
        # also while the day is not known: it is told by what the database keeps alone
        return True
    day = standing.day
    if day is None:
        return False
    sent = ((number, one.submitted_at) for number, one in standing.versions.items())
    return not all(
        at is None or sent_in_time(day, standing.market, number, from_microseconds(at)) for number, at in sent
    )


def _version_row(schedule_id: int, one: VersionStanding) -> tuple[object, ...]:
    return (
        schedule_id,
        one.number,
        one.uid,
        one.raw_status,
        one.acceptance_level,
        one.message_id,
        " ".join(one.reason_codes) or None,
        one.submitted_at,
        one.settled_at,
        one.accepted,
        one.anomaly_open,
        one.last_at,
        one.events,
    )
