"""What the comparing screens ask the store: the sides that were marked, the versions of a schedule, the matrix."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.diff.versions.sides import Side, event_sides
from store.errors import StoreError
from store.model.readable_store import ReadableStore
from store.model.schedules.tree import VersionNode
from store.model.status import Status, status_of
from store.model.timeline import Scope
from tui.presentation.comparing.marked import Marked, MarkedState, MarkedVersion

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.diff.versions.version_matrix import VersionMatrix
    from store.model.schedules.version_state import Told

MOST_SCHEDULES = 60
"""How many schedules of a day are laid in matrices."""


@dataclass(frozen=True, slots=True)
class MarkedSide:
    """What was marked, as the log has it: its state, where it stands, and on which events that rests.

    `last` is the newest event that is part of the state, `amounts` the one that told the amounts; None where
    the log holds none.
    """

    marked: Marked
    side: Side
    status: Status
    raw_status: str | None
    last: "Told | None"
    amounts: "Told | None"


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """A version that can be chosen: where it stands, how many series it has, and whether its state is known."""

    node: VersionNode
    series: int
    is_known: bool
    has_amounts: bool


@dataclass(frozen=True, slots=True)
class ScheduleMatrix:
    """The matrix of one schedule, empty where it has no versions; `of` counts all schedules that were meant."""

    schedule_uid: str
    matrix: "VersionMatrix"
    of: int


Pair = tuple[MarkedSide, MarkedSide]


def pair_question(store: ReadableStore, one: Marked, other: Marked) -> Callable[[], Pair]:
    """Return the question for two marked sides; asked, it reads the store anew and may raise StoreError."""
    return lambda: (marked_side(store, one), marked_side(store, other))


def marked_side(store: ReadableStore, marked: Marked) -> MarkedSide:
    """Return what was marked as the log has it; raises StoreError where it does not say."""
    if isinstance(marked, MarkedState):
        return _state_side(store, marked)
    return _version_side(store, marked)


def version_choices(store: ReadableStore, schedule_uid: str) -> tuple[VersionChoice, ...]:
    """Return the versions of a schedule, newest first."""
    from store.diff.versions.version_sides import version_side
    from store.model.schedules.version_state import version_states

    states = {one.number: one for one in version_states(store.life(schedule_uid))}
    return tuple(
        VersionChoice(
            node,
            len(version_side(states[node.number]).known.series) if node.number in states else 0,
            is_known=node.number in states and bool(states[node.number].state),
            has_amounts=node.number in states and states[node.number].amounts is not None,
        )
        for node in store.versions(schedule_uid)
    )


def matrices(store: ReadableStore, scope: Scope) -> Iterator[ScheduleMatrix]:
    """Give the matrices of the schedules in a scope, the first `MOST_SCHEDULES`, one after the other."""
    from store.diff.versions.version_matrix import version_matrix
    from store.model.schedules.version_state import version_states

    uids = store.schedule_uids(scope)
    for uid in uids[:MOST_SCHEDULES]:
        yield ScheduleMatrix(uid, version_matrix(version_states(store.life(uid))), len(uids))


def _state_side(store: ReadableStore, marked: MarkedState) -> MarkedSide:
    from store.model.schedules.version_state import Told

    event = store.event(marked.event_uid)
    if event is None:
        raise StoreError("this event is not in the store any more")
    side = event_sides(event)[int(marked.after)]
    row, told = event.row, event.row.summary
    raw = told.status_to if marked.after else told.status_from
    status = status_of(raw, told.acceptance_level if marked.after else None)
    last = Told(row.uid, row.type, row.created_at)
    has_amounts = any(one.amounts for one in side.known.series)
    return MarkedSide(marked, replace(side, title=marked.name), status, raw, last, last if has_amounts else None)


def _version_side(store: ReadableStore, marked: MarkedVersion) -> MarkedSide:
    from store.diff.versions.version_sides import series_side, version_side
    from store.model.schedules.version_state import version_state

    state = version_state(store.life(marked.schedule_uid), marked.version)
    if state is None or not state.state:
        raise StoreError(f"the log does not say what v{marked.version} holds")
    side: Side | None = version_side(state, marked.name)
    if marked.series_uid is not None:
        side = series_side(state, marked.series_uid, marked.name)
    if side is None:
        raise StoreError(f"the log does not say what this series of v{marked.version} holds")
    return MarkedSide(marked, side, state.status, state.raw_status, state.last, state.amounts)
