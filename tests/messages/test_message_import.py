"""TSO messages become the entries that the system would have written, whatever order the files come in."""

import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from store.database.store import Store
from store.exchange.importing import Import, Imported
from store.exchange.rejects import Rejected
from store.exchange.samples import FIRST_SHOWN, samples_path
from store.model.status import Status
from store.model.timeline import EVERYTHING, Event
from tests.support.beside import REAL, needs_real
from tests.support.entries import encoded

MESSAGES = sorted((samples_path() / "messages").iterdir())


def imported(store: Store, *paths: Path, rejected: list[Rejected] | None = None) -> Imported:
    kept: list[Rejected] = [] if rejected is None else rejected
    return Import(store, reject=kept.append).run([str(path) for path in paths])


def one_by_one(store: Store, paths: list[Path]) -> None:
    """Import each file by itself, so that nothing but the store knows the others."""
    for path in paths:
        assert imported(store, path).rejected == 0


def tree(store: Store) -> list[Any]:
    """Return the tree as plain values, without the counts of events."""
    found: list[Any] = []
    for day in store.days():
        for schedule in store.schedules(day.day):
            found.append(asdict(schedule))
            for version in store.versions(schedule.uid):
                series = sorted(str(asdict(one)) for one in store.series(schedule.uid, version.number))
                found.append((asdict(version), series))
    return found


def events(store: Store) -> list[Event]:
    rows = store.rows(EVERYTHING, 0, 1000)
    return [event for row in rows if (event := store.event(row.uid))]


@pytest.mark.both_databases
def test_a_conversation_becomes_the_entries_of_its_steps(store: Store) -> None:
    result = imported(store, *[path for path in MESSAGES if path.name.startswith("20260330")])
    assert (result.messages, result.rejected) == (7, 0)
    assert [event.row.type for event in events(store)] == [
        "version.submitted",
        "version.accepted",
        "version.status_changed",
        "anomaly.received",
        "version.submitted",
        "version.accepted",
        "version.status_changed",
        "version.status_changed",
        "version.accepted",
        "version.status_changed",
    ]
    (schedule,) = store.schedules(store.days()[0].day)
    assert (schedule.tso, schedule.status, schedule.latest_version) == ("DE-AMPRION-TSO", Status.CONFIRMED, 2)
    assert [one.anomaly_open for one in store.versions(schedule.uid)] == [False, True]


@pytest.mark.both_databases
def test_an_answer_tells_the_state_before_and_after(store: Store) -> None:
    imported(store, *[path for path in MESSAGES if path.name.startswith("20260330")])
    accepted = next(event for event in events(store) if event.row.type == "version.accepted")
    assert isinstance(accepted.before, dict)
    assert isinstance(accepted.after, dict)
    assert (accepted.before["status"], accepted.after["status"]) == ("submitted", "accepted")
    assert accepted.after["acceptance_level"] == "ack"
    assert accepted.row.summary.reason_codes == ("A01",)
    assert (accepted.row.version, accepted.row.message_id is not None) == (1, True)


@pytest.mark.both_databases
def test_entries_of_one_message_share_request_and_time_and_one_holds_the_message(store: Store) -> None:
    path = next(path for path in MESSAGES if "_ACK_" in path.name)
    imported(store, path)
    found = events(store)
    assert len({event.row.request_id for event in found}) == 1
    assert len({event.row.created_at for event in found}) == 1
    holding = [event for event in found if '"xml"' in event.content.decode()]
    assert len(holding) == 1
    assert json.loads(holding[0].content)["data"]["metadata"]["message"]["xml"] == path.read_text(encoding="utf-8")


@pytest.mark.both_databases
def test_a_partial_confirmation_tells_of_its_series(store: Store) -> None:
    imported(store, *[path for path in MESSAGES if path.name.startswith("20260331")])
    (schedule,) = store.schedules(store.days()[0].day)
    assert schedule.status is Status.PARTLY_CONFIRMED
    changed = [event for event in events(store) if event.row.type == "series.status_changed"]
    assert Status.IMPOSED in {one.status for one in store.series(schedule.uid, 1)}
    imposed = next(event for event in changed if event.row.summary.status_to == "imposed")
    assert imposed.row.summary.quarter_hours > 0


def test_messages_one_by_one_in_any_order_end_in_the_same_tree(new_store: Callable[[], Store]) -> None:
    expected = new_store()
    imported(expected, *MESSAGES)
    chance = random.Random(26)
    orders = [MESSAGES[::-1], *[chance.sample(MESSAGES, len(MESSAGES)) for _ in range(8)]]
    for paths in orders:
        store = new_store()
        one_by_one(store, paths)
        assert tree(store) == tree(expected)


