"""What can be marked to be compared: a version, a series of one, or a state of an event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import takewhile

from store.model.market.tso import short_name
from store.model.schedules.tree import ScheduleNode, SeriesNode, VersionNode
from store.model.texts.inert import inert
from store.model.timeline import Event, EventRow
from tui.presentation.branches import Branches, path_text
from tui.presentation.signs import Signs
from tui.presentation.times import clock, day_text, short_date


@dataclass(frozen=True, slots=True)
class MarkedVersion:
    """A version of a schedule, or one series of it; `name` says in inert words which."""

    name: str
    schedule_uid: str
    version: int
    series_uid: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedState:
    """The state after an event, or the one before it; `name` says in inert words which."""

    name: str
    event_uid: str
    after: bool = True


Marked = MarkedVersion | MarkedState


def marked_branch(path: Branches, signs: Signs) -> Marked | None:
    """Return the version or series that a path of the tree leads to; None where it leads to anything else."""
    branch = path[-1] if path else None
    if branch is None or not isinstance(branch.value, VersionNode | SeriesNode):
        return None
    scope = branch.scope
    if scope.schedule_uid is None or scope.version is None:
        return None
    return MarkedVersion(path_text(path, signs), scope.schedule_uid, scope.version, scope.series_uid)


def schedule_in(path: Branches, signs: Signs) -> tuple[str, str] | None:
    """Return uid and name of the schedule that a path leads to or through; None where it leads to none."""
    for place, branch in enumerate(path):
        if isinstance(branch.value, ScheduleNode):
            return branch.value.uid, path_text(path[: place + 1], signs)
    return None


def version_of(schedule_uid: str, name: str, number: int, signs: Signs) -> MarkedVersion:
    """Return a version of a schedule of this name."""
    return MarkedVersion(f"{name} {signs.dot} v{number}", schedule_uid, number)


def marked_event(event: Event, signs: Signs, zone: tzinfo) -> MarkedState | None:
    """Return the state after an event, before it where there is no other; None where it holds no state."""
    after = event.after is not None
    if not after and event.before is None:
        return None
    return MarkedState(_event_name(event.row, signs, zone, after=after), event.row.uid, after=after)


def turned(marked: MarkedState, event: Event, signs: Signs, zone: tzinfo) -> MarkedState | None:
    """Return the other state of a marked event; None where it has no other."""
    other = event.before if marked.after else event.after
    if other is None:
        return None
    after = not marked.after
    return replace(marked, name=_event_name(event.row, signs, zone, after=after), after=after)


def is_same(one: Marked, other: Marked) -> bool:
    """Return whether two marks are of the same thing; the states of one event are."""
    if isinstance(one, MarkedState) and isinstance(other, MarkedState):
        return one.event_uid == other.event_uid
    if isinstance(one, MarkedVersion) and isinstance(other, MarkedVersion):
        return replace(one, name="") == replace(other, name="")
    return False


def told_apart(one: str, other: str, signs: Signs) -> tuple[str, str]:
    """Return two names without the parts at their beginning that both have."""
    between = f" {signs.dot} "
    parts, others = one.split(between), other.split(between)
    same = _same_parts(parts, others)
    return between.join(parts[same:]), between.join(others[same:])


def shared_part(one: str, other: str, signs: Signs) -> str:
    """Return the beginning that two names have in common; empty where they have none."""
    between = f" {signs.dot} "
    parts = one.split(between)
    return between.join(parts[: _same_parts(parts, other.split(between))])


def _same_parts(parts: Sequence[str], others: Sequence[str]) -> int:
    """Return how many parts are the same from the beginning on, but for the last one of each."""
    pairs = zip(parts[:-1], others[:-1], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _event_name(row: EventRow, signs: Signs, zone: tzinfo, *, after: bool) -> str:
    """Return `Thu 26 Mar 2026 · 50Hertz · v1 · version.rejected 25 Mar 14:09:03.377 after`."""
    at = row.created_at.astimezone(zone)
    event = f"{inert(row.type, 40)} {short_date(at.date()).strip()} {clock(at)} {'after' if after else 'before'}"
    day = day_text(row.day) if row.day else None
    tso = inert(short_name(row.tso), 40) if row.tso else None
    version = None if row.version is None else f"v{row.version}"
    return f" {signs.dot} ".join(part for part in (day, tso, version, event) if part)
