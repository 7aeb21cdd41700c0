"""Entries that nobody expects: none stops an import, none damages what is there."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.status import Status
from store.model.timeline import EVERYTHING, Scope
from tests.support.entries import MINUTE, answered, created, encoded, entry, life, submitted, uid, version_state

pytestmark = pytest.mark.both_databases


def test_a_batch_that_fails_takes_its_dictionary_with_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [encoded(submitted(1, number, f"s{number}")) for number in range(1200)]
    with monkeypatch.context() as broken:
        broken.setattr(
            "store.database.appending.projection.save", lambda *_: (_ for _ in ()).throw(StoreError("disk full"))
        )
        with pytest.raises(StoreError, match="disk full"):
            store.append(many, origin="test")
    store.append([encoded(created())], origin="test")
    again = open_store(store.location)
    assert list(again.contents()) == [encoded(created())]
    again.close()


def test_threads_may_write_rebuild_and_read_one_store_at_once(store: Store) -> None:
    entries = [encoded(submitted(number, number * MINUTE)) for number in range(1, 301)]
    store.append(entries[:100], origin="test")

    def write() -> None:
        for start in range(100, 300, 20):
            store.append(entries[start : start + 20], origin="test")

    def read() -> None:
        for row in store.rows(EVERYTHING, 0, 100) * 3:
            store.event(row.uid)

    with ThreadPoolExecutor(5) as pool:
        for work in [pool.submit(work) for work in (write, store.rebuild, read, read, read)]:
            work.result()
    assert [one.number for one in store.versions(uid("schedule"))] == list(range(300, 0, -1))


@pytest.mark.parametrize("key", ["message_id", "status", "acceptance_level"])
def test_lone_surrogates_in_a_state_go_in(store: Store, key: str) -> None:
    state = {**version_state(1, "submitted"), key: "x\ud800y", "spec": {"tso": "\udfff", "sender_id": "\ud801"}}
    content = encoded(entry("version.submitted", after=state, metadata={"reason_codes": ["\ud800"]}))
    assert store.append([content], origin="test").added == 1
    assert store.versions(uid("schedule"))[0].number == 1


def test_a_lone_surrogate_in_a_key_of_the_entry_itself_goes_in(store: Store) -> None:
    content = encoded({**entry("odd"), "x\ud800y": {"\udfff": "\ud801"}})
    assert store.append([content], origin="test").added == 1
    assert list(store.contents()) == [content]


def test_two_entries_that_claim_the_same_message_both_go_in(store: Store) -> None:
    message = {"message": {"key": "k" * 2000, "digest": "d", "id": "m"}}
    contents = [encoded(entry("odd", number, metadata=message)) for number in (1, 2)]
    assert store.append(contents, origin="test").added == 2
    assert store.message_digest("k" * 2000) == "d"


def test_nesting_beyond_the_limit_is_refused_also_behind_a_surrogate(store: Store) -> None:
    deep: object = []
    for _ in range(400):
        deep = [deep]
    content = encoded(entry("odd", before={"a": deep}, after={"a": [deep]}, user_uid="\ud800"))
    assert "nested deeper" in store.append([content], origin="test").refused[0].reason


def test_times_before_1970_are_times(store: Store) -> None:
    early = [{**one, "created_ts": f"196{index}-01-01T00:00:00Z"} for index, one in enumerate(life()[:5])]
    request = entry(
        "status_request.sent", schedule=None, after={"tso": "TTG_DE", "sender_id": "p", "date": "1960-01-02"}
    )
    store.append([encoded(one) for one in (*early, {**request, "created_ts": "1960-01-01T00:00:00Z"})], origin="test")
    assert {one.last_at.year for day in store.days() for one in store.schedules(day.day)} == {1960, 1964}


def test_another_program_may_rebuild_between_two_appends(store: Store) -> None:
    store.append([encoded(created(5, "a")), encoded(created(0, "b"))], origin="test")
    other = open_store(store.location)
    other.rebuild()
    other.close()
    store.append([encoded(submitted(1, 10, "b"))], origin="test")
    assert [len(store.versions(uid(name))) for name in ("a", "b")] == [0, 1]


def test_a_version_that_goes_by_two_uids_keeps_both_after_reopening(store: Store) -> None:
    second = entry("version.status_changed", 2, after=version_state(1, "accepted", uid="another"), version="another v1")
    by_uid = entry("version.rejected", 3, after={"status": "rejected"}, version="another v1")
    store.append([encoded(one) for one in (created(), submitted(1, 1), second)], origin="test")
    again = open_store(store.location)
    again.append([encoded(by_uid)], origin="test")
    assert again.versions(uid("schedule"))[0].status is Status.REJECTED
    before = again.versions(uid("schedule"))
    again.rebuild()
    assert again.versions(uid("schedule")) == before
    again.close()


def test_of_answers_in_one_instant_the_one_further_on_counts(new_store: Callable[[], Store]) -> None:
    both = [*answered(1, 5), *answered(1, 5, "accepted", "cnf", "A06")]
    for index, one in enumerate(both):
        one["uid"] = f"{index}"
    for order in (both, both[::-1]):
        store = new_store()
        store.append([encoded(one) for one in (created(), submitted(1, 1), *order)], origin="test")
        assert store.versions(uid("schedule"))[0].status is Status.CONFIRMED


def test_a_change_back_to_submitted_does_not_undo_the_answer(store: Store) -> None:
    late = entry("version.status_changed", 3, after=version_state(1, "submitted"), version="schedule v1")
    store.append([encoded(one) for one in (created(), submitted(1, 1), *answered(1, 2), late)], origin="test")
    assert store.versions(uid("schedule"))[0].status is Status.ACKNOWLEDGED


def test_a_schedule_is_known_by_the_uid_in_its_own_state(store: Store) -> None:
    store.append([encoded({**created(), "schedule_uid": None})], origin="test")
    assert [one.uid for one in store.schedules(store.days()[0].day)] == [uid("schedule")]


def test_what_is_not_recognised_after_does_not_hide_the_state_before(store: Store) -> None:
    odd = entry("anomaly.received", 2, before=version_state(1, "accepted"), after={"x": 1})
    store.append([encoded(one) for one in (created(), submitted(1, 1), submitted(2, 1), odd)], origin="test")
    assert [one.anomaly_open for one in store.versions(uid("schedule"))] == [False, True]


@pytest.mark.parametrize("number", [0, -3, 2**40, "x", 1.5, True])
def test_a_version_number_that_is_none_is_not_taken_for_one(store: Store, number: object) -> None:
    odd = entry("version.submitted", 1, after={"version": number, "status": "submitted"}, version="odd")
    store.append([encoded(created()), encoded(odd)], origin="test")
    assert store.versions(uid("schedule")) == ()


def test_two_schedules_without_a_day_have_scopes_of_their_own(store: Store) -> None:
    store.append([encoded(submitted(1, at, name)) for at, name in enumerate(("a", "b", "a2", "b2"))], origin="test")
    for row in store.rows(EVERYTHING, 0, 9):
        scope = store.scope_of(row.uid)
        assert scope is not None
        rows = store.rows(scope, 0, 9)
        assert ([one.schedule_uid for one in rows], store.count(scope)) == ([row.schedule_uid], 1)
    assert store.count(Scope(undated=True)) == len(store.rows(Scope(undated=True), 0, 9)) == 4


def test_simulated_entries_do_not_go_into_a_record(store: Store) -> None:
    with pytest.raises(StoreError, match="sandbox"):
        store.append([encoded(created())], origin="test", simulated=True)
    assert store.count(EVERYTHING) == 0


@pytest.mark.parametrize(("one", "other"), [("true", "1"), ("9007199254740993", "9007199254740992.0"), ("1.0", "1")])
def test_values_that_differ_under_one_uid_are_a_conflict(store: Store, one: str, other: str) -> None:
    text = json.dumps(entry("odd", after={"value": "HERE"}))
    store.append([text.replace('"HERE"', one).encode()], origin="test")
    assert store.append([text.replace('"HERE"', other).encode()], origin="test").refused != ()


def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    store.append([encoded(created())], origin="test")
    held = threading.Event()
    done = threading.Event()

    def hold(_done: int, _all: int) -> None:
        held.set()
        done.wait(30)

    writer = threading.Thread(target=store.rebuild, args=(hold,))
    writer.start()
    assert held.wait(10)
    reader = open_store(store.location, read_only=True)
    assert reader.count(EVERYTHING) == 1
    reader.close()
    done.set()
    writer.join()


def test_identifiers_of_many_bytes_stop_no_batch(store: Store) -> None:
    endless = [
        "".join(chr(0x10000 + (at * 7919 + place * 104729) % 60_000) for place in range(1000)) for at in range(5)
    ]
    types = [created(1, "of type"), created(2, "of request"), created(3, "of schedule"), created(4, "of user")]
    types[0]["type"] = endless[0]
    types[1]["data"]["request_id"] = endless[1] * 4
    types[2]["schedule_uid"] = endless[2]
    types[3]["user_uid"] = endless[3]
    done = store.append(
        [encoded(one) for one in [*types, {**created(5), "uid": endless[4]}, created(6)]], origin="test"
    )
    assert done.added == len(types) + 1
    assert [one.reason for one in done.refused] == ["not an audit entry: a uid of more than 2000 bytes"]
    assert (store.rebuild(), store.check()) == (done.added, [])


def test_a_file_may_be_called_by_what_is_no_text(store: Store) -> None:
    assert store.append([encoded(created())], origin="odd \udcff\0.json").added == 1