@pytest.mark.both_databases
def test_importing_messages_again_in_another_order_changes_nothing(store: Store) -> None:
    one_by_one(store, MESSAGES[::-1])
    before = list(store.contents())
    again = imported(store, *MESSAGES)
    assert (again.added, again.messages, again.known_messages) == (0, 0, len(MESSAGES))
    assert list(store.contents()) == before


def test_other_content_under_the_same_message_id_is_a_conflict_and_the_first_stays(
    store: Store, tmp_path: Path
) -> None:
    path = MESSAGES[0]
    imported(store, path)
    text = path.read_text(encoding="utf-8")
    altered = tmp_path / path.name
    altered.write_text(re.sub(r'<Qty v="[\d.]+"', '<Qty v="1.234"', text, count=1), encoding="utf-8")
    rejected: list[Rejected] = []
    before = list(store.contents())
    imported(store, altered, rejected=rejected)
    assert "conflict" in rejected[0].reason
    assert list(store.contents()) == before


@pytest.mark.both_databases
def test_a_message_finds_the_schedule_that_an_audit_log_recorded(new_store: Callable[[], Store]) -> None:
    recorded = [
        {
            "uid": f"recorded-{index}",
            "type": kind,
            "created_ts": f"2026-03-29T11:4{index}:00.000Z",
            "data": {"before": None, "after": after, "metadata": {}, "request_id": f"r{index}"},
            "schedule_uid": "the-recorded-uid",
        }
        for index, (kind, after) in enumerate(
            [
                ("schedule.created", {"uid": "the-recorded-uid", "tso": "DE-AMPRION-TSO", "date": "2026-03-30"}),
                (
                    "version.submitted",
                    {
                        "version": 1,
                        "status": "submitted",
                        "spec": {"tso": "DE-AMPRION-TSO", "sender_id": "11XHALMLICHT---L", "series": []},
                    },
                ),
            ]
        )
    ]
    answers = [path for path in MESSAGES if path.name.startswith("20260330") and "_ACK_" in path.name]
    schedules = [path for path in MESSAGES if path.name.startswith("20260330") and path.stem.endswith(("_001", "_002"))]
    trees = []
    for log_first in (True, False):
        store = new_store()
        if log_first:
            store.append([encoded(one) for one in recorded], origin="log")
        one_by_one(store, [*schedules, *answers])
        if not log_first:
            store.append([encoded(one) for one in recorded], origin="log")
        (schedule,) = store.schedules(store.days()[0].day)
        assert schedule.uid == "the-recorded-uid"
        trees.append([(one.number, one.status) for one in store.versions(schedule.uid)])
    assert trees[0] == trees[1] == [(2, Status.ACKNOWLEDGED), (1, Status.ACKNOWLEDGED)]


