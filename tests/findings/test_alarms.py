"""Alarms: what became wrong between two looks, told once."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.schedules.tree import ScheduleNode
from store.model.status import Status
from tests.lists.tree_nodes import NOON, schedule_node
from tui.questions.watching.alarms import Alarm, AlarmKind, Look, alarm_text, alarms

FINE = schedule_node(latest_version=2)
REJECTED = schedule_node(latest_version=2, status=Status.REJECTED, raw_status="rejected", reason_codes=("A54", "A02"))
WAITING = schedule_node(
    tso="DE-TRANSNETBWTSO", latest_version=1, status=Status.SUBMITTED, raw_status="submitted", waiting_since=NOON
)
ANOMALY = schedule_node(tso="DE-AMPRION-TSO", latest_version=2, anomaly_open=True)


def look(*schedules: ScheduleNode, minutes: float = 0) -> Look:
    return Look(schedules, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (REJECTED, "50Hertz v2 rejected: A54 global position not in balance"),
        (WAITING, "TransnetBW v1 stuck: no answer for 12 min"),
        (ANOMALY, "Amprion v2 anomaly: does not match the counterparty"),
    ],
)
def test_an_alarm_says_in_a_sentence_what_is_wrong(node: ScheduleNode, sentence: str) -> None:
    (alarm,) = alarms(look(), look(node, minutes=12))
    assert alarm.sentence == sentence


def test_what_was_wrong_before_is_not_told_again() -> None:
    for node in (REJECTED, ANOMALY):
        assert alarms(look(node), look(node, minutes=1)) == ()
        assert alarms(look(FINE), look(node, minutes=1)) != ()


def test_a_new_version_that_is_rejected_as_well_is_told() -> None:
    (alarm,) = alarms(look(REJECTED), look(schedule_node(latest_version=3, status=Status.REJECTED)))
    assert (alarm.kind, alarm.version) == (AlarmKind.REJECTED, 3)
    assert alarm.sentence == "50Hertz v3 rejected"


def test_a_schedule_goes_stuck_by_time_alone_and_only_once() -> None:
    told = [alarms(look(WAITING, minutes=minute), look(WAITING, minutes=minute + 1)) for minute in range(20)]
    assert [minute for minute, some in enumerate(told) if some] == [10]


def test_how_long_an_answer_may_take_is_up_to_the_caller() -> None:
    assert alarms(look(WAITING), look(WAITING, minutes=4), ack_minutes=3)
    assert not alarms(look(WAITING), look(WAITING, minutes=4), ack_minutes=5)


def test_what_gets_well_gives_no_alarm() -> None:
    assert alarms(look(REJECTED, WAITING, ANOMALY, minutes=30), look(FINE, minutes=31)) == ()


def test_the_worst_is_told_first() -> None:
    told = alarms(look(), look(ANOMALY, WAITING, REJECTED, minutes=30))
    assert [alarm.kind for alarm in told] == [AlarmKind.REJECTED, AlarmKind.STUCK, AlarmKind.ANOMALY]


def test_text_of_the_log_is_inert_in_an_alarm() -> None:
    hostile = schedule_node(tso="\x1b[2J[red]", status=Status.REJECTED, reason_codes=("\x1b[0m",))
    (alarm,) = alarms(look(), look(hostile))
    assert "\x1b" not in alarm.sentence


def test_many_alarms_are_one_notice_that_counts_the_rest() -> None:
    told = tuple(Alarm(AlarmKind.REJECTED, str(number), 1, f"alarm {number}") for number in range(6))
    assert alarm_text(told).splitlines() == ["alarm 0", "alarm 1", "alarm 2", "alarm 3", "and 2 more"]
    assert alarm_text(told[:1]) == "alarm 0"


@given(st.lists(st.tuples(st.sampled_from([FINE, REJECTED, WAITING, ANOMALY]), st.floats(0, 9)), max_size=12))
def test_no_alarm_follows_on_one_that_is_the_same(looks: list[tuple[ScheduleNode, float]]) -> None:
    before, last = look(), set[AlarmKind]()
    passed = 0.0
    for node, minutes in looks:
        passed += minutes
        after = look(node, minutes=passed)
        new = {alarm.kind for alarm in alarms(before, after)}
        assert not (new & last and node in before.schedules)
        before, last = after, new
