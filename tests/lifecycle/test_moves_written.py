"""What the moves write: entries as the API would, and the life after them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from store.lifecycle.identity import Identity
from store.lifecycle.life import life_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.offers import refusal
from store.lifecycle.writing import written
from store.model.event import read_entry
from store.model.schedules.facts import facts
from store.model.schedules.standing import folded
from tests.support.played import IDENTITY, Played, accepted, begun


def codes(entry: dict[str, Any]) -> list[str]:
    return [one["code"] for one in entry["data"]["metadata"]["reason_codes"]]


def common(before: Any, after: Any, path: str = "") -> list[str]:
    """Return the paths that both states have and that differ; lists are compared by what identifies them."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [bad for key in before.keys() & after.keys() for bad in common(before[key], after[key], f"{path}.{key}")]
    if isinstance(before, list) and isinstance(after, list) and before and isinstance(before[0], dict):
        known = {one.get("uid"): one for one in after}
        return [bad for one in before for bad in common(one, known.get(one.get("uid")), f"{path}[]")]
    return [] if before == after else [path]


FINALS = [
    Act(Move.CONFIRM),
    Act(Move.CONFIRM_PARTLY, reason_codes=("A09",), series=("TS-003",)),
    Act(Move.IMPOSE, series=("TS-003",), positions=(5, 6), megawatts=-0.25),
    Act(Move.REFUSE, reason_codes=("A28",)),
]


@pytest.mark.parametrize("final", FINALS, ids=lambda act: act.move.value)
def test_what_stood_before_is_what_was_told_last(final: Act) -> None:
    played = begun(
        Act(Move.ACKNOWLEDGE_PARTLY, reason_codes=("A22",), series=("TS-004",)),
        Act(Move.REPORT_ANOMALY, reason_codes=("A09",), series=("TS-003",), positions=(5, 6), megawatts=0.25),
        Act(Move.SUBMIT, series=("TS-003",), positions=(5, 6), megawatts=0.25),
        Act(Move.ACKNOWLEDGE),
        Act(Move.CONFIRM_INTERMEDIATE),
        final,
    )
    told: dict[str, Any] = {}
    compared = 0
    for entry in map(json.loads, played.entries):
        before, after = entry["data"]["before"], entry["data"]["after"]
        uid = after.get("uid")
        answer = [one for one in played.entries if json.loads(one)["data"]["request_id"] == entry["data"]["request_id"]]
        first_of_answer = json.loads(answer[0])["uid"] == entry["uid"]
        if before is not None and uid in told and (first_of_answer or entry["type"].startswith("series.")):
            compared += 1
            assert common(told[uid], before) == []
        if uid:
            told[uid] = {**told.get(uid, {}), **after}
    assert compared >= 4


@pytest.mark.parametrize("final", FINALS, ids=lambda act: act.move.value)
def test_the_life_folded_from_the_entries_is_the_life_that_was_written(final: Act) -> None:
    played = accepted()
    played.play(final)
    assert life_of(map(read_entry, played.entries)) == played.life
    standing, _ = folded(facts(read_entry(entry)) for entry in played.entries)
    assert {number: one.status for number, one in standing.versions.items()} == {1: played.life.status(1)}
    assert standing.active_version == played.life.active


def test_an_answer_is_one_request_in_one_instant_with_a_receipt() -> None:
    whole, change = begun().play(Act(Move.ACKNOWLEDGE))
    assert (whole["type"], change["type"]) == ("version.accepted", "version.status_changed")
    assert whole["created_ts"] == change["created_ts"]
    assert whole["data"]["request_id"] == change["data"]["request_id"]
    assert whole["data"]["before"]["nrr_received"] is False
    assert whole["data"]["after"]["transmission_report_id"].startswith("NRR-")
    assert (whole["data"]["after"]["status"], whole["data"]["after"]["acceptance_level"]) == ("accepted", "ack")
    assert codes(whole) == ["A01"]
    assert whole["user_uid"] is None


def test_a_rejection_names_its_reason_first() -> None:
    whole, change = begun().play(Act(Move.REJECT, reason_codes=("A54",)))
    assert codes(whole) == codes(change) == ["A54", "A02"]
    assert change["data"]["before"]["status"] == "submitted"
    assert change["data"]["after"]["status"] == "rejected"


def test_the_next_version_shares_the_message_id_and_stays_in_balance() -> None:
    played = begun(Act(Move.REJECT, reason_codes=("A54",)))
    (entry,) = played.play(Act(Move.SUBMIT, series=("TS-003",), positions=(10,), megawatts=1.5))
    first, second = played.life.versions
    assert str(first["message_id"]).endswith("_v1")
    assert entry["data"]["after"]["message_id"] == str(first["message_id"]).replace("_v1", "_v2")
    changed = [
        (before["time_series_uid"], number, round(new["amount"] - old["amount"], 3))
        for before, after in zip(played.life.series_of(1), played.life.series_of(2), strict=True)
        for number, (old, new) in enumerate(zip(points(before), points(after), strict=True), 1)
        if old != new
    ]
    assert changed == [("TS-002", 10, 1.5), ("TS-003", 10, 1.5)]
    assert second["uid"] != first["uid"]


def points(series: Any) -> list[dict[str, Any]]:
    return list(series["data"])


