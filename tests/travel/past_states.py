"""What a store answers, as values that can be compared with those of the past of another one."""

from dataclasses import replace
from typing import Any

from store.database.reading.past import Past
from store.database.store import Store
from store.model.timeline import EVERYTHING, EventRow, Scope

Readable = Store | Past


def tree_of(store: Readable) -> list[Any]:
    """Return the whole tree without its series, which cost the most."""
    found: list[Any] = [store.facts()]
    for day in store.days():
        found.append(day)
        for schedule in store.schedules(day.day):
            found += [schedule, *store.versions(schedule.uid)]
    return found


def scopes_of(store: Readable) -> list[Scope]:
    """Return everything that can be selected in the tree."""
    found = [EVERYTHING]
    for day in store.days():
        found.append(Scope(day=day.day, undated=day.day is None))
        for schedule in store.schedules(day.day):
            found.append(Scope(schedule_uid=schedule.uid))
            for version in store.versions(schedule.uid):
                found.append(replace(found[-1], version=version.number))
                found += [replace(found[-1], series_uid=one.uid) for one in store.series(schedule.uid, version.number)]
    return found


def answers_in(store: Readable, scope: Scope) -> list[Any]:
    """Return all that a store answers about a scope; places in the append order are left out."""
    rows = store.rows(scope, 0, 10_000)
    start = max(0, len(rows) - 3)
    found: list[Any] = [store.count(scope), without_sequence(rows)]
    found += [without_sequence(store.rows(scope, start, 2)), without_sequence(store.page(scope, 2))]
    found += [store.index_of(scope, row.uid) for row in (*rows[:1], *rows[start:])]
    if rows:
        found += [without_sequence(store.page(scope, 3, before=rows[-1]))]
        found += [without_sequence(store.page(scope, 3, after=rows[0]))]
        found += [store.scope_of(rows[-1].uid), replace(event_of(store, rows[-1].uid), row=None)]
    if scope.schedule_uid is not None:
        found.append([one.content for one in store.life(scope.schedule_uid)])
        if scope.version is not None:
            found.append(store.series(scope.schedule_uid, scope.version))
    found.append(sorted(store.schedule_uids(Scope(scope.day, scope.undated, scope.schedule_uid))))
    return found


def event_of(store: Readable, uid: str) -> Any:
    event = store.event(uid)
    assert event is not None
    return event


def without_sequence(rows: tuple[EventRow, ...]) -> list[EventRow]:
    return [replace(row, sequence=0) for row in rows]
