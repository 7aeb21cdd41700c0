"""Reading the timeline: rows by place in a scope, and one event whole."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Tuple,
    and_,
    case,
    func,
    literal,
    select,
    true,
    tuple_,
)

from store.database.contents import Contents
from store.database.identifiers import packed
from store.database.reading.event_rows import timeline_row
from store.database.reading.series_names import SeriesNames
from store.database.tables import entry, event, message, schedule, schedule_name
from store.database.words import Words
from store.model.event import read_entry
from store.model.texts.tolerant import storable
from store.model.timeline import EVERYTHING, Event, EventRow, Moment, Scope


class Timeline:
    """The events of one store in the one order: by time, then by append sequence."""

    def __init__(self, contents: Contents, words: Words) -> None:
        self._contents = contents
        self.words = words
        self._series_names = SeriesNames(contents)

    def count(self, connection: Connection, scope: Scope) -> int:
        """Return how many events a scope holds."""
        if scope == EVERYTHING:
            # sequences have no gaps
            return connection.scalar(select(func.max(entry.c.sequence))) or 0
        if scope.version is None and scope.series_uid is None:
            return self._count_of_schedules(connection, scope)
        return connection.scalar(select(func.count()).select_from(event).where(within(scope))) or 0

    def rows(self, connection: Connection, scope: Scope, start: int, limit: int) -> tuple[EventRow, ...]:
        """Return the rows at `start` and after, oldest first; `start` counts from 0."""
        return self.rows_where(connection, within(scope), self.count(connection, scope), start, limit)

    def rows_where(
        self, connection: Connection, condition: ColumnElement[bool], count: int, start: int, limit: int
    ) -> tuple[EventRow, ...]:
        """Return the rows at `start` and after of the `count` events that meet a condition."""
        limit = max(0, min(limit, count - start))
        if not limit:
            return ()
        place = select(event.c.sequence).where(condition)
        if start + limit / 2 < count / 2:
            place = place.order_by(event.c.created_at, event.c.sequence).offset(start)
        else:
            newest_first = place.order_by(event.c.created_at.desc(), event.c.sequence.desc())
            place = newest_first.offset(count - start - limit)
        return self._rows(connection, _columns().where(event.c.sequence.in_(place.limit(limit))))

    def page(
        self, connection: Connection, scope: Scope, limit: int, *, after: EventRow | None, before: EventRow | None
    ) -> tuple[EventRow, ...]:
        """Return the rows next after a row, or next before one, oldest first; without either the oldest.

        However far into the log the row is, a page costs the same.
        """
        earlier = Moment.of(before) if before else None
        later = Moment.of(after) if after else None
        return self.page_where(connection, within(scope), limit, after=later, before=earlier)

    def page_where(
        self,
        connection: Connection,
        condition: ColumnElement[bool],
        limit: int,
        *,
        after: Moment | None = None,
        before: Moment | None = None,
    ) -> tuple[EventRow, ...]:
        """Return the rows that meet a condition next after a moment, or next before one; see page."""
        place = select(event.c.sequence).where(condition)
        if before:
            place = place.where(_order() < _place(before)).order_by(event.c.created_at.desc(), event.c.sequence.desc())
        else:
            place = place.where(_order() > _place(after)) if after else place
            place = place.order_by(event.c.created_at, event.c.sequence)
        return self._rows(connection, _columns().where(event.c.sequence.in_(place.limit(limit))))

    def appended_where(
        self, connection: Connection, condition: ColumnElement[bool], after: int, until: int
    ) -> tuple[EventRow, ...]:
        """Return the rows that meet a condition among those appended after one sequence and up to another.

        They are in append order. It costs as much as there was appended, however large the log is.
        """
        # a condition by itself would have SQLite go through the whole index of one of its columns
        meets = case((condition, 1), else_=0) == 1
        place = select(event.c.sequence).where(event.c.sequence > after, event.c.sequence <= until, meets)
        rows = self._rows(connection, _columns().where(event.c.sequence.in_(place)))
        return tuple(sorted(rows, key=lambda row: row.sequence))

    def index_of(self, connection: Connection, scope: Scope, uid: str) -> int | None:
        """Return how many events of a scope come before this one; None when it is not there."""
        return self.index_where(connection, within(scope), uid)

    def index_where(self, connection: Connection, condition: ColumnElement[bool], uid: str) -> int | None:
        """Return how many events that meet a condition come before this one; None when it does not."""
        here = select(event.c.created_at, event.c.sequence).where(event.c.uid == packed(uid), condition)
        found = connection.execute(here).one_or_none()
        if found is None:
            return None
        # told by "or", SQLite would keep every event that comes before in memory
        older = _order() < _place(Moment(found.created_at, found.sequence))
        return connection.scalar(select(func.count()).select_from(event).where(condition, older)) or 0

    def row_of(self, connection: Connection, uid: str) -> EventRow | None:
        """Return the row of one event."""
        rows = self._rows(connection, _columns().where(event.c.uid == packed(uid)))
        return rows[0] if rows else None

    def row_numbered(self, connection: Connection, sequence: int) -> EventRow | None:
        """Return the row of the entry with a sequence number; None where there is none."""
        found = self._rows(connection, _columns().where(event.c.sequence == sequence))
        return found[0] if found else None

    def scope_of(self, connection: Connection, uid: str) -> Scope | None:
        """Return the narrowest scope of the tree that an event belongs to."""
        row = self.row_of(connection, uid)
        return narrowest_scope(row) if row else None

    def event(self, connection: Connection, uid: str) -> Event | None:
        """Return one event whole."""
        row = self.row_of(connection, uid)
        return self.event_of(connection, row) if row else None

    def event_of(self, connection: Connection, row: EventRow) -> Event:
        """Return the event of a row whole."""
        stored = select(entry.c.content).where(entry.c.sequence == row.sequence)
        content = self._contents.restored(connection, connection.execute(stored).scalar_one())
        read = read_entry(content)
        return Event(row, read.before, read.after, read.metadata, read.fields, content)

    def _rows(self, connection: Connection, query: Select[tuple[object, ...]]) -> tuple[EventRow, ...]:
        ordered = query.order_by(event.c.created_at, event.c.sequence)
        rows = [timeline_row(connection, row, self.words) for row in connection.execute(ordered).all()]
        return self._series_names.added(connection, rows)

    def _count_of_schedules(self, connection: Connection, scope: Scope) -> int:
        """Count by the standings, which know how many events they were made of."""
        counted = select(func.sum(schedule.c.events))
        if scope.schedule_uid:
            return connection.scalar(counted.where(schedule.c.id == _schedule_id(scope.schedule_uid))) or 0
        placed = connection.scalar(counted.where(schedule.c.day == _ordinal(scope.day))) or 0
        without_schedule = (event.c.day.is_(None) if scope.undated else event.c.day == _ordinal(scope.day)) & (
            event.c.schedule_id.is_(None)
        )
        loose = connection.scalar(select(func.count()).select_from(event).where(without_schedule)) or 0
        if scope.undated:
            placed = connection.scalar(counted.where(schedule.c.day.is_(None))) or 0
        return placed + loose


def within(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that an event is in a scope."""
    conditions: list[ColumnElement[bool]] = [true()]
    if scope.schedule_uid:
        conditions = [event.c.schedule_id == _schedule_id(scope.schedule_uid)]
    elif scope.undated:
        conditions = [event.c.day.is_(None)]
    elif scope.day:
        conditions = [event.c.day == _ordinal(scope.day)]
    if scope.version is not None:
        conditions.append(event.c.version == scope.version)
    if scope.series_uid:
        conditions.append(of_series(scope.series_uid))
    return and_(*conditions)


