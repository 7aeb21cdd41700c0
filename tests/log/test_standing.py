"""The tree of schedules: what the entries leave, whatever order they come in."""

import random
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database.store import Store
from store.model.schedules.identity import schedule_uid_of_day
from store.model.schedules.standing import ScheduleStanding
from store.model.status import Status, status_of
from store.model.timeline import EVERYTHING, Moment
from tests.support.entries import MINUTE, answered, created, encoded, entry, life, submitted, uid, version_state
from tests.support.laws import examples

pytestmark = pytest.mark.both_databases


def tree(store: Store) -> list[Any]:
    """Return the whole tree as plain values."""
    found: list[Any] = []
    for day in store.days():
        found.append(asdict(day))
        for schedule in store.schedules(day.day):
            found.append(asdict(schedule))
            for version in store.versions(schedule.uid):
                found += [asdict(version), [asdict(one) for one in store.series(schedule.uid, version.number)]]
    return found


def test_a_life_ends_in_the_tree(store: Store) -> None:
    store.append([encoded(one) for one in life()], origin="test")
    (day,) = store.days()
    (schedule,) = store.schedules(day.day)
    assert (day.schedules, day.accepted, day.rejected, day.waiting, day.events) == (1, 1, 0, 0, 13)
    assert (schedule.tso, schedule.latest_version, schedule.active_version) == ("DE-AMPRION-TSO", 3, 3)
    assert (schedule.status, schedule.raw_status) == (Status.CONFIRMED, "accepted")
    v3, v2, v1 = store.versions(schedule.uid)
    assert (v3.is_active, v3.superseded, v3.status) == (True, False, Status.CONFIRMED)
    assert (v2.status, v2.superseded, v2.reason_codes) == (Status.REJECTED, True, ("A54",))
    assert (v1.status, v1.superseded, v1.anomaly_open) == (Status.ACKNOWLEDGED, True, True)


def test_a_later_rejected_version_does_not_replace_the_active_one(store: Store) -> None:
    entries = [created(), submitted(1, 1), *answered(1, 2), submitted(2, 3), *answered(2, 4, "rejected", "", "A54")]
    store.append([encoded(one) for one in entries], origin="test")
    (schedule,) = store.schedules(store.days()[0].day)
    assert (schedule.status, schedule.latest_version, schedule.active_version) == (Status.REJECTED, 2, 1)
    assert [one.superseded for one in store.versions(schedule.uid)] == [False, False]


def test_a_version_waits_from_its_submission_until_it_is_answered(store: Store) -> None:
    store.append([encoded(one) for one in (created(), submitted(1, MINUTE))], origin="test")
    (waiting,) = store.schedules(store.days()[0].day)
    store.append([encoded(one) for one in answered(1, 2 * MINUTE)], origin="test")
    (answered_now,) = store.schedules(store.days()[0].day)
    assert waiting.waiting_since is not None
    assert waiting.waiting_since.minute == 1
    assert answered_now.waiting_since is None


def test_an_anomaly_is_open_until_the_version_is_confirmed(store: Store) -> None:
    anomaly = entry("anomaly.received", 3, after={"anomalies": []}, version="schedule v1")
    store.append([encoded(one) for one in (created(), submitted(1, 1), *answered(1, 2), anomaly)], origin="test")
    assert (store.days()[0].anomalies, store.days()[0].accepted) == (1, 0)
    store.append([encoded(one) for one in answered(1, 4, "accepted", "cnf", "A06")], origin="test")
    assert (store.days()[0].anomalies, store.days()[0].accepted) == (0, 1)


@pytest.mark.parametrize("word", ["ingested", " Created\t", "pending"])
def test_only_what_was_sent_waits(store: Store, word: str) -> None:
    stored = entry("version.status_changed", 1, after=version_state(1, word), version="schedule v1")
    store.append([encoded(one) for one in (created(), created(0, "b"), stored)], origin="test")
    assert (store.days()[0].unsent, store.days()[0].waiting) == (2, 0)
    then = Moment.of(store.rows(EVERYTHING, 0, 9)[-1])
    store.append([encoded(submitted(1, 2)), encoded(submitted(1, 3, "b"))], origin="test")
    assert (store.days()[0].unsent, store.days()[0].waiting) == (0, 2)
    assert (store.as_of(then).days()[0].unsent, store.as_of(then).days()[0].waiting) == (2, 0)


def test_an_answer_that_the_clocks_put_before_the_submission_still_counts(store: Store) -> None:
    entries = [created(), *answered(1, 1), submitted(1, 2)]
    store.append([encoded(one) for one in entries], origin="test")
    assert store.schedules(store.days()[0].day)[0].status is Status.ACKNOWLEDGED


def test_an_entry_that_names_its_version_only_by_uid_finds_it_even_when_it_comes_first(store: Store) -> None:
    partial = entry("version.rejected", 9, after={"status": "rejected"}, version="schedule v1")
    store.append([encoded(partial)], origin="test")
    store.append([encoded(one) for one in (created(), submitted(1, 1))], origin="test")
    (version,) = store.versions(uid("schedule"))
    assert (version.number, version.status, version.events) == (1, Status.REJECTED, 2)
    scope = store.scope_of(partial["uid"])
    assert scope is not None
    assert [row.version for row in store.rows(scope, 0, 9)] == [1, 1]


