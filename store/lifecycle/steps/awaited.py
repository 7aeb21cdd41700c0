"""The replies that are missing in the conversation about a version, and the one that is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.lifecycle.market.gates import final_from
from store.lifecycle.moves import Actor
from store.lifecycle.steps.step import Step, StepKind, Tense
from store.model.schedules.standing import ScheduleStanding, VersionStanding
from store.model.status import Status

_TAKEN = {Status.ACKNOWLEDGED, Status.INTERMEDIATE}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is waited for is measured against the moment `now`; an acknowledgement is late after `patience`."""

    now: datetime
    patience: timedelta


def awaited(schedule: ScheduleStanding, version: VersionStanding, lane: Sequence[Step], waiting: Waiting) -> list[Step]:
    """Return what comes next in the conversation about a version, missing or expected; nothing when it has ended.

    The latest version waits for its acknowledgement, and after a rejection or an anomaly for a version that
    mends it; the active one for its final confirmation, once all gates of the day are closed.
    """
    final = final_at(schedule)
    found: list[Step | None] = []
    if version.number == schedule.latest_version:
        found += [_acknowledgement(version, lane, waiting), _correction(version, lane, waiting, final)]
    if version.number == schedule.active_version and version.status in _TAKEN and lane and final is not None:
        found.append(_final(lane[-1].uid, final, waiting))
    return [one for one in found if one is not None]


def final_at(schedule: ScheduleStanding) -> datetime | None:
    """Return from when the final confirmation of a schedule comes; None where its day is not known or too far off."""
    try:
        return final_from(schedule.day, schedule.market) if schedule.day else None
    except ValueError:
        return None


def _acknowledgement(version: VersionStanding, lane: Sequence[Step], waiting: Waiting) -> Step | None:
    sent = _last(lane, StepKind.SCHEDULE)
    if version.status not in {Status.SUBMITTED, Status.INGESTED} or sent is None:
        return None
    waited = _waited(sent.at, waiting.now)
    return _missing(StepKind.ACKNOWLEDGEMENT, Actor.TSO, sent, waited, late=waited > waiting.patience)


def _correction(
    version: VersionStanding, lane: Sequence[Step], waiting: Waiting, final: datetime | None
) -> Step | None:
    """Return the version that is missing after a rejection or an anomaly; none once nothing more can be sent."""
    if version.status is Status.REJECTED:
        cause = next((one for one in reversed(lane) if one.status_to is Status.REJECTED), None)
        about = "a corrected version is missing"
    elif version.anomaly_open and version.status not in {Status.PARTLY_CONFIRMED, Status.IMPOSED}:
        cause = _last(lane, StepKind.ANOMALY)
        about = "a corrected version or a confirmation is missing"
    else:
        return None
    if cause is None or (final is not None and cause.at >= final):
        return None
    waited = _waited(cause.at, waiting.now)
    late = final is not None and waiting.now >= final
    return _missing(StepKind.SCHEDULE, Actor.BRP, cause, waited, late=late, about=about, version=version.number + 1)


def _final(uid: str, final: datetime, waiting: Waiting) -> Step:
    if waiting.now < final:
        about = "comes once the gates of the day are closed"
        return Step(StepKind.FINAL, Actor.TSO, final, uid, about=about, tense=Tense.EXPECTED)
    waited = waiting.now - final
    about = "is missing since the last gate of the day closed"
    return Step(StepKind.FINAL, Actor.TSO, final, uid, elapsed=waited, about=about, tense=Tense.MISSING)


# one argument for each thing that differs from reply to reply
def _missing(  # noqa: PLR0913
    kind: StepKind,
    actor: Actor,
    cause: Step,
    waited: timedelta,
    *,
    late: bool,
    about: str = "no answer",
    version: int | None = None,
) -> Step:
    return Step(
        kind,
        actor,
        cause.at,
        cause.uid,
        elapsed=waited,
        about=about,
        version=version,
        tense=Tense.MISSING,
        late=late,
    )


def _waited(since: datetime, now: datetime) -> timedelta:
    """Return how long something has been waited for; clocks may differ, and then it has only just begun."""
    return max(timedelta(0), now - since)


def _last(lane: Sequence[Step], kind: StepKind) -> Step | None:
    return next((one for one in reversed(lane) if one.kind is kind), None)
