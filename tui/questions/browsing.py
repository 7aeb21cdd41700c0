"""What the main screen asks of the store; each runs in a worker and returns its answer as a message.

The store is imported here inside functions only: the frame is drawn before.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import DayNode, ScheduleNode, VersionNode
from store.model.texts.inert import inert
from store.model.timeline import EVERYTHING, Scope
from tui.presentation.branches import (
    Branch,
    Branches,
    day_branches,
    day_in,
    schedule_branches,
    series_branches,
    version_branches,
)
from tui.questions.answers import BranchesLoaded, EventLoaded, Foreseen, StoreOpened
from tui.questions.filtering.filters import NO_FILTER, Filter, read_filter
from tui.questions.filtering.listing import answers
from tui.questions.pages import Levels
from tui.view import Opening, Wish

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.language.moments import Clock


def foreseen_then_opened(opening: Opening, clock: Callable[[], "Clock"]) -> Iterator[Message]:
    """Give what was found ahead, if anything was; then open the store and give it with where to begin."""
    found = opening.foreseen() if opening.foreseen is not None else None
    if isinstance(found, Foreseen):
        yield found
    yield opened(opening, clock)


def opened(opening: Opening, clock: Callable[[], "Clock"]) -> StoreOpened:
    """Open a store and return it with the branches down to where to begin."""
    from store.database.opening import open_store

    wish = opening.wish
    store = open_store(opening.target, read_only=opening.read_only)
    if wish.uid is not None and store.scope_of(wish.uid) is None:
        wish = replace(wish, uid=_event_beginning(store, wish.uid) or wish.uid)
    levels, scope, missing = beginning(store, wish)
    notice = f"there is no event {inert(wish.uid or '', 60)!r} in {store.name}" if missing else None
    found_filter, mistake = _filter_left(wish.query, clock)
    uid = None if missing else wish.uid
    return StoreOpened(store, store.facts(), levels, scope, notice or mistake, found_filter, uid)


def _event_beginning(store: ReadableStore, text: str) -> str | None:
    """Return the uid of the only event whose uid begins with a text; None where that is none."""
    from store.query.language.fields import Field
    from store.query.language.narrowing import naming

    named = naming(Field.UID, text)
    rows = answers(store, named).page(EVERYTHING, 2) if named else ()
    return rows[0].uid if len(rows) == 1 else None


def beginning(store: ReadableStore, wish: Wish) -> tuple[Levels, Scope, bool]:
    """Return the branches down to where to begin, that scope, and whether the event that was wished is not there."""
    days = store.days()
    if wish.uid is not None and not wish.within:
        found = _place_of_event(store, wish.uid, days)
    elif wish.scope is not None:
        found = _levels(store, wish.scope, wish.day, days)
    else:
        found = None
    levels, scope = found or _beginning(store, days)
    missing = wish.uid is not None and (store.scope_of(wish.uid) if wish.within else found) is None
    return levels, scope, missing


def _filter_left(text: str | None, clock: Callable[[], "Clock"]) -> tuple[Filter, str | None]:
    """Return the filter that a store was left with, and why there is none where it cannot be read."""
    if not text:
        return NO_FILTER, None
    from store.query.language.mistake import QueryError

    try:
        return read_filter(text, clock()), None
    except QueryError as error:
        return NO_FILTER, f"the filter {inert(text, 60)!r} cannot be read: {inert(error.message)}"


def event_whole(store: ReadableStore, uid: str) -> EventLoaded:
    """Return one event whole."""
    return EventLoaded(store.event(uid))


def children(store: ReadableStore, branch: Branch) -> BranchesLoaded:
    """Return the branches below a branch."""
    return BranchesLoaded(((branch.scope, _below(store, branch)),))


def place_in_tree(store: ReadableStore, uid: str) -> BranchesLoaded:
    """Return the branches down to the version, or else the schedule, that an event belongs to."""
    levels, scope = _place_of_event(store, uid, store.days()) or ((), EVERYTHING)
    return BranchesLoaded(levels, select=scope)


def event_place(store: ReadableStore, uid: str, branches: Branches | None) -> BranchesLoaded:
    """Return the branches down to where an event belongs; with `branches` those of the whole tree anew."""
    place = place_in_tree(store, uid)
    if branches is None:
        return place
    again = tree_again(store, branches)
    return BranchesLoaded((*again.levels, *place.levels), select=place.select, facts=again.facts)


def tree_again(store: ReadableStore, branches: Branches, *, unasked: bool = False) -> BranchesLoaded:
    """Return the days, and the children of these branches, as they are now; `unasked` where only followed."""
    levels = [(EVERYTHING, day_branches(store.days()))]
    levels += [(branch.scope, _below(store, branch)) for branch in branches]
    return BranchesLoaded(tuple(levels), facts=store.facts(), unasked=unasked)


def turned(store: ReadableStore, branches: Branches, path: Branches, uid: str | None) -> BranchesLoaded:
    """Return the whole tree anew as another moment has it, with the branches down to what was selected.

    Where that is not there, down to where an event belongs, else all schedules.
    """
    days = store.days()
    day = day_in(path)
    scope = path[-1].scope if path else EVERYTHING
    found = _levels(store, scope, day.day if day else None, days)
    if found is None and uid is not None:
        found = _place_of_event(store, uid, days)
    levels, select = found or ((), EVERYTHING)
    again = tree_again(store, branches)
    return BranchesLoaded((*again.levels, *levels), select=select, facts=again.facts)


def levels_to(store: ReadableStore, scope: Scope, day: date | None) -> Levels | None:
    """Return the branches from the days down to a scope; None when it is not there any more."""
    found = _levels(store, scope, day, store.days())
    return None if found is None or found[1] != scope else found[0]


def _below(store: ReadableStore, branch: Branch) -> Branches:
    match branch.value:
        case DayNode(day=day):
            return schedule_branches(store.schedules(day))
        case ScheduleNode(uid=uid):
            return version_branches(store.versions(uid), branch.own_party)
        case VersionNode(schedule_uid=uid, number=number):
            return series_branches(store.series(uid, number), branch)
        case _:
            return ()


def _beginning(store: ReadableStore, days: Iterable[DayNode]) -> tuple[Levels, Scope]:
    """Return the newest day with its schedules, and the first of them as the scope."""
    top = day_branches(days)
    if not top:
        return ((EVERYTHING, top),), EVERYTHING
    schedules = _below(store, top[0])
    scope = schedules[0].scope if schedules else top[0].scope
    return ((EVERYTHING, top), (top[0].scope, schedules)), scope


def _place_of_event(store: ReadableStore, uid: str, days: Iterable[DayNode]) -> tuple[Levels, Scope] | None:
    place = store.scope_of(uid)
    return _levels(store, place, place.day, days) if place else None


def _levels(
    store: ReadableStore, scope: Scope, day: date | None, days: Iterable[DayNode]
) -> tuple[Levels, Scope] | None:
    """Return the branches from the days down to a scope, and the scope as the tree knows it.

    None when it is not there any more.
    """
    top = day_branches(days)
    levels = [(EVERYTHING, top)]
    if scope == EVERYTHING:
        return tuple(levels), EVERYTHING
    path = [Scope(day=day, undated=day is None)]
    if scope.schedule_uid:
        path.append(Scope(schedule_uid=scope.schedule_uid))
        if scope.version is not None:
            path.append(replace(path[-1], version=scope.version))
            if scope.series_uid:
                path.append(replace(path[-1], series_uid=scope.series_uid))
    for step in path:
        branch = next((one for one in levels[-1][1] if one.scope == step), None)
        if branch is None:
            return None
        if step != path[-1]:
            levels.append((step, _below(store, branch)))
    return tuple(levels), path[-1]
