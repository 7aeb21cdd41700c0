"""Reading the timeline: by place, by page in both directions, by event."""

import pytest

from store.database.store import Store
from store.model.timeline import EVERYTHING, EventRow, Scope
from tests.entries import MINUTE, answered, created, encoded, entry, submitted, uid

SCOPES = [
    EVERYTHING,
    Scope(schedule_uid=uid("a")),
    Scope(schedule_uid=uid("a"), version=2),
    Scope(undated=True),
    Scope(schedule_uid="nobody"),
]


@pytest.fixture
def filled(store: Store) -> Store:
    """Give a store with two schedules, one undated, many entries in the same millisecond and in no order."""
    entries = [created(0, "a"), *(submitted(number, number % 3 * MINUTE, "a") for number in range(1, 30))]
    entries += [one for number in range(1, 5) for one in answered(number, MINUTE, schedule="a")]
    entries += [submitted(number, number * 1000, "b") for number in range(1, 20)]
    entries += [entry("odd", number, schedule=None) for number in range(5)]
    store.append([encoded(one) for one in entries], origin="test")
    return store


def every_row(store: Store, scope: Scope) -> tuple[EventRow, ...]:
    return store.rows(scope, 0, 10_000)


@pytest.mark.parametrize("scope", SCOPES)
def test_pages_forward_and_back_give_every_row_once_in_order(filled: Store, scope: Scope) -> None:
    rows = every_row(filled, scope)
    assert list(rows) == sorted(rows, key=lambda row: (row.created_at, row.sequence))
    forward: list[EventRow] = []
    while page := filled.page(scope, 7, after=forward[-1] if forward else None):
        forward += page
    back = list(rows[-1:])
    while back and (page := filled.page(scope, 7, before=back[0])):
        back = [*page, *back]
    assert tuple(forward) == tuple(back) == rows


@pytest.mark.parametrize("scope", SCOPES)
def test_any_place_of_a_scope_is_the_row_that_stands_there(filled: Store, scope: Scope) -> None:
    rows = every_row(filled, scope)
    assert filled.count(scope) == len(rows)
    for start in range(len(rows) + 2):
        assert filled.rows(scope, start, 3) == rows[start : start + 3]
    for index, row in enumerate(rows):
        assert filled.index_of(scope, row.uid) == index


def test_an_event_outside_a_scope_has_no_place_in_it(filled: Store) -> None:
    stranger = created(0, "a")["uid"]
    assert filled.index_of(Scope(undated=True), stranger) is None
    assert filled.index_of(EVERYTHING, "nobody") is None


def test_the_scope_of_an_event_holds_it(filled: Store) -> None:
    for row in every_row(filled, EVERYTHING):
        scope = filled.scope_of(row.uid)
        assert scope is not None
        assert filled.index_of(scope, row.uid) is not None
