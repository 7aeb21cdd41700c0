"""Schedules that claim the same names: no log is refused, and they become one whatever order the entries come in."""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database.store import Store
from store.model.event import read_entry
from store.model.schedules.facts import facts
from store.model.schedules.gathering import Told, gathered
from store.model.schedules.identity import schedule_uid_of_day, schedule_uid_of_document
from store.model.timeline import EVERYTHING, Moment
from tests.support.entries import created, encoded, entry, version_state
from tests.support.laws import examples
from tests.travel.past_states import tree_of

pytestmark = pytest.mark.both_databases

TSO, OTHER_TSO, PARTY = "DE-AMPRION-TSO", "50HERTZ_DE_TSO", "11XGAMMA-------N"
BY_DAY = schedule_uid_of_day(TSO, PARTY, date(2026, 3, 26))
BY_DOCUMENT = schedule_uid_of_document(TSO, PARTY, "2026_c")


def message_about(at: int, kind: str, *names: str) -> dict[str, Any]:
    """Return an entry that was made out of a message, which knows its schedule by these names."""
    message = {"names": names, "tso": TSO, "party": PARTY, "day": None, "document_id": "2026_c"}
    after = {"status": kind.partition(".")[2]}
    name = f"{kind} {at} {names}"
    return entry(kind, at, after=after, metadata={"message": message}, schedule_uid=names[0], name=name)


def status_from(tso: str, at: int, schedule: str = "schedule") -> dict[str, Any]:
    """Return an entry of the API that says of a version of a schedule which TSO it is for."""
    spec = {"tso": tso, "sender_id": PARTY, "series": []}
    state = version_state(1, "accepted", schedule=schedule) | {"spec": spec}
    return entry("version.status_changed", at, after=state, schedule=schedule, version=f"{schedule} v1")


SENT = message_about(0, "version.submitted", BY_DAY, BY_DOCUMENT)
CREATED = created(4, tso=TSO)
CHANGED = status_from(OTHER_TSO, 4)
ANSWERED = message_about(5, "version.accepted", BY_DOCUMENT)
IN_DISPUTE = [encoded(one) for one in (SENT, CREATED, CHANGED, ANSWERED)]


def tree_after(store: Store, contents: list[bytes], size: int) -> list[Any]:
    """Return the tree after these entries were appended, so many at once."""
    for start in range(0, len(contents), size):
        store.append(contents[start : start + size], origin="test")
    past = store.as_of(Moment.of(store.rows(EVERYTHING, 0, 100)[-1]))
    assert tree_of(past) == tree_of(store)
    return tree_of(store)


def test_entries_that_claim_the_same_names_end_in_the_same_tree_in_any_order(
    new_store: Callable[[], Store], database: str
) -> None:
    sizes = (1, 2, 4)
    # of entries of one instant the order in which they came is the one order
    trees: dict[bool, list[Any]] = {}
    for place, order in enumerate(permutations(range(4))):
        # a server has every order in one size, and in every size eight orders
        for size in sizes if database == "sqlite" else sizes[place % 3 :][:1]:
            found = tree_after(new_store(), [IN_DISPUTE[number] for number in order], size)
            assert found == trees.setdefault(order.index(1) < order.index(2), found), (order, size)


def test_a_name_that_a_third_schedule_took_first_makes_all_three_one(store: Store) -> None:
    tree_after(store, [encoded(one) for one in (CHANGED, CREATED, SENT, ANSWERED)], 4)
    assert store.facts().schedules == 1
    in_memory = gathered(Told(number, facts(read_entry(one))) for number, one in enumerate(store.contents()))
    assert len(in_memory) == 1


NAMES = [BY_DAY, BY_DOCUMENT, schedule_uid_of_document(TSO, PARTY, "2026_d")]
ENTRIES = st.one_of(
    st.builds(
        lambda at, kind, names: message_about(at, kind, *names),
        st.integers(0, 5),
        st.sampled_from(["version.submitted", "version.accepted", "anomaly.received"]),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
    ),
    st.builds(status_from, st.sampled_from([TSO, OTHER_TSO]), st.integers(0, 5), st.sampled_from("ab")),
    st.builds(lambda at, name, tso: created(at, name, tso=tso), st.integers(0, 5), st.sampled_from("ab"), st.just(TSO)),
)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRIES, min_size=1, max_size=7, unique_by=lambda one: one["uid"]), st.integers(1, 7))
def test_no_log_is_refused_for_the_names_in_it(
    new_store: Callable[[], Store], entries: list[dict[str, Any]], size: int
) -> None:
    store = new_store()
    for start in range(0, len(entries), size):
        store.append([encoded(one) for one in entries[start : start + size]], origin="law")
    assert store.facts().events == len(entries)
    assert list(store.contents()) == [encoded(one) for one in entries]
