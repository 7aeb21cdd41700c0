"""The nodes of the tree that a standing makes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from store.model.market.delivery_day import from_microseconds
from store.model.schedules.standing import ScheduleStanding, Standing, VersionStanding
from store.model.schedules.tree import DayNode, ScheduleNode, VersionNode
from store.model.status import Status

_NO_VERSION = VersionStanding(0)


def schedule_node(uid: str, standing: ScheduleStanding) -> ScheduleNode:
    """Return a schedule that has entries; the status is that of its latest version."""
    latest = standing.latest_version
    version = _NO_VERSION if latest is None else standing.versions[latest]
    status = standing.status
    return ScheduleNode(
        uid=uid,
        day=standing.day,
        market=standing.market,
        tso=standing.tso,
        party=standing.party,
        status=status,
        raw_status=version.raw_status,
        latest_version=latest,
        active_version=standing.active_version,
        anomaly_open=standing.anomaly_open,
        reason_codes=_codes(version.reason_codes),
        waiting_since=_instant(version.submitted_at) if status is Status.SUBMITTED else None,
        first_at=from_microseconds(standing.first_at or 0),
        last_at=from_microseconds(standing.last_at or 0),
        events=standing.events,
    )


def version_node(version: VersionStanding, of: ScheduleNode) -> VersionNode:
    """Return a version of a schedule."""
    is_active = version.number == of.active_version
    return VersionNode(
        uid=version.uid,
        schedule_uid=of.uid,
        number=version.number,
        status=version.status,
        raw_status=version.raw_status,
        acceptance_level=version.acceptance_level,
        is_active=is_active,
        superseded=version.number != of.latest_version and not is_active,
        anomaly_open=version.anomaly_open,
        reason_codes=_codes(version.reason_codes),
        message_id=version.message_id,
        submitted_at=_instant(version.submitted_at),
        last_at=from_microseconds(version.last_at or 0),
        events=version.events,
    )


def day_nodes(standings: Iterable[ScheduleStanding]) -> tuple[DayNode, ...]:
    """Return the delivery days of schedules, in no order."""
    of_day: dict[date | None, list[ScheduleStanding]] = defaultdict(list)
    for one in standings:
        of_day[one.day].append(one)
    return tuple(_day_node(day, found) for day, found in of_day.items())


def in_order(days: Iterable[DayNode]) -> tuple[DayNode, ...]:
    """Return days newest first, the schedules without a day last; what is given of a day twice is added up."""
    found: dict[date | None, DayNode] = {}
    for one in days:
        found[one.day] = _added(found[one.day], one) if one.day in found else one
    newest_first = sorted(found, key=lambda day: (day is not None, day or date.min), reverse=True)
    return tuple(found[day] for day in newest_first)


def by_tso_and_party(schedules: Iterable[ScheduleNode]) -> tuple[ScheduleNode, ...]:
    """Return schedules by TSO and party, those that name none first."""
    return tuple(sorted(schedules, key=lambda one: (one.tso or "", one.party or "", one.uid)))


def _day_node(day: date | None, schedules: list[ScheduleStanding]) -> DayNode:
    counts = [one.standing for one in schedules if not one.anomaly_open]
    unsent = sum(one.is_unsent for one in schedules if not one.anomaly_open)
    return DayNode(
        day=day,
        schedules=len(schedules),
        accepted=counts.count(Standing.ACCEPTED),
        rejected=counts.count(Standing.REJECTED),
        waiting=counts.count(Standing.WAITING) - unsent,
        anomalies=sum(one.anomaly_open for one in schedules),
        events=sum(one.events for one in schedules),
        partly=counts.count(Standing.PARTLY),
        unsent=unsent,
    )


def _added(one: DayNode, other: DayNode) -> DayNode:
    return DayNode(
        day=one.day,
        schedules=one.schedules + other.schedules,
        accepted=one.accepted + other.accepted,
        rejected=one.rejected + other.rejected,
        waiting=one.waiting + other.waiting,
        anomalies=one.anomalies + other.anomalies,
        events=one.events + other.events,
        partly=one.partly + other.partly,
        unsent=one.unsent + other.unsent,
    )


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Return reason codes as the store gives them back, which parts them at spaces."""
    return tuple(" ".join(codes).split())


def _instant(at: int | None) -> datetime | None:
    return None if at is None else from_microseconds(at)
