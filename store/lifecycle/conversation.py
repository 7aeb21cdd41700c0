"""The conversation about one version of a schedule: who told whom what, when, and the reply that is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from store.errors import StoreError
from store.lifecycle.market.profiles import patience
from store.lifecycle.moves import Actor
from store.lifecycle.steps.awaited import Waiting, awaited
from store.lifecycle.steps.made import Told, steps, timed
from store.lifecycle.steps.step import Step, StepKind
from store.model.market.delivery_day import from_microseconds
from store.model.recorded import Recorded
from store.model.schedules.standing import ScheduleStanding, VersionStanding
from store.model.status import Status

_NEWEST_NAMED = 5


class ConversationError(StoreError):
    """There is no such conversation; the text says which there are."""


@dataclass(frozen=True, slots=True)
class VersionLane:
    """A version in short: where it stands, when it was sent and last told of, and why; instants in UTC."""

    number: int
    status: Status
    raw_status: str | None
    submitted_at: datetime | None
    last_at: datetime | None
    reason_codes: tuple[str, ...]
    anomaly_open: bool
    active: bool
    superseded: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """The life of one version as a lane of steps in time order, and all versions of its schedule, ascending.

    `number` is None while the schedule has no version. `now` is the moment it was looked at.
    """

    number: int | None
    tso: str | None
    market: str | None
    party: str | None
    day: date | None
    now: datetime
    lane: tuple[Step, ...]
    versions: tuple[VersionLane, ...]

    @property
    def version(self) -> VersionLane | None:
        """The version that is looked at."""
        return next((one for one in self.versions if one.number == self.number), None)

    @property
    def others(self) -> tuple[VersionLane, ...]:
        """The other versions: those before it, which it superseded, and those after it."""
        return tuple(one for one in self.versions if one.number != self.number)


def conversation(
    records: Sequence[Recorded], version: int | None, *, now: datetime, ack_minutes: float | None = None
) -> Conversation:
    """Return the conversation about a version, None the latest, out of the entries of its schedule.

    The entries are in the one order; an acknowledgement is late after `ack_minutes`, None by the profile of the
    TSO. Raises ConversationError for a version that they do not know.
    """
    schedule, told = _told(records)
    number = schedule.latest_version if version is None else version
    if number is not None and number not in schedule.versions:
        known = ", ".join(str(one) for one in sorted(schedule.versions)[-_NEWEST_NAMED:]) or "none at all"
        raise ConversationError(f"version {number} cannot be shown: of this schedule the log knows {known}")
    lane = timed([*steps([one for one in told if one.number == number]), *_successor(told, number)])
    if number is not None:
        waiting = Waiting(now, patience(schedule.tso, ack_minutes))
        lane += awaited(schedule, schedule.versions[number], lane, waiting)
    versions = tuple(_version(schedule, schedule.versions[one]) for one in sorted(schedule.versions))
    return Conversation(number, schedule.tso, schedule.market, schedule.party, schedule.day, now, tuple(lane), versions)


def _told(records: Sequence[Recorded]) -> tuple[ScheduleStanding, list[Told]]:
    """Fold the entries; one that names no version is about the one sent last, before any about the first."""
    schedule = ScheduleStanding()
    for one in records:
        schedule.learn_identity(one.facts)
    told: list[Told] = []
    sent: int | None = None
    for one in records:
        before = {number: (version.status, version.raw_status) for number, version in schedule.versions.items()}
        number = schedule.apply(one.facts)
        if number is None:
            told.append(Told(one, sent))
            continue
        if sent is None or one.facts.type == "version.submitted":
            sent = number
        status, raw_status = before.get(number, (None, None))
        version = schedule.versions[number]
        told.append(Told(one, number, status, version.status, raw_status, version.raw_status))
    first = min(schedule.versions, default=None)
    return schedule, [replace(one, number=first) if one.number is None else one for one in told]


def _successor(told: Sequence[Told], number: int | None) -> list[Step]:
    """Return the sending of the next version, with which the conversation about this one goes on elsewhere."""
    later = (
        one
        for one in told
        if number is not None and one.type == "version.submitted" and one.number is not None and one.number > number
    )
    found = min(later, key=lambda one: one.number or 0, default=None)
    if found is None:
        return []
    uid = found.record.entry.uid
    about = f"takes the place of version {number}"
    return [Step(StepKind.SCHEDULE, Actor.BRP, found.at, uid, about=about, version=found.number, events=(uid,))]


def _version(schedule: ScheduleStanding, version: VersionStanding) -> VersionLane:
    latest, active = schedule.latest_version, schedule.active_version
    return VersionLane(
        number=version.number,
        status=version.status,
        raw_status=version.raw_status,
        submitted_at=_at(version.submitted_at),
        last_at=_at(version.last_at),
        reason_codes=version.reason_codes,
        anomaly_open=version.anomaly_open,
        active=version.number == active,
        superseded=version.number not in {latest, active},
    )


def _at(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else from_microseconds(microseconds)