def of_series(uid: str) -> ColumnElement[bool]:
    """Return the condition that an event happened to a series, or to its version as a whole."""
    return event.c.series_uid.is_(None) | (event.c.series_uid == packed(uid))


def until(moment: Moment) -> ColumnElement[bool]:
    """Return the condition that an event has happened at a moment."""
    return _order() <= _place(moment)


def narrowest_scope(row: EventRow) -> Scope:
    """Return the narrowest scope of the tree that an event belongs to."""
    if not row.schedule_uid:
        return EVERYTHING
    return Scope(day=row.day, undated=row.day is None, schedule_uid=row.schedule_uid, version=row.version)


def _order() -> Tuple:
    return tuple_(event.c.created_at, event.c.sequence)


def _place(moment: Moment) -> Tuple:
    return tuple_(literal(moment.at, BigInteger), literal(moment.sequence, BigInteger))


def _schedule_id(uid: str) -> ColumnElement[int]:
    return select(schedule_name.c.schedule_id).where(schedule_name.c.uid == storable(uid)).scalar_subquery()


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _columns() -> Select[tuple[object, ...]]:
    of_schedule = (schedule.c.uid.label("schedule_uid"), schedule.c.tso, schedule.c.market)
    joined = event.outerjoin(schedule, schedule.c.id == event.c.schedule_id)
    joined = joined.outerjoin(message, message.c.sequence == event.c.sequence)
    return select(*event.c, *of_schedule, message.c.id.label("message_id")).select_from(joined)