def test_a_file_that_is_no_message_is_rejected_with_its_content(store: Store, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text("<rss><channel/></rss>")
    rejected: list[Rejected] = []
    result = imported(store, feed, MESSAGES[0], rejected=rejected)
    assert result.messages == 1
    assert ("rss" in rejected[0].reason, rejected[0].content) == (True, b"<rss><channel/></rss>")


def test_the_demo_opens_on_a_rejected_version_of_the_sample_data(store: Store) -> None:
    imported(store, samples_path())
    shown = store.event(FIRST_SHOWN)
    assert shown is not None
    assert (shown.row.type, shown.row.summary.reason_codes[0]) == ("version.rejected", "A54")


@pytest.mark.both_databases
def test_an_anomaly_without_its_schedule_is_shown_as_one(store: Store) -> None:
    imported(store, find("001_ANO_2026-03-29"))
    (schedule,) = store.schedules(store.days()[0].day)
    assert schedule.anomaly_open
    assert store.days()[0].anomalies == 1


@needs_real
def test_the_real_messages_go_in_once_and_say_what_they_say(new_store: Callable[[], Store]) -> None:
    store = new_store()
    result = imported(store, REAL)
    assert (result.messages, result.rejected) == (6, 0)
    assert imported(store, REAL).added == 0
    for node in store.schedules_in(EVERYTHING):
        assert len(store.life(node.uid)) == node.events
    found = events(store)
    assert sum(event.row.message_id is not None for event in found) == 6
    anomaly = next(event for event in found if event.row.type == "anomaly.received")
    assert anomaly.row.summary.quarter_hours == 4
    assert abs(anomaly.row.summary.largest_delta_mw) == pytest.approx(0.2)
    assert anomaly.row.summary.reason_codes == ("A09",)
    acknowledged = [event for event in found if event.row.type == "version.accepted"]
    assert {event.row.summary.reason_codes for event in acknowledged} == {("A01",)}
    schedule = next(event.row for event in found if event.row.type == "version.submitted" and event.row.day)
    assert schedule.schedule_uid is not None
    of_ess = [one for day in store.days() for one in store.schedules(day.day) if one.tso == "10XDE-AOE-HTCC-C"]
    series = store.series(of_ess[0].uid, 1)
    assert [one.quarter_hours for one in series] == [96] * 8
    assert series[0].energy_mwh == pytest.approx(540.0)


@needs_real
def test_the_real_messages_in_any_order_end_in_the_same_tree(new_store: Callable[[], Store], tmp_path: Path) -> None:
    paths = sorted(path for path in REAL.rglob("*") if path.suffix == ".xml")
    renamed = []
    for index, path in enumerate(paths):
        renamed.append(tmp_path / path.name)
        shutil.copy(path, renamed[index])
    expected = new_store()
    imported(expected, *renamed)
    chance = random.Random(3)
    for _ in range(6):
        store = new_store()
        one_by_one(store, chance.sample(renamed, len(renamed)))
        assert tree(store) == tree(expected)


def altered(path: Path, folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """Write a copy of a message under another name, with some of its text replaced."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    copy = folder / name
    copy.write_text(text, encoding="utf-8")
    return copy


def find(part: str) -> Path:
    return next(path for path in MESSAGES if part in path.name)


@pytest.mark.both_databases
def test_the_acknowledgement_of_a_status_request_decides_nothing_about_a_version(store: Store, tmp_path: Path) -> None:
    schedule, acknowledgement = find("20260330_TPS_11XHALMLICHT---L_10XDE-RWENET---W_001."), find("001_ACK_2026-03-29")
    name = "20260330_SRQ_11XHALMLICHT---L_10XDE-RWENET---W_ACK_2026-03-29T12-00-00Z.XML"
    answer = altered(acknowledgement, tmp_path, name, ('"A01"', '"A02"'), ("2026-03-29T11:", "2026-03-29T12:"))
    one_by_one(store, [schedule, acknowledgement, answer])
    (found,) = store.schedules(store.days()[0].day)
    assert (found.status, found.active_version, found.events) == (Status.ACKNOWLEDGED, 1, 4)


def test_an_answer_that_names_no_version_is_about_the_latest_of_its_time(
    new_store: Callable[[], Store], tmp_path: Path
) -> None:
    final = find("002_CNF_2026-03-31")
    text = final.read_text(encoding="utf-8")
    unnamed = tmp_path / final.name
    unnamed.write_text(re.sub(r"\s*<ConfirmedMessage(Identification|Version)[^>]*>", "", text), encoding="utf-8")
    paths = [path for path in MESSAGES if path.name.startswith("20260330") and path != final]
    trees = []
    for order in ([*paths, unnamed], [unnamed, *paths], [paths[0], unnamed, *paths[1:]]):
        store = new_store()
        one_by_one(store, order)
        trees.append([(one.number, one.status) for one in store.versions(store.schedules(store.days()[0].day)[0].uid)])
    assert trees == [[(2, Status.CONFIRMED), (1, Status.ACKNOWLEDGED)]] * 3


@pytest.mark.both_databases
def test_the_same_id_to_two_tsos_is_two_messages(store: Store, tmp_path: Path) -> None:
    schedule = find("20260330_TPS_11XHALMLICHT---L_10XDE-RWENET---W_001.")
    other = altered(schedule, tmp_path, "other.XML", ("10XDE-RWENET---W", "10XDE-EON-NETZ-C"))
    assert imported(store, schedule, other).messages == 2


@pytest.mark.parametrize("year", ["0002", "1960", "9999"])
def test_a_message_from_no_possible_year_is_rejected(store: Store, tmp_path: Path, year: str) -> None:
    path = find("001_ANO_2026-03-29")
    rejected: list[Rejected] = []
    imported(store, altered(path, tmp_path, "a.XML", ("2026-", f"{year}-")), rejected=rejected)
    assert len(rejected) == 1
    assert store.count(EVERYTHING) == 0


def test_an_export_of_messages_read_in_another_order_is_no_conflict(
    new_store: Callable[[], Store], tmp_path: Path
) -> None:
    one, other = new_store(), new_store()
    one_by_one(one, MESSAGES)
    one_by_one(other, MESSAGES[::-1])
    exported = tmp_path / "export.jsonl"
    exported.write_bytes(b"\n".join(other.contents()))
    result = imported(one, exported)
    assert (result.added, result.rejected, result.known) == (0, 0, other.count(EVERYTHING))


def test_the_rejects_beside_a_store_are_not_imported_again(store: Store, tmp_path: Path) -> None:
    (tmp_path / "s.db.rejects.jsonl").write_text('{"source":"a","line":1,"reason":"r","content":"x"}\n')
    (tmp_path / "log.jsonl").write_bytes(
        encoded({"uid": "u", "type": "t", "created_ts": "2026-01-01T00:00:00Z", "data": {}})
    )
    assert imported(store, tmp_path).rejected == 0
