"""Findings: what each rule finds and what it does not, how it says it, and how much it matters."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from store.lifecycle.findings.checking import shared_requests
from store.lifecycle.findings.finding import RULES, Limits, Severity
from store.lifecycle.findings.rules.requests import SharedRequests
from store.model.recorded import Recorded
from tests.findings.finding_answers import ANSWER_EXAMPLES, REFUSED_BY_ACK, TAKEN_IN_PART
from tests.findings.finding_examples import EXAMPLES
from tests.findings.finding_lives import (
    ACKED,
    BUY,
    CNF,
    EXCHANGE,
    FINAL,
    GATE,
    HOUR,
    ICNF,
    OTHER,
    SELL,
    SUBMITTED,
    acked,
    anomaly,
    change,
    codes,
    confirmed,
    done,
    found,
    raised,
    records,
    refused,
    sent,
    whole,
)
from tests.support.entries import MINUTE, created, entry, submitted, uid

ALL_EXAMPLES = EXAMPLES | ANSWER_EXAMPLES


@pytest.mark.parametrize("name", ALL_EXAMPLES)
def test_each_rule_finds_what_is_wrong_and_nothing_close_by(name: str) -> None:
    example = ALL_EXAMPLES[name]
    assert codes(example.wrong, example.now) == [example.code]
    assert codes(example.right, example.now if example.right_now is None else example.right_now) == []


def test_every_rule_has_an_example() -> None:
    assert {one.code for one in ALL_EXAMPLES.values()} | {"shared-request"} == set(RULES)


def test_a_finding_says_what_since_when_of_which_version_and_on_which_entries_it_rests() -> None:
    (one,) = found(whole(), 12 * MINUTE)
    assert one.severity is Severity.ERROR
    assert (one.schedule_uid, one.version) == (uid("schedule"), 1)
    assert one.events == (submitted(1, MINUTE)["uid"],)
    assert one.sentence == "The TSO has not answered version 1 for 11 minutes."
    assert one.at == datetime(2026, 3, 25, 12, 1, tzinfo=UTC)


def test_the_balance_names_how_many_quarter_hours_the_largest_and_where_in_local_time() -> None:
    (one,) = found(done(sent(1, MINUTE, BUY, raised(raised(SELL, 1.5, 8, 9, 10), 1.0, 9))))
    assert "not in balance in 3 quarter-hours: at 02:15, where it is furthest off, 2.500 MW too little" in one.sentence


def test_what_is_still_to_be_done_is_found_for_the_latest_version_only() -> None:
    history = [*whole(), submitted(2, MINUTE + 1), *refused(2, MINUTE + 2), submitted(3, 4 * MINUTE)]
    assert [(one.code, one.version) for one in found(history, HOUR)] == [("no-acknowledgement", 3)]


def test_what_is_wrong_in_a_superseded_version_stays_found() -> None:
    first = sent(1, MINUTE, raised(BUY, 1.0, 7), SELL)
    history = [*whole(*refused(1, 2 * MINUTE), first=first), sent(2, HOUR, BUY, SELL), *acked(2, HOUR + MINUTE)]
    assert [(one.code, one.version) for one in found(history)] == [("not-in-balance", 1)]


def test_a_rejection_is_milder_while_an_earlier_version_stays_active() -> None:
    history = [*whole(*ACKED), submitted(2, HOUR), *refused(2, HOUR + MINUTE)]
    assert [(one.code, one.severity) for one in found(history)] == [("not-resubmitted", Severity.WARNING)]
    assert [one.severity for one in found(whole(*refused(1, HOUR)))] == [Severity.ERROR]


def test_the_anomaly_of_the_active_version_is_open_again_once_the_next_one_is_refused_or_left_unanswered() -> None:
    sent_again = [*whole(*ACKED, anomaly(3 * MINUTE)), submitted(2, GATE - 30 * MINUTE)]
    assert codes(sent_again, GATE - 25 * MINUTE) == []
    unanswered = [(one.code, one.version) for one in found(sent_again, GATE)]
    assert unanswered == [("open-anomaly", 1), ("no-acknowledgement", 2)]
    rejected = [*sent_again, *refused(2, GATE - 29 * MINUTE)]
    assert [(one.code, one.version) for one in found(rejected, GATE)] == [("open-anomaly", 1), ("not-resubmitted", 2)]
    accepted = [*sent_again, *acked(2, GATE - 29 * MINUTE)]
    assert codes(accepted, GATE) == []


def test_a_refused_series_is_named_with_the_reason_and_what_to_do() -> None:
    (one,) = found(whole(TAKEN_IN_PART, REFUSED_BY_ACK), HOUR)
    assert one.sentence == "The TSO took version 1 but for TS-001 (A22 in/out party invalid)."
    assert one.events == (REFUSED_BY_ACK["uid"],)
    assert "before the gate" in one.advice
    (closed,) = found(whole(TAKEN_IN_PART, REFUSED_BY_ACK), FINAL)
    assert "call the TSO" in closed.advice


@pytest.mark.parametrize(
    ("reported", "severity"),
    [
        (anomaly(3 * MINUTE), Severity.ERROR),
        (anomaly(3 * MINUTE, EXCHANGE), Severity.INFO),
        (anomaly(3 * MINUTE, OTHER, "A30"), Severity.INFO),
    ],
)
def test_an_anomaly_against_an_exchange_is_information(reported: dict[str, Any], severity: Severity) -> None:
    first = sent(1, MINUTE, BUY, SELL)
    assert [(one.code, one.severity) for one in found(whole(*ACKED, reported, first=first), GATE)] == [
        ("open-anomaly", severity)
    ]


def test_the_limits_say_how_long_is_too_long_and_who_is_an_exchange() -> None:
    assert not found(whole(), 12 * MINUTE, Limits(ack_minutes=15))
    assert found(whole(), 5 * MINUTE, Limits(ack_minutes=3))
    history = whole(*ACKED, anomaly(3 * MINUTE), first=sent(1, MINUTE, BUY, SELL))
    (one,) = found(history, GATE, Limits(exchanges=frozenset({OTHER})))
    assert one.severity is Severity.INFO


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2]])
def test_the_order_in_which_files_were_imported_is_no_finding(order: Sequence[int]) -> None:
    history = done()
    assert codes([history[place] for place in order]) == []


def test_several_entries_with_one_fault_are_one_finding() -> None:
    history = [*done(), *(change(1, FINAL + at, CNF, SUBMITTED) for at in (1, 2))]
    assert codes(history).count("impossible-transition") == 1


def test_a_missing_entry_is_told_with_the_key_and_both_values() -> None:
    (one,) = found(whole(*ACKED, *confirmed(1, FINAL, before=ICNF)))
    assert one.sentence.endswith("does not start from the state told last: status: 'accepted' before, 'icnf' here.")


def test_what_changes_without_an_entry_of_its_own_is_no_missing_entry() -> None:
    history = done()
    for one in history[-2:]:
        one["data"]["before"] |= {"nrr_received": True, "is_active": False, "last_modified_ts": "2026-03-26T00:00:00Z"}
    assert codes(history) == []


def test_of_amounts_that_another_entry_must_have_changed_the_series_is_named() -> None:
    history = done(sent(1, MINUTE, BUY, SELL))
    history[-1]["data"]["before"]["spec"] = {"series": [raised(BUY, 1.0, 7)]}
    assert ["data of series TS-001" in one.sentence for one in found(history)] == [True]


def test_an_answer_alone_of_messages_is_information_for_a_folder_need_not_be_whole() -> None:
    alone = [created(0), *ACKED]
    assert [one.severity for one in found(alone)] == [Severity.WARNING]
    for one in alone:
        one["data"]["metadata"] = {"message": {"names": [uid("schedule")]}}
    assert [one.severity for one in found(alone)] == [Severity.INFO]


def test_a_life_without_entries_has_no_findings() -> None:
    assert found([]) == ()


def test_hardly_anything_being_known_ends_in_a_finding_never_in_an_error() -> None:
    bare = {"uid": "a", "type": "version.rejected", "created_ts": "2026-03-25T12:00:00Z", "data": {}}
    assert set(codes([bare, {**bare, "uid": "b", "type": "anomaly.received"}])) <= set(RULES)


def lives(*requests: Sequence[str]) -> list[tuple[Recorded, ...]]:
    """Return lives of schedules whose entries stand with these requests."""
    found_ = []
    for number, names in enumerate(requests):
        one = [entry("schedule.created", at, schedule=f"s{number}") for at in range(len(names))]
        for part, name in zip(one, names, strict=True):
            part["data"]["request_id"] = name
        found_.append(records(one))
    return found_


def test_one_request_over_two_schedules_is_found_and_one_over_two_entries_of_a_schedule_is_not() -> None:
    (one,) = shared_requests(lives(["a", "b"], ["c", "a"]))
    assert (one.code, one.schedule_uid, len(one.events)) == ("shared-request", uid("s1"), 2)
    assert "request a stands" in one.sentence
    assert shared_requests(lives(["a", "a"], ["b"])) == ()


def test_of_more_requests_than_are_remembered_the_oldest_are_forgotten_and_counted() -> None:
    requests = SharedRequests(most=2)
    seen = [list(requests.found_in(life)) for life in lives(["a"], ["b"], ["c"], ["a", "c"])]
    assert [len(one) for one in seen] == [0, 0, 0, 1]
    assert requests.forgotten == 2