def test_statuses_of_all_three_vocabularies_are_read() -> None:
    assert [status_of(word) for word in ("ingested", "created", "pending")] == [Status.INGESTED] * 3
    assert [status_of(word) for word in ("ack_positive", "ack_partial")] == [Status.ACKNOWLEDGED] * 2
    assert [status_of(word) for word in ("icnf", "dacnf", "accepted_preliminary")] == [Status.INTERMEDIATE] * 3
    assert [status_of(word) for word in ("fcnf", "accepted_final", "settled")] == [Status.CONFIRMED] * 3
    assert status_of("accepted", "cnf") is Status.CONFIRMED
    assert status_of("Accepted") is Status.ACKNOWLEDGED
    assert status_of("fabulous") is Status.UNKNOWN


def test_an_unknown_status_is_shown_as_it_came(store: Store) -> None:
    odd = entry("version.status_changed", 2, after=version_state(1, "fabulous"), version="schedule v1")
    store.append([encoded(one) for one in (created(), submitted(1, 1), odd)], origin="test")
    (version,) = store.versions(uid("schedule"))
    assert (version.status, version.raw_status) == (Status.UNKNOWN, "fabulous")


def many_lives() -> list[dict[str, Any]]:
    """Return the lives of three schedules of two days, entries in the order of their times."""
    lives = [
        *life(),
        created(MINUTE // 2, "b", tso="TTG_DE"),
        submitted(1, 90_500, "b"),
        *answered(1, 150_500, schedule="b"),
        submitted(2, 200_500, "b"),
        created(30_000, "c", tso="TTG_DE", day="2026-03-27"),
        entry("status_request.sent", 300_000, schedule="c", after={"tso": "TTG_DE", "date": "2026-03-27"}),
    ]
    return sorted(lives, key=lambda one: one["created_ts"])


def test_entries_in_any_order_and_any_batches_end_in_the_same_tree(new_store: Callable[[], Store]) -> None:
    in_order = new_store()
    in_order.append([encoded(one) for one in many_lives()], origin="law")
    expected = tree(in_order)

    @settings(max_examples=examples(15), deadline=None)
    @given(st.randoms(use_true_random=False), st.integers(1, 8))
    def law(chance: random.Random, size: int) -> None:
        contents = [encoded(one) for one in many_lives()]
        chance.shuffle(contents)
        shuffled = new_store()
        for start in range(0, len(contents), size):
            shuffled.append(contents[start : start + size], origin="law")
        assert tree(shuffled) == expected

    law()


def test_a_rebuild_ends_in_the_same_tree_and_timeline(store: Store) -> None:
    contents = [encoded(one) for one in many_lives()]
    random.Random(7).shuffle(contents)
    store.append(contents, origin="test")
    before = tree(store), [store.event(row.uid) for row in store.rows(EVERYTHING, 0, 100)]
    seen: list[tuple[int, int]] = []
    assert store.rebuild(lambda done, all_: seen.append((done, all_))) == len(contents)
    assert (tree(store), [store.event(row.uid) for row in store.rows(EVERYTHING, 0, 100)]) == before
    assert seen[-1] == (len(contents), len(contents))


def test_a_status_told_by_the_type_alone_counts_and_not_the_one_from_before(store: Store) -> None:
    refused = answered(1, 2, "rejected", "", "A02")[0]
    refused["data"]["after"] = None
    store.append([encoded(one) for one in (created(), submitted(1, 1), refused)], origin="test")
    (version,) = store.versions(uid("schedule"))
    assert (version.status, version.raw_status) == (Status.REJECTED, "rejected")


def test_a_change_that_does_not_say_to_what_leaves_the_status_as_it_was(store: Store) -> None:
    silent = answered(1, 3)[1]
    silent["data"]["after"] = None
    store.append([encoded(one) for one in (created(), submitted(1, 1), *answered(1, 2), silent)], origin="test")
    assert store.versions(uid("schedule"))[0].status is Status.ACKNOWLEDGED


def test_a_rejection_does_not_keep_the_acceptance_level_of_an_earlier_answer(store: Store) -> None:
    entries = [created(), submitted(1, 1), *answered(1, 2, "icnf", "cnf", "A06"), *answered(1, 3, "rejected", "")]
    store.append([encoded(one) for one in entries], origin="test")
    assert store.versions(uid("schedule"))[0].acceptance_level is None
    store.append([encoded(one) for one in answered(1, 4, "rejected", "cnf", "A08")], origin="test")
    assert store.versions(uid("schedule"))[0].acceptance_level == "cnf"


def test_a_schedule_is_called_by_a_name_that_it_goes_by() -> None:
    day = date(2024, 10, 8)
    of_day = schedule_uid_of_day("some TSO", "some party", day)
    standing = ScheduleStanding(tso="some TSO", party="some party", day=day, names={"b", "a"})
    assert standing.uid == "a"
    standing.names.add(of_day)
    assert standing.uid == of_day
