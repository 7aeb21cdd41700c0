"""Which moves are offered, and the reason why the others are not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from store.lifecycle.market.gates import gates
from store.lifecycle.moves import Act, Actor, Move
from store.lifecycle.offers import MOST_VERSIONS, offers, refusal, timely
from store.lifecycle.transitions import TRANSITIONS
from store.lifecycle.writing import IllegalMove, written
from tests.support.played import DAY, IDENTITY, Played, accepted, begun

TSO_ANSWERS = {row.move for row in TRANSITIONS if row.actor is Actor.TSO}


AFTER_GATES = gates(DAY, "DE")[-1].closes_at


def legal(played: Played, version: int | None = None) -> set[Move]:
    return {one.move for one in offers(played.life, version, played.later) if one.refusal is None}


def reasons(played: Played, version: int | None = None) -> dict[Move, str | None]:
    return {one.move: one.refusal for one in offers(played.life, version, played.later)}


def test_every_move_is_offered_once_in_the_order_of_the_table() -> None:
    offered = offers(begun().life, None, begun().later)
    assert [(one.move, one.actor) for one in offered] == [(row.move, row.actor) for row in TRANSITIONS]
    assert all(one.label for one in offered)


def test_what_is_legal_follows_the_life_of_the_version() -> None:
    answers = {Move.ACKNOWLEDGE, Move.ACKNOWLEDGE_PARTLY, Move.REJECT}
    confirmations = {Move.CONFIRM, Move.CONFIRM_PARTLY, Move.IMPOSE, Move.REFUSE}
    anytime = {Move.SUBMIT, Move.REQUEST_STATUS}
    assert legal(Played()) == {Move.CREATE}
    assert legal(begun()) == anytime | answers
    matching = anytime | {Move.REPORT_ANOMALY, Move.CONFIRM_INTERMEDIATE}
    assert legal(accepted()) == matching
    assert legal(begun(Act(Move.ACKNOWLEDGE), Act(Move.CONFIRM_INTERMEDIATE))) == matching
    assert legal(accepted().wait_until(AFTER_GATES)) == matching | confirmations
    assert legal(begun(Act(Move.ACKNOWLEDGE), Act(Move.CONFIRM))) == {Move.REQUEST_STATUS}
    assert legal(begun(Act(Move.REJECT, reason_codes=("A54",)))) == anytime


def test_before_a_version_is_sent_nothing_can_be_answered() -> None:
    played = Played()
    assert reasons(played)[Move.SUBMIT] == "the schedule must be created first"
    played.play(Act(Move.CREATE))
    told = reasons(played)
    assert {told[move] for move in TSO_ANSWERS} == {"no version has been sent yet"}
    assert told[Move.CREATE] == "the schedule is there already"


def test_a_version_is_superseded_when_a_later_one_is_accepted_and_not_before() -> None:
    played = accepted()
    played.play(Act(Move.SUBMIT))
    assert Move.REPORT_ANOMALY in legal(played, 1)
    played.play(Act(Move.ACKNOWLEDGE))
    assert reasons(played, 1)[Move.REPORT_ANOMALY] == "version 1 is superseded: version 2 was accepted"
    assert Move.REPORT_ANOMALY in legal(played, 2)


def test_a_rejected_later_version_does_not_supersede() -> None:
    played = accepted()
    played.play(Act(Move.SUBMIT), Act(Move.REJECT, reason_codes=("A54",)))
    assert Move.CONFIRM in legal(played.wait_until(AFTER_GATES), 1)


def test_versions_end_with_the_last_number() -> None:
    life = accepted().life
    assert life.latest is not None
    at = life.last_at + timedelta(minutes=1)
    last_but_one = replace(life, versions=({**life.latest, "version": MOST_VERSIONS - 1},))
    last = replace(life, versions=({**life.latest, "version": MOST_VERSIONS},))
    assert refusal(last_but_one, Act(Move.SUBMIT), at) is None
    assert refusal(last, Act(Move.SUBMIT), at) == f"a schedule has at most {MOST_VERSIONS} versions"


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (Act(Move.CREATE), "the schedule is there already"),
        (Act(Move.ACKNOWLEDGE), "v1 is acknowledged, not submitted"),
        (Act(Move.REFUSE, 7, ("A54",)), "the log holds no version 7"),
        (Act(Move.REPORT_ANOMALY, reason_codes=("A09",)), "choose a series"),
        (Act(Move.REPORT_ANOMALY, reason_codes=("A54",)), "an anomaly is reported with A09, A28 or A29"),
        (Act(Move.REPORT_ANOMALY, None, ("A09",), ("TS-9",), (1,), 1.0), "version 1 has no series 'TS-9'"),
        (Act(Move.REPORT_ANOMALY, None, ("A09",), ("TS-003",), (1,)), "the quantity must differ from zero"),
        (Act(Move.IMPOSE, None, (), ("TS-003",), (1,), -1e5), "TS-003 would fall below 0 MW: amounts carry no sign"),
        (Act(Move.IMPOSE, None, (), ("TS-003",), (1,), float("nan")), "the quantity must be a number of MW"),
        (Act(Move.IMPOSE, None, (), ("TS-003",), (1,), float("inf")), "the quantity must be a number of MW"),
        (Act(Move.IMPOSE, None, (), ("TS-003",), (0,), 1.0), "the day has quarter-hours 1 to 96, not 0"),
        (Act(Move.IMPOSE, None, (), ("TS-003",), (97,), 1.0), "the day has quarter-hours 1 to 96, not 97"),
        (Act(Move.IMPOSE, None, (), ("TS-003",), (1,), 0.0004), "the quantity has three decimals of a MW, no more"),
        (
            Act(Move.CONFIRM_PARTLY, None, (), tuple(f"TS-00{number}" for number in range(1, 6))),
            "all series are chosen: that is a rejection of the whole",
        ),
        (Act(Move.REFUSE), "choose a reason code"),
        (Act(Move.REFUSE, None, ("XYZ",)), "'XYZ' is no reason code of the code list"),
        (
            Act(Move.REFUSE, None, ("A06",)),
            "A06 (Schedule accepted) says the opposite: choose another reason code",
        ),
        (Act(Move.SUBMIT, megawatts=1.0), "choose the series that changes"),
        (Act(Move.SUBMIT, 7, (), ("TS-9",), (), 1.0), "version 1 has no series 'TS-9'"),
        (
            Act(Move.SUBMIT, None, ("A54",), ("TS-001",), (), -999.0),
            "TS-001 would fall below 0 MW: amounts carry no sign",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(act: Act, reason: str) -> None:
    played = accepted().wait_until(AFTER_GATES)
    assert refusal(played.life, act, played.later) == reason
    with pytest.raises(IllegalMove) as told:
        written(played.life, act, played.later, IDENTITY)
    assert str(told.value) == reason


def test_what_is_close_by_is_not_refused() -> None:
    played = accepted().wait_until(AFTER_GATES)
    for act in (
        Act(Move.IMPOSE, None, (), ("TS-003",), (96,), 0.001),
        Act(Move.CONFIRM_PARTLY, None, (), tuple(f"TS-00{number}" for number in range(1, 5))),
        Act(Move.REFUSE, None, ("A08",)),
        Act(Move.REPORT_ANOMALY, None, ("A28",), ("TS-003",)),
        Act(Move.SUBMIT, None, (), ("TS-003",), (), 0.5),
    ):
        assert refusal(played.life, act, played.later) is None


def test_the_first_version_is_held_to_the_same_rules() -> None:
    played = Played()
    played.play(Act(Move.CREATE))
    unknown = Act(Move.SUBMIT, None, (), ("TS-9",), (), 1.0)
    assert refusal(played.life, unknown, played.later) == "the first version has no series 'TS-9'"
    negative = Act(Move.SUBMIT, None, ("A54",), ("TS-003",), (), -999.0)
    assert refusal(played.life, negative, played.later) == "TS-003 would fall below 0 MW: amounts carry no sign"


def test_time_does_not_run_backwards_nor_stand_still_within_a_millisecond() -> None:
    played = begun()
    act = Act(Move.ACKNOWLEDGE)
    for at in (played.at - timedelta(minutes=1), played.at, played.at + timedelta(microseconds=999)):
        assert "choose a later moment" in str(refusal(played.life, act, at))
    assert refusal(played.life, act, played.at + timedelta(milliseconds=1)) is None


FINALS = (
    Act(Move.CONFIRM),
    Act(Move.CONFIRM_PARTLY, None, (), ("TS-003",)),
    Act(Move.IMPOSE, None, (), ("TS-005",), (5,), 0.5),
    Act(Move.REFUSE, None, ("A28",)),
)


@pytest.mark.parametrize("final", FINALS, ids=lambda act: act.move.value)
def test_a_final_confirmation_comes_after_the_last_gate_and_nothing_is_sent_after_it(final: Act) -> None:
    played = accepted()
    early = "no final answer before 2026-03-27 16:00, when the last gate closes"
    assert refusal(played.life, final, played.later) == early
    assert refusal(played.life, final, AFTER_GATES - timedelta(milliseconds=1)) == early
    assert refusal(played.life, final, AFTER_GATES) is None
    assert refusal(played.life, Act(Move.SUBMIT), AFTER_GATES) is None
    played.play(final)
    ended = "version 1 has its final confirmation: no other version is taken any more"
    assert refusal(played.life, Act(Move.SUBMIT), played.later) == ended


def test_on_a_day_gone_by_a_final_word_waits_for_the_last_gate_and_nothing_else_does() -> None:
    played = accepted()
    long_after = AFTER_GATES + timedelta(days=3)
    offered = {one.move: one.refusal for one in offers(played.life, None, played.later, long_after)}
    assert offered[Move.CONFIRM] is None
    assert timely(played.life, Move.CONFIRM, played.later, long_after) == AFTER_GATES
    assert timely(played.life, Move.REPORT_ANOMALY, played.later, long_after) == played.later
    # what lies ahead cannot have happened
    assert timely(played.life, Move.CONFIRM, played.later, played.later) == played.later
    assert offers(played.life, None, played.later, played.later) == offers(played.life, None, played.later)


def test_the_only_gate_of_the_netherlands_is_the_last_one() -> None:
    played = begun(Act(Move.ACKNOWLEDGE), tso=4)
    closes = gates(DAY, "NL")[0].closes_at
    assert "2026-03-25 15:00" in str(refusal(played.life, Act(Move.CONFIRM), closes - timedelta(minutes=1)))
    assert refusal(played.life, Act(Move.CONFIRM), closes) is None


def test_a_version_that_is_late_can_be_sent_for_the_tso_to_refuse_it() -> None:
    played = accepted()
    assert refusal(played.life, Act(Move.SUBMIT), AFTER_GATES + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("status", "level", "is_final"),
    [
        ("rejected", "", False),
        ("rejected", "cnf", True),
        ("anomaly", "", False),
        ("cnf_partial", "cnf", True),
        ("accepted", "cnf", True),
        ("accepted", "ack", False),
    ],
)
def test_only_a_final_word_ends_what_can_be_sent(status: str, level: str, *, is_final: bool) -> None:
    life = accepted().life
    assert life.latest is not None
    told = replace(life, versions=({**life.latest, "status": status, "acceptance_level": level},))
    assert (refusal(told, Act(Move.SUBMIT), AFTER_GATES) is not None) is is_final
