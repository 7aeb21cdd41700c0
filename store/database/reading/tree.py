"""Reading the schedule tree: days, schedules and versions from their standings, series from the log."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, case, cast, func, select, true

from store.database.appending.standings import version_standing
from store.database.contents import Contents
from store.database.reading.history import SCHEDULE_ORDER, entries, schedules_within
from store.database.tables import entry, event, schedule, schedule_name, version
from store.model.market.delivery_day import from_microseconds
from store.model.schedules.nodes import by_tso_and_party, in_order, version_node
from store.model.schedules.standing import Standing
from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, StoreFacts, VersionNode
from store.model.series import series_of
from store.model.status import Status, status_of
from store.model.texts.tolerant import storable
from store.model.timeline import Scope

ALL = true()
"""The condition that every schedule meets."""


def store_facts(connection: Connection) -> StoreFacts:
    """Return how much the store holds."""
    return StoreFacts(
        events=connection.scalar(select(func.max(entry.c.sequence))) or 0,
        schedules=connection.scalar(select(func.count()).select_from(schedule)) or 0,
        first_at=_instant(connection.scalar(select(func.min(event.c.created_at)))),
        last_at=_instant(connection.scalar(select(func.max(event.c.created_at)))),
    )


def days(connection: Connection, standing: ColumnElement[bool] = ALL) -> tuple[DayNode, ...]:
    """Return the delivery days, newest first, the schedules without a day last; of some schedules only."""
    unanswered = _unanswered(connection, standing)
    columns = (schedule.c.day, schedule.c.standing, schedule.c.anomaly_open)
    # those that stand alike are counted first: each more number for each schedule takes as long as to read it
    alike = (
        select(*columns, func.count().label("schedules"), func.sum(schedule.c.events).label("events"))
        .where(standing)
        .group_by(*columns)
        .subquery()
    )
    number = alike.c.schedules
    query = select(
        alike.c.day,
        _sum(number).label("schedules"),
        # those with an open anomaly count as that only
        *(
            _sum(number, (alike.c.standing == int(one)) & ~alike.c.anomaly_open).label(one.name.lower())
            for one in (Standing.ACCEPTED, Standing.REJECTED, Standing.PARTLY)
        ),
        _sum(number, alike.c.anomaly_open).label("anomalies"),
        _sum(alike.c.events).label("events"),
    ).group_by(alike.c.day)
    return in_order(
        DayNode(
            day=day_of(row.day),
            schedules=row.schedules,
            accepted=row.accepted,
            rejected=row.rejected,
            waiting=unanswered[row.day, False],
            anomalies=row.anomalies,
            events=row.events,
            partly=row.partly,
            unsent=unanswered[row.day, True],
        )
        for row in connection.execute(query)
    )


def _unanswered(connection: Connection, standing: ColumnElement[bool]) -> Counter[tuple[int | None, bool]]:
    """Return how many schedules wait for an answer, by day and whether nothing of their latest version was sent."""
    latest = (version.c.schedule_id == schedule.c.id) & (version.c.number == schedule.c.latest_version)
    query = (
        select(schedule.c.day, schedule.c.latest_version.is_(None).label("alone"), version.c.raw_status, func.count())
        .select_from(schedule.outerjoin(version, latest))
        .where(standing, schedule.c.standing == int(Standing.WAITING), ~schedule.c.anomaly_open)
        .group_by(schedule.c.day, "alone", version.c.raw_status)
    )
    found: Counter[tuple[int | None, bool]] = Counter()
    for day, alone, raw_status, number in connection.execute(query):
        found[day, alone or status_of(raw_status) is Status.INGESTED] += number
    return found


def schedules(
    connection: Connection, day: date | None, standing: ColumnElement[bool] = ALL
) -> tuple[ScheduleNode, ...]:
    """Return the schedules of a delivery day, or those without one, by TSO and party; some of them only."""
    of_day = schedule.c.day.is_(None) if day is None else schedule.c.day == day.toordinal()
    return by_tso_and_party(_schedule_node(row) for row in connection.execute(_schedules().where(of_day, standing)))


def schedules_in(connection: Connection, scope: Scope, standing: ColumnElement[bool] = ALL) -> tuple[ScheduleNode, ...]:
    """Return the schedules in a scope, by delivery day and TSO; some of them only."""
    query = _schedules().where(schedules_within(scope), standing).order_by(*SCHEDULE_ORDER)
    return tuple(_schedule_node(row) for row in connection.execute(query))


def schedule_of(connection: Connection, uid: str, standing: ColumnElement[bool] = ALL) -> ScheduleNode | None:
    """Return the schedule that goes by a uid, its own or one computed from a message; of some schedules only."""
    named = select(schedule_name.c.schedule_id).where(schedule_name.c.uid == storable(uid)).scalar_subquery()
    row = connection.execute(_schedules().where(schedule.c.id == named, standing)).one_or_none()
    return _schedule_node(row) if row else None


def versions(connection: Connection, schedule_uid: str) -> tuple[VersionNode, ...]:
    """Return the versions of a schedule, newest first."""
    found = schedule_of(connection, schedule_uid)
    if found is None:
        return ()
    query = (
        select(version)
        .join(schedule, schedule.c.id == version.c.schedule_id)
        .where(schedule.c.uid == found.uid)
        .order_by(version.c.number.desc())
    )
    return tuple(version_node(version_standing(row), found) for row in connection.execute(query))


def series(connection: Connection, contents: Contents, schedule_uid: str, number: int) -> tuple[SeriesNode, ...]:
    """Return the series of a version, gathered from its entries."""
    return series_of(entries(connection, contents, Scope(schedule_uid=schedule_uid, version=number)))


def _sum(number: ColumnElement[int], condition: ColumnElement[bool] = ALL) -> ColumnElement[int]:
    """Return the sum of a number as far as a condition is met; a sum of counts is no whole number everywhere."""
    return cast(func.sum(case((condition, number), else_=0)), BigInteger)


def _schedules() -> Select[tuple[object, ...]]:
    """Select schedules together with their latest version."""
    latest = (version.c.schedule_id == schedule.c.id) & (version.c.number == schedule.c.latest_version)
    columns = (
        version.c.raw_status,
        version.c.acceptance_level,
        version.c.reason_codes,
        version.c.submitted_at,
    )
    return select(*schedule.c, *columns).select_from(schedule.outerjoin(version, latest))


def _schedule_node(row: Row[tuple[object, ...]]) -> ScheduleNode:
    if row.latest_version is None:
        status = Status.INGESTED if row.recorded else Status.UNKNOWN
    else:
        status = status_of(row.raw_status, row.acceptance_level)
    return ScheduleNode(
        uid=row.uid,
        day=day_of(row.day),
        market=row.market,
        tso=row.tso,
        party=row.party,
        status=status,
        raw_status=row.raw_status,
        latest_version=row.latest_version,
        active_version=row.active_version,
        anomaly_open=row.anomaly_open,
        reason_codes=_codes(row.reason_codes),
        waiting_since=_instant(row.submitted_at) if status is Status.SUBMITTED else None,
        first_at=from_microseconds(row.first_at),
        last_at=from_microseconds(row.last_at),
        events=row.events,
    )


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(text.split()) if text else ()


def day_of(ordinal: int | None) -> date | None:
    """Return the delivery day that is stored as an ordinal."""
    return None if ordinal is None else date.fromordinal(ordinal)


def _instant(stored: int | None) -> datetime | None:
    return None if stored is None else from_microseconds(stored)