def test_values_that_differ_stand_beside_ours_and_deltas_stand_alone() -> None:
    differs = Act(Move.REPORT_ANOMALY, reason_codes=("A29",), series=("TS-003",), positions=(2,), megawatts=0.5)
    (values,) = accepted().play(differs)
    ours, theirs = values["data"]["after"]["anomalies"]
    gap = [round(two["qty"] - one["qty"], 3) for one, two in zip(ours["intervals"], theirs["intervals"], strict=True)]
    assert gap == [0.0, 0.5, *[0.0] * 94]
    (deltas,) = accepted().play(Act(Move.REPORT_ANOMALY, None, ("A29",), ("TS-003",), (2,), 0.5, as_deltas=True))
    (only,) = deltas["data"]["after"]["anomalies"]
    assert [one["qty"] for one in only["intervals"]] == gap
    (missing,) = accepted().play(Act(Move.REPORT_ANOMALY, reason_codes=("A28",), series=("TS-003",)))
    assert [one["series_id"] for one in missing["data"]["after"]["anomalies"]] == ["TS-003"]


def test_imposed_values_stand_beside_those_they_take_the_place_of() -> None:
    entries = accepted().play(Act(Move.IMPOSE, series=("TS-003",), positions=(5,), megawatts=-0.25))
    imposed = next(one for one in entries if one["data"]["after"]["status"] == "imposed")
    before, after = (imposed["data"][side]["spec"]["data"] for side in ("before", "after"))
    assert round(after[4]["amount"] - before[4]["amount"], 3) == -0.25
    assert before[:4] == after[:4]
    assert imposed["data"]["after"]["interval_statuses"]["4"] == "imposed"
    assert codes(imposed) == ["A30"]


def test_a_second_status_request_comes_too_soon() -> None:
    played = begun()
    (first,) = played.play(Act(Move.REQUEST_STATUS))
    (second,) = played.play(Act(Move.REQUEST_STATUS))
    assert first["data"]["after"]["status"] == "sent"
    assert second["data"]["after"]["status"] == "rate_limited"
    assert second["data"]["after"]["next_allowed_at"] == first["data"]["after"]["next_allowed_at"]


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 29), 92), (date(2026, 10, 25), 100)])
def test_a_day_on_which_the_clocks_change_has_its_own_quarter_hours(day: date, count: int) -> None:
    played = Played(day=day)
    played.play(Act(Move.CREATE))
    played.play(Act(Move.SUBMIT))
    assert {len(points(one)) for one in played.life.series_of(1)} == {count}
    beyond = Act(Move.SUBMIT, series=("TS-003",), positions=(count + 1,), megawatts=0.1)
    assert refusal(played.life, beyond, played.later) == f"the day has quarter-hours 1 to {count}, not {count + 1}"


def test_the_first_version_can_be_sent_out_of_balance() -> None:
    whole, changed = Played(), Played()
    for played in (whole, changed):
        played.play(Act(Move.CREATE))
    whole.play(Act(Move.SUBMIT))
    changed.play(Act(Move.SUBMIT, None, ("A54",), ("TS-003",), (10,), 0.5))
    differences = [
        (one["time_series_uid"], number, round(new["amount"] - old["amount"], 3))
        for one, other in zip(whole.life.series_of(1), changed.life.series_of(1), strict=True)
        for number, (old, new) in enumerate(zip(points(one), points(other), strict=True), 1)
        if old != new
    ]
    assert differences == [("TS-003", 10, 0.5)]


def test_a_version_answered_after_a_later_one_was_accepted_is_not_active() -> None:
    played = begun(Act(Move.SUBMIT), Act(Move.ACKNOWLEDGE, 2))
    whole, _ = played.play(Act(Move.ACKNOWLEDGE, 1))
    assert whole["data"]["after"]["version"] == 1
    assert whole["data"]["after"]["is_active"] is False
    assert played.life.active == 2


def test_times_are_written_in_utc_whatever_zone_the_moment_came_in() -> None:
    played = begun()
    here = played.later.astimezone(ZoneInfo("Europe/Berlin"))
    assert written(played.life, Act(Move.ACKNOWLEDGE), here, IDENTITY) == written(
        played.life, Act(Move.ACKNOWLEDGE), played.later, IDENTITY
    )


def test_the_same_seed_writes_the_same_bytes_and_another_one_others() -> None:
    assert begun().entries == begun().entries
    life, at = accepted().life, accepted().later
    ours, theirs = (
        written(life, Act(Move.CONFIRM_INTERMEDIATE), at, Identity(seed)).entries for seed in ("test", "other")
    )
    assert all(one != other for one, other in zip(ours, theirs, strict=True))


def test_a_series_starts_from_what_was_told_of_it_last() -> None:
    played = begun(Act(Move.ACKNOWLEDGE_PARTLY, None, ("A22",), ("TS-004",)))
    confirmed = played.play(Act(Move.CONFIRM_PARTLY, None, (), ("TS-003",)))
    before = {
        one["data"]["before"]["time_series_uid"]: one["data"]["before"]["status"]
        for one in confirmed
        if one["type"] == "series.status_changed"
    }
    assert before == dict.fromkeys(("TS-001", "TS-002", "TS-003", "TS-005"), "submitted") | {"TS-004": "rejected"}


def test_an_anomaly_is_open_only_on_the_latest_version() -> None:
    missing = Act(Move.REPORT_ANOMALY, 1, ("A28",), ("TS-003",))
    about_an_older_one = begun(Act(Move.ACKNOWLEDGE), Act(Move.SUBMIT), missing)
    assert not about_an_older_one.life.open_anomaly
    about_the_latest = begun(Act(Move.SUBMIT), Act(Move.ACKNOWLEDGE, 2), replace(missing, version=2))
    about_the_latest.play(Act(Move.REJECT, 1, ("A54",)))
    assert about_the_latest.life.open_anomaly
