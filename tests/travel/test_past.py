"""The past: at every event the store is as one into which only what came up to it was appended."""

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database.opening import open_store
from store.database.store import Store
from store.model.schedules.identity import schedule_uid_of_day, schedule_uid_of_document
from store.model.timeline import EVERYTHING, EventRow, Moment, StoreKind
from tests.support.entries import answered, created, encoded, entry, version_state
from tests.support.laws import examples
from tests.support.screens import store_of
from tests.travel.past_states import answers_in, scopes_of, tree_of

TSO = "DE-AMPRION-TSO"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give a store of all sample data, audit logs and messages."""
    target = store_of(tmp_path_factory.mktemp("past") / "samples.db", ["."], StoreKind.RECORD)
    return open_store(target, read_only=True)


def rows_of(store: Store) -> tuple[EventRow, ...]:
    return store.rows(EVERYTHING, 0, 100_000)


def content_of(store: Store, row: EventRow) -> bytes:
    event = store.event(row.uid)
    assert event is not None
    return event.content


def test_at_every_event_of_the_sample_data_the_tree_is_that_of_what_came_up_to_it(samples: Store, store: Store) -> None:
    rows = rows_of(samples)
    assert len(rows) > 100
    for row in rows:
        store.append([content_of(samples, row)], origin="law")
        past = samples.as_of(Moment.of(row))
        assert tree_of(past) == tree_of(store), row
        scope = store.scope_of(row.uid)
        assert scope is not None
        assert answers_in(past, scope) == answers_in(store, scope)
    assert tree_of(store) == tree_of(samples)


def message_about(
    at: int, party: str, kind: str, *, day: str | None = None, document: str | None = None, number: int | None = None
) -> dict[str, Any]:
    """Return an entry that was made out of a message, which knows its schedule by day or by document only."""
    names = [schedule_uid_of_day(TSO, party, date.fromisoformat(day))] if day else []
    names += [schedule_uid_of_document(TSO, party, document)] if document else []
    message = {"names": names, "tso": TSO, "party": party, "day": day, "document_id": document}
    return entry(
        kind,
        at,
        after={"status": kind.partition(".")[2]},
        metadata={"message": {**message, "document_version": number}},
        schedule_uid=names[0],
        name=f"{kind} {at} {party} {day} {document} {number}",
    )


@st.composite
def logs(draw: st.DrawFn) -> list[bytes]:
    """Return entries of two schedules, recorded by the API, told by messages, or both, some in one instant."""
    entries: list[dict[str, Any]] = []
    for name, party in (("a", "11XALPHA-------Y"), ("b", "11XBETA--------E")):
        day, document = "2026-03-26", f"20260326_{name}"
        for at in draw(st.lists(st.integers(0, 9), min_size=1, max_size=7)):
            number = draw(st.integers(1, 2))
            state = version_state(number, "submitted", schedule=name)
            state |= {"spec": {"tso": TSO, "sender_id": party}} if draw(st.booleans()) else {}
            made = draw(
                st.sampled_from(
                    [
                        created(at, name, tso=TSO),
                        entry("version.submitted", at, after=state, schedule=name, version=f"{name} v{number}"),
                        entry("version.rejected", at, schedule=name, version=f"{name} v{number}"),
                        answered(number, at, schedule=name)[0],
                        message_about(at, party, "version.submitted", day=day, document=document, number=number),
                        message_about(at, party, "version.accepted", document=document),
                        message_about(at, party, "anomaly.received", day=day),
                        entry("odd", at, schedule=None, name=f"odd {at} {name}"),
                    ]
                )
            )
            entries.append(made)
    known = {one["uid"]: encoded(one) for one in entries}
    return draw(st.permutations(list(known.values())))


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs(), st.integers(1, 20), st.integers(0, 19))
def test_the_past_does_not_depend_on_the_order_in_which_entries_came(
    new_store: Callable[[], Store], contents: list[bytes], size: int, at: int
) -> None:
    whole, early = new_store(), new_store()
    for start in range(0, len(contents), size):
        whole.append(contents[start : start + size], origin="law")
    rows = rows_of(whole)
    moment = Moment.of(rows[at % len(rows)])
    came = {row.uid for row in rows if Moment.of(row) <= moment}
    early.append([one for one in contents if json.loads(one)["uid"] in came], origin="law")
    past = whole.as_of(moment)
    assert tree_of(past) == tree_of(early)
    assert scopes_of(past) == scopes_of(early)
    for scope in scopes_of(early):
        assert answers_in(past, scope) == answers_in(early, scope), scope


def test_the_past_at_the_last_event_is_the_present(samples: Store) -> None:
    last = samples.as_of(Moment.of(rows_of(samples)[-1]))
    assert tree_of(last) == tree_of(samples)
    assert scopes_of(last) == scopes_of(samples)
    for scope in scopes_of(samples):
        assert answers_in(last, scope) == answers_in(samples, scope)


def test_before_the_first_event_there_is_nothing(samples: Store) -> None:
    first = Moment.of(rows_of(samples)[0])
    past = samples.as_of(Moment(first.at - 1, first.sequence))
    assert (past.facts().events, past.facts().first_at, past.days()) == (0, None, ())
    assert answers_in(past, EVERYTHING) == [0, [], [], [], []]


@pytest.mark.both_databases
def test_what_comes_later_does_not_disturb_the_past(store: Store) -> None:
    early, late = created(0), answered(1, 5)[0]
    store.append([encoded(early)], origin="test")
    past = store.as_of(Moment.of(rows_of(store)[0]))
    before = tree_of(past)
    store.append([encoded(late)], origin="test")
    assert tree_of(past) == before
    assert past.event(late["uid"]) is None
    assert past.scope_of(late["uid"]) is None


def test_the_next_event_of_a_scope_is_found_from_any_moment(samples: Store) -> None:
    rows = rows_of(samples)
    for before, after in pairwise(rows):
        assert samples.next_to(EVERYTHING, Moment.of(before), 1) == after
        assert samples.next_to(EVERYTHING, Moment.of(after), -1) == before
    assert samples.next_to(EVERYTHING, Moment.of(rows[3]), 10) == rows[13]
    assert samples.next_to(EVERYTHING, Moment.of(rows[13]), -10) == rows[3]
    assert samples.next_to(EVERYTHING, Moment.of(rows[3]), -10) == rows[0]
    assert samples.next_to(EVERYTHING, Moment.of(rows[-1]), 1) is None
    assert samples.next_to(EVERYTHING, Moment.until(rows[-1].created_at), -1) == rows[-1]
