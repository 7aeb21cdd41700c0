"""Reading the timeline: by place, by page in both directions, by event."""

import pytest

from store.database.store import Store
from store.model.timeline import EVERYTHING, EventRow, Scope
from tests.support.entries import MINUTE, answered, created, encoded, entry, submitted, uid
from tests.support.plans import plans

pytestmark = pytest.mark.both_databases

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


def test_the_row_of_an_event_about_a_series_says_what_it_is_called(store: Store) -> None:
    named = {"uid": "s-1", "time_series_uid": "TS-001", "status": "accepted"}
    told = [
        entry("series.status_changed", 0, time_series_uid="s-1", after=named),
        entry("series.status_changed", 1, time_series_uid="s-2", after={"status": "accepted"}),
        entry("version.accepted", 2, time_series_uid="s-1", after=named),
    ]
    store.append([encoded(one) for one in told], origin="test")
    assert [row.series_name for row in every_row(store, EVERYTHING)] == ["TS-001", None, None]


def test_a_place_is_counted_out_of_an_index_and_nothing_is_kept_of_what_comes_before(filled: Store) -> None:
    if filled._engine.dialect.name != "sqlite":
        pytest.skip("the plans of SQLite")
    newest = every_row(filled, EVERYTHING)[-1]
    with plans(filled) as steps:
        assert filled.index_of(EVERYTHING, newest.uid) == filled.count(EVERYTHING) - 1
    assert any("COVERING INDEX" in step for step in steps)
    assert not any("OR" in step.split() for step in steps)
