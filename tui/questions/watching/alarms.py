"""What is to be told at once: a schedule newly rejected, waiting too long for an answer, or with an anomaly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.lifecycle.market.profiles import patience
from store.model.market.codes import phrase
from store.model.market.tso import short_name
from store.model.schedules.tree import ScheduleNode
from store.model.status import Status
from store.model.texts.inert import counted, inert
from tui.presentation.times import waiting_time

_TOLD_AT_ONCE = 4


class AlarmKind(StrEnum):
    """What is wrong, the worst first."""

    REJECTED = "rejected"
    STUCK = "stuck"
    ANOMALY = "anomaly"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to be told once: about which version of which schedule, in one inert sentence."""

    kind: AlarmKind
    schedule_uid: str
    version: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Look:
    """The schedules as they stood at a moment (UTC or local, aware)."""

    schedules: tuple[ScheduleNode, ...]
    at: datetime


def alarms(before: Look, after: Look, ack_minutes: float | None = None) -> tuple[Alarm, ...]:
    """Return what became wrong between two looks at the same schedules, the worst first.

    Each is told once, if every look is compared with the one just before it and time does not go back. A
    schedule is stuck after `ack_minutes` without an answer, None by the profile of its TSO; one that was not
    there before counts as newly wrong: look at other schedules from a new beginning.
    """
    known = {
        (kind, node.uid, node.latest_version)
        for node in before.schedules
        for kind in _wrong(node, before.at, ack_minutes)
    }
    new = [
        Alarm(kind, node.uid, node.latest_version, _sentence(kind, node, after.at))
        for node in after.schedules
        for kind in _wrong(node, after.at, ack_minutes)
        if (kind, node.uid, node.latest_version) not in known
    ]
    order = tuple(AlarmKind)
    return tuple(sorted(new, key=lambda alarm: order.index(alarm.kind)))


def alarm_text(told: Sequence[Alarm]) -> str:
    """Return alarms as one notice, a line each; what does not find room is counted."""
    lines = [alarm.sentence for alarm in told[:_TOLD_AT_ONCE]]
    left = len(told) - len(lines)
    return "\n".join([*lines, f"and {counted(left)} more"] if left else lines)


def _wrong(node: ScheduleNode, at: datetime, ack_minutes: float | None) -> Iterator[AlarmKind]:
    if node.status is Status.REJECTED:
        yield AlarmKind.REJECTED
    if node.waiting_since is not None and at - node.waiting_since > patience(node.tso, ack_minutes):
        yield AlarmKind.STUCK
    if node.anomaly_open:
        yield AlarmKind.ANOMALY


def _sentence(kind: AlarmKind, node: ScheduleNode, at: datetime) -> str:
    name = inert(short_name(node.tso), 40) if node.tso else "TSO not known"
    who = name if node.latest_version is None else f"{name} v{node.latest_version}"
    if kind is AlarmKind.STUCK and node.waiting_since is not None:
        return f"{who} stuck: no answer for {waiting_time(node.waiting_since, at)}"
    if kind is AlarmKind.ANOMALY:
        return f"{who} anomaly: does not match the counterparty"
    reason = f": {inert(phrase(node.reason_codes[0]), 80)}" if node.reason_codes else ""
    return f"{who} rejected{reason}"
