"""The conversation about a version: its steps, what is missing, and the versions beside it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.lifecycle.conversation import Conversation, ConversationError, conversation
from store.lifecycle.moves import Actor
from store.lifecycle.steps.step import Step, StepKind, Tense
from store.model.recorded import Recorded, recorded
from store.model.status import Status
from tests.support.entries import MINUTE, answered, created, encoded, entry, life, submitted, version_state
from tests.support.screens import SAMPLES

SOON = datetime(2026, 3, 25, 13, 0, tzinfo=UTC)
"""An hour after the first entry of `tests.support.entries`, on the day before delivery."""

MUCH_LATER = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


def records_of(entries: Iterable[dict[str, Any]]) -> list[Recorded]:
    records = [recorded(number, encoded(one)) for number, one in enumerate(entries)]
    return sorted(records, key=lambda one: (one.facts.at, one.sequence))


def sample(name: str, *, first: int | None = None) -> list[Recorded]:
    lines = (SAMPLES / name).read_bytes().splitlines()[:first]
    return records_of(json.loads(line) for line in lines)


def kinds(shown: Conversation) -> list[str]:
    return [step.kind.value for step in shown.lane]


def missing(shown: Conversation) -> list[Step]:
    return [step for step in shown.lane if step.missing]


def test_a_version_is_sent_acknowledged_and_confirmed() -> None:
    shown = conversation(sample("02_rejected_and_resubmitted.jsonl"), 2, now=MUCH_LATER)
    assert kinds(shown) == ["schedule", "receipt", "ACK", "intermediate CNF", "final CNF"]
    assert [step.actor for step in shown.lane] == [Actor.BRP, *[Actor.TSO] * 4]
    assert missing(shown) == []


def test_a_step_says_who_when_in_which_document_why_and_what_became_of_it() -> None:
    shown = conversation(sample("02_rejected_and_resubmitted.jsonl"), 1, now=MUCH_LATER)
    answer = shown.lane[3]
    assert answer.kind is StepKind.ACKNOWLEDGEMENT
    assert answer.who == "10XDE-EON-NETZ-C"
    assert answer.document == "20260326-10XDE-EON-NETZ-C-48548"
    assert [reason.code for reason in answer.reasons] == ["A54", "A02"]
    assert (answer.status_from, answer.status_to) == (Status.SUBMITTED, Status.REJECTED)
    assert answer.elapsed == timedelta(seconds=33, milliseconds=248)


def test_the_two_entries_of_an_answer_are_one_step_and_the_telling_one_is_looked_at() -> None:
    records = sample("05_status_request.jsonl")
    answer = next(step for step in conversation(records, 1, now=SOON).lane if step.kind is StepKind.ACKNOWLEDGEMENT)
    types = {one.entry.uid: one.entry.type for one in records}
    assert [types[uid] for uid in answer.events] == ["version.accepted", "version.status_changed"]
    assert types[answer.uid] == "version.accepted"


def test_the_entries_of_a_partial_confirmation_are_one_step_too() -> None:
    final = conversation(sample("04_partial_confirmation.jsonl"), 1, now=MUCH_LATER).lane[-1]
    assert final.kind is StepKind.FINAL
    assert len(final.events) == 4
    assert final.about == "series: 2 accepted, 1 imposed"
    assert [reason.code for reason in final.reasons] == ["A07", "A30", "A63"]


def test_the_receipt_stands_before_the_answer_that_tells_of_it() -> None:
    lane = conversation(sample("05_status_request.jsonl"), 1, now=SOON).lane
    place = next(index for index, step in enumerate(lane) if step.kind is StepKind.RECEIPT)
    assert lane[place].document == "NRR-55317"
    assert lane[place].elapsed is None
    assert lane[place + 1].kind is StepKind.ACKNOWLEDGEMENT


def test_an_acknowledgement_that_did_not_come_is_a_step_of_its_own() -> None:
    now = datetime(2026, 3, 26, 13, 14, 7, 593_000, tzinfo=UTC)
    shown = conversation(sample("05_status_request.jsonl", first=2), 1, now=now)
    (reply,) = missing(shown)
    assert shown.lane[-1] is reply
    assert (reply.kind, reply.actor) == (StepKind.ACKNOWLEDGEMENT, Actor.TSO)
    assert reply.elapsed == timedelta(minutes=12)
    assert reply.uid == shown.lane[1].uid
    assert reply.late


def test_an_acknowledgement_is_not_late_within_the_minutes_that_it_takes() -> None:
    records = records_of([created(), submitted(1, 0)])
    ten = conversation(records, 1, now=datetime(2026, 3, 25, 12, 10, tzinfo=UTC))
    more = conversation(records, 1, now=datetime(2026, 3, 25, 12, 11, tzinfo=UTC))
    patient = conversation(records, 1, now=datetime(2026, 3, 25, 12, 11, tzinfo=UTC), ack_minutes=30)
    assert [missing(one)[0].late for one in (ten, more, patient)] == [False, True, False]


def test_status_requests_belong_to_the_version_sent_last_and_do_not_end_the_waiting() -> None:
    shown = conversation(sample("05_status_request.jsonl", first=4), 1, now=SOON)
    assert kinds(shown) == ["created", "schedule", "status request", "status request", "ACK"]
    assert [step.about for step in shown.lane[2:4]] == ["sent", "rate_limited"]
    assert shown.lane[3].allowed_at == datetime(2026, 3, 26, 13, 19, 31, tzinfo=UTC)
    assert shown.lane[4].missing


def test_an_anomaly_waits_for_a_corrected_version_or_a_confirmation() -> None:
    cut = conversation(sample("03_anomaly_and_correction.jsonl", first=6), 1, now=SOON)
    (reply,) = missing(cut)
    assert (reply.kind, reply.actor, reply.version) == (StepKind.SCHEDULE, Actor.BRP, 2)
    assert reply.about == "a corrected version or a confirmation is missing"
    assert reply.uid == next(step.uid for step in reversed(cut.lane) if step.kind is StepKind.ANOMALY)


def test_the_corrected_version_ends_the_conversation_about_the_one_before() -> None:
    shown = conversation(sample("03_anomaly_and_correction.jsonl"), 1, now=MUCH_LATER)
    assert missing(shown) == []
    assert shown.lane[-1].about == "takes the place of version 1"
    assert shown.lane[-1].version == 2


def test_a_rejected_version_waits_for_the_next_one_until_nothing_more_can_be_sent() -> None:
    entries = [created(), submitted(1, MINUTE), *answered(1, 2 * MINUTE, "rejected", "", "A54")]
    (reply,) = missing(conversation(records_of(entries), 1, now=SOON))
    assert (reply.kind, reply.version, reply.late) == (StepKind.SCHEDULE, 2, False)
    assert missing(conversation(records_of(entries), 1, now=MUCH_LATER))[0].late


def test_a_final_rejection_waits_for_nothing() -> None:
    after_the_gates = 3 * 24 * 60 * MINUTE
    refused = answered(1, after_the_gates, "rejected", "cnf", "A08")
    entries = [created(), submitted(1, MINUTE), *answered(1, 2 * MINUTE), *refused]
    shown = conversation(records_of(entries), 1, now=MUCH_LATER)
    assert shown.lane[-1].kind is StepKind.FINAL
    assert missing(shown) == []


def test_the_final_confirmation_is_expected_first_and_missing_once_the_gates_are_closed() -> None:
    entries = records_of([created(), submitted(1, MINUTE), *answered(1, 2 * MINUTE)])
    gate = datetime(2026, 3, 27, 15, 0, tzinfo=UTC)
    early = conversation(entries, 1, now=SOON).lane[-1]
    assert (early.kind, early.tense, early.at) == (StepKind.FINAL, Tense.EXPECTED, gate)
    late = conversation(entries, 1, now=gate + timedelta(hours=1)).lane[-1]
    assert (late.kind, late.tense, late.elapsed) == (StepKind.FINAL, Tense.MISSING, timedelta(hours=1))


def test_an_active_version_still_waits_for_its_confirmation_when_a_later_one_was_rejected() -> None:
    rejected = answered(2, 4 * MINUTE, "rejected", "", "A54")
    entries = [created(), submitted(1, MINUTE), *answered(1, 2 * MINUTE), submitted(2, 3 * MINUTE), *rejected]
    assert conversation(records_of(entries), 1, now=SOON).lane[-1].tense is Tense.EXPECTED


def test_without_a_delivery_day_no_confirmation_is_awaited() -> None:
    entries = [submitted(1, MINUTE), *answered(1, 2 * MINUTE)]
    assert conversation(records_of(entries), 1, now=MUCH_LATER).lane[-1].tense is Tense.MADE


def test_other_versions_stand_beside_it_with_what_became_of_them() -> None:
    shown = conversation(records_of(life()), None, now=SOON)
    assert shown.number == 3
    assert [(one.number, one.status, one.superseded, one.active) for one in shown.others] == [
        (1, Status.ACKNOWLEDGED, True, False),
        (2, Status.REJECTED, True, False),
    ]
    assert shown.others[0].anomaly_open
    assert shown.others[1].reason_codes == ("A54",)
    assert shown.version is not None
    assert shown.version.active


def test_a_schedule_without_a_version_has_its_creation_only() -> None:
    shown = conversation(records_of([created()]), None, now=SOON)
    assert (shown.number, kinds(shown), shown.versions) == (None, ["created"], ())


def test_a_version_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ConversationError, match="version 9 cannot be shown: of this schedule the log knows 1, 2, 3"):
        conversation(records_of(life()), 9, now=SOON)


def test_entries_nobody_knows_are_steps_that_nobody_spoke() -> None:
    shown = conversation(sample("10_unknown_things.jsonl", first=7), 1, now=SOON)
    unknown = [step for step in shown.lane if step.kind is StepKind.OTHER]
    assert {"delivery_receipt.received", "version.archived"} <= {step.about for step in unknown}
    assert all(step.actor is None for step in unknown)


def test_answers_without_a_message_are_told_apart_by_the_status() -> None:
    def change(at: int, before: str, after: str, level: str = "") -> dict[str, Any]:
        states: dict[str, Any] = {"before": version_state(1, before), "after": version_state(1, after, level)}
        return entry("version.status_changed", at, version="schedule v1", **states)

    entries = [
        created(),
        submitted(1, MINUTE),
        change(2 * MINUTE, "submitted", "accepted", "ack"),
        change(3 * MINUTE, "accepted", "icnf"),
        change(4 * MINUTE, "icnf", "cnf_partial"),
    ]
    shown = conversation(records_of(entries), 1, now=MUCH_LATER)
    assert kinds(shown) == ["created", "schedule", "ACK", "intermediate CNF", "final CNF"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("0*.jsonl")), ids=lambda path: path.stem)
def test_every_entry_about_a_version_is_in_one_step_of_its_lane(path: Path) -> None:
    records = sample(path.name)
    for uid in {one.facts.schedule_uid for one in records}:
        mine = [one for one in records if one.facts.schedule_uid == uid]
        numbers = [one.number for one in conversation(mine, None, now=MUCH_LATER).versions]
        lanes = [conversation(mine, number, now=MUCH_LATER).lane for number in numbers]
        named = [
            event
            for lane in lanes
            for step in lane
            if step.kind is not StepKind.RECEIPT and not step.about.startswith("takes the place")
            for event in step.events
        ]
        assert sorted(named) == sorted(one.entry.uid for one in mine)
