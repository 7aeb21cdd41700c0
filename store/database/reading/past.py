"""A store as it was at a moment: what had come up to it, read as that would have been read then."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, false, func, select

from store.database.contents import Contents
from store.database.following.reach import reached, rebuilds
from store.database.reading import history, tree
from store.database.reading.timeline import Timeline, narrowest_scope, of_series, until, within
from store.database.reading.underway import Recollection, UnderWay, is_one_of, settled
from store.database.tables import event, schedule
from store.model.market.delivery_day import from_microseconds
from store.model.recorded import Recorded
from store.model.schedules.nodes import by_tso_and_party, day_nodes, in_order, schedule_node, version_node
from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, StoreFacts, VersionNode
from store.model.series import series_of
from store.model.timeline import EVERYTHING, Event, EventRow, Moment, Scope, StoreKind

if TYPE_CHECKING:
    # what answers questions takes longer to import than drawing the first frame
    from store.database.query.answers import Answers
    from store.database.query.seen import Seen
    from store.query.question import Question

Connecting = Callable[[], AbstractContextManager[Connection]]


class Past:
    """Answers as a store would into which only the entries up to a moment were appended, at once.

    One thing the log does not say any more: where two schedules recorded under uids of their own could both be
    meant by a message, it stays with the one it is with now. Every method may be called from any thread and
    raises StoreError when it cannot.
    """

    # one argument for each part of the store that it shares
    def __init__(  # noqa: PLR0913
        self,
        moment: Moment,
        connecting: Connecting,
        contents: Contents,
        timeline: Timeline,
        recollection: Recollection,
        *,
        name: str,
        kind: StoreKind,
    ) -> None:
        self.name = f"{name} as of {from_microseconds(moment.at).isoformat(timespec='milliseconds')}"
        self.kind = kind
        self.moment = moment
        self._connecting = connecting
        self._contents = contents
        self._timeline = timeline
        self._recollection = recollection
        self._known: tuple[object, UnderWay] | None = None

    def facts(self) -> StoreFacts:
        """Return how much the store held."""
        with self._then() as (connection, then):
            stood = select(func.count()).select_from(schedule).where(settled(self.moment))
            times = select(event.c.created_at).where(until(self.moment)).limit(1)
            first = connection.scalar(times.order_by(event.c.created_at, event.c.sequence))
            last = connection.scalar(times.order_by(event.c.created_at.desc(), event.c.sequence.desc()))
            return StoreFacts(
                events=self._count(connection, then),
                schedules=(connection.scalar(stood) or 0) + len(then.schedules),
                first_at=None if first is None else from_microseconds(first),
                last_at=None if last is None else from_microseconds(last),
            )

    def days(self) -> tuple[DayNode, ...]:
        """Return the delivery days, newest first, the schedules without a day last."""
        with self._then() as (connection, then):
            moving = day_nodes(one.standing for one in then.gathered)
            return in_order((*tree.days(connection, settled(self.moment)), *moving))

    def schedules(self, day: date | None) -> tuple[ScheduleNode, ...]:
        """Return the schedules of a delivery day, or those without one, by TSO and party."""
        with self._then() as (connection, then):
            moving = (schedule_node(one.uid, one.standing) for one in then.gathered if one.standing.day == day)
            return by_tso_and_party((*tree.schedules(connection, day, settled(self.moment)), *moving))

    def schedules_in(self, scope: Scope) -> tuple[ScheduleNode, ...]:
        """Return the schedules in a scope, by delivery day and TSO."""
        with self._then() as (connection, then):
            moving = (schedule_node(one.uid, one.standing) for one in then.gathered)
            found = tree.schedules_in(connection, scope, settled(self.moment))
            inside = (*found, *(node for node in moving if _is_in(scope, node.uid, node.day)))
            return tuple(sorted(inside, key=lambda node: (node.day or date.min, node.tso or "")))

    def versions(self, schedule_uid: str) -> tuple[VersionNode, ...]:
        """Return the versions of a schedule, newest first."""
        with self._then() as (connection, then):
            moving = then.by_name.get(schedule_uid)
            if moving is not None:
                node = schedule_node(moving.uid, moving.standing)
                newest_first = sorted(moving.standing.versions.items(), reverse=True)
                return tuple(version_node(version, node) for _, version in newest_first)
            stood = tree.schedule_of(connection, schedule_uid, settled(self.moment))
            return tree.versions(connection, stood.uid) if stood else ()

    def series(self, schedule_uid: str, version: int) -> tuple[SeriesNode, ...]:
        """Return the series of a version."""
        with self._then() as (connection, then):
            happened = self._happened(connection, then, Scope(schedule_uid=schedule_uid, version=version))
            return series_of(history.entries_where(connection, self._contents, happened))

    def version_snapshot(self, schedule_uid: str, number: int) -> object:
        """Return the newest snapshot of a version that holds amounts; None when there is none."""
        with self._then() as (connection, then):
            happened = self._happened(connection, then, Scope(schedule_uid=schedule_uid, version=number))
            return history.newest_snapshot(history.entries_where(connection, self._contents, happened))

    def count(self, scope: Scope) -> int:
        """Return how many events a scope held."""
        with self._then() as (connection, then):
            return self._count(connection, then, scope)

    def rows(self, scope: Scope, start: int, limit: int) -> tuple[EventRow, ...]:
        """Return rows of a scope in the one order, oldest first; `start` counts from 0."""
        with self._then() as (connection, then):
            happened, count = self._happened(connection, then, scope), self._count(connection, then, scope)
            rows = self._timeline.rows_where(connection, happened, count, start, limit)
            return tuple(map(then.as_was, rows))

    def page(
        self, scope: Scope, limit: int, *, after: EventRow | None = None, before: EventRow | None = None
    ) -> tuple[EventRow, ...]:
        """Return the rows next after a row, or next before one, oldest first; without either the oldest."""
        with self._then() as (connection, then):
            happened = self._happened(connection, then, scope)
            earlier = Moment.of(before) if before else None
            later = Moment.of(after) if after else None
            rows = self._timeline.page_where(connection, happened, limit, after=later, before=earlier)
            return tuple(map(then.as_was, rows))

    def answers(self, question: "Question") -> "Answers":
        """Return the events that answered a question, to be read like those of a scope."""
        from store.database.query.answers import Answers  # noqa: PLC0415 - not for the first paint
        from store.database.query.then import Then  # noqa: PLC0415 - the same
        from store.database.text_index.asking import Narrowing  # noqa: PLC0415 - the same

        looked_at = Then(self._timeline, self._contents, self._happened, Narrowing(question))

        @contextmanager
        def seeing() -> "Iterator[Seen]":
            with self._then() as (connection, then):
                yield looked_at.seen(connection, then)

        return Answers(seeing, self._timeline, self._contents, question)

    def index_of(self, scope: Scope, uid: str) -> int | None:
        """Return where an event stood in a scope, counted from 0; None when it was not in it."""
        with self._then() as (connection, then):
            return self._timeline.index_where(connection, self._happened(connection, then, scope), uid)

    def scope_of(self, uid: str) -> Scope | None:
        """Return the narrowest scope of the tree that an event belonged to."""
        with self._then() as (connection, then):
            row = self._row(connection, then, uid)
            return narrowest_scope(row) if row else None

    def event(self, uid: str) -> Event | None:
        """Return one event whole."""
        with self._then() as (connection, then):
            row = self._row(connection, then, uid)
            return self._timeline.event_of(connection, row) if row else None

    def contents_of(self, rows: Sequence[EventRow]) -> tuple[bytes, ...]:
        """Return the entries' own bytes of rows, in their order."""
        with self._connecting() as connection:
            return history.contents_of(connection, self._contents, rows)

    def life(self, schedule_uid: str) -> tuple[Recorded, ...]:
        """Return the entries of a schedule in the one order."""
        with self._then() as (connection, then):
            happened = self._happened(connection, then, Scope(schedule_uid=schedule_uid))
            return history.life_where(connection, self._contents, happened)

    def lives(self, schedules: Iterable[ScheduleNode]) -> Iterator[tuple[ScheduleNode, Sequence[Recorded]]]:
        """Give each of these schedules with its entries in the one order."""
        for one in schedules:
            yield one, self.life(one.uid)

    def schedule_uids(self, scope: Scope) -> tuple[str, ...]:
        """Return the uids of the schedules in a scope, by delivery day and TSO."""
        with self._then() as (connection, then):
            query = select(schedule.c.day, schedule.c.tso, schedule.c.id, schedule.c.uid)
            stood = connection.execute(query.where(history.schedules_within(scope), settled(self.moment)))
            found = [(row.day or 0, row.tso or "", row.id, row.uid) for row in stood]
            for place, one in enumerate(then.gathered, start=2**40):
                day = one.standing.day
                if _is_in(scope, one.uid, day):
                    found.append((day.toordinal() if day else 0, one.standing.tso or "", place, one.uid))
            return tuple(uid for _, _, _, uid in sorted(found))

    def _count(self, connection: Connection, then: UnderWay, scope: Scope = EVERYTHING) -> int:
        happened = self._happened(connection, then, scope)
        if scope == EVERYTHING:
            # the standings know how many events they were made of
            happened &= event.c.schedule_id.is_(None)
            stood = connection.scalar(select(func.sum(schedule.c.events)).where(settled(self.moment))) or 0
            known = stood + sum(len(one.versions) for one in then.gathered)
        else:
            known = 0
        return known + (connection.scalar(select(func.count()).select_from(event).where(happened)) or 0)

    def _row(self, connection: Connection, then: UnderWay, uid: str) -> EventRow | None:
        row = self._timeline.row_of(connection, uid)
        return then.as_was(row) if row and Moment.of(row) <= self.moment else None

    def _happened(self, connection: Connection, then: UnderWay, scope: Scope) -> ColumnElement[bool]:
        """Return the condition that an event had happened in a scope."""
        uid = scope.schedule_uid
        if uid is None:
            inside = within(scope)
            if then.moved and scope != EVERYTHING:
                here = [sequence for sequence, day in then.moved.items() if day == scope.day]
                inside = and_(inside, ~is_one_of(then.moved)) | is_one_of(here)
            return and_(inside, until(self.moment))
        moving = then.by_name.get(uid)
        if moving is not None:
            inside = is_one_of(moving.sequences(scope.version))
            return inside if scope.series_uid is None else and_(inside, of_series(scope.series_uid))
        return within(scope) if tree.schedule_of(connection, uid, settled(self.moment)) else false()

    @contextmanager
    def _then(self) -> Iterator[tuple[Connection, UnderWay]]:
        """Give a connection and what was under way, which entries that have come since may have changed."""
        with self._connecting() as connection:
            stamp = reached(connection), rebuilds(connection)
            known = self._known
            if known is None or known[0] != stamp:
                known = self._known = stamp, self._recollection.under_way(connection, self.moment)
            yield connection, known[1]


def _is_in(scope: Scope, uid: str, day: date | None) -> bool:
    if scope.schedule_uid is not None:
        return scope.schedule_uid == uid
    return day is None if scope.undated else scope.day in {None, day}
