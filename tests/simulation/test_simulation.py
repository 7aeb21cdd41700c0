"""The simulation: what is planned is played in time order, and the TSO answers to what a user did."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import StoreError
from store.lifecycle.identity import Identity
from store.lifecycle.life import Life, blank
from store.lifecycle.market.gates import gates
from store.lifecycle.market.profiles import profile_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.scenarios import live, play
from store.lifecycle.scenarios.library import known_tso
from store.lifecycle.simulation import Simulation
from store.lifecycle.simulation.planning import answers, confirmations, matched_from
from store.lifecycle.simulation.stepping import decided, move_named
from store.lifecycle.writing import written
from store.model.market.tso import TSOS
from store.model.status import Status
from store.model.texts.tolerant import mapping_of
from tests.support.laws import examples

DAY = date(2026, 3, 26)
START = datetime(2026, 3, 25, 12, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BY_USER = Identity("a user at the screen")


def acted(life: Life, move: Move, *codes: str, after: timedelta = MINUTE) -> Life:
    """Return a life after a move of a user."""
    return written(life, Act(move, None, codes), life.last_at + after, BY_USER).life


def sent(tso: str = "DE-AMPRION-TSO", start: datetime = START) -> Life:
    """Return a life with one version that is not answered."""
    begun = blank(known_tso(tso), DAY, start, BY_USER)
    return acted(acted(begun, Move.CREATE), Move.SUBMIT)


def of(life: Life, *, seed: str = "1") -> Simulation:
    """Return a simulation that has learnt of a life."""
    simulation = Simulation([], [], seed=seed)
    simulation.learn(life)
    return simulation


def outcomes(seeds: int, life: Life) -> list[tuple[Move, ...]]:
    """Return what the TSO answers to a life with each of so many seeds."""
    return [tuple(one.act.move for one in answers(life, 1, seed=str(seed))) for seed in range(seeds)]


def test_due_is_when_the_next_act_is_played() -> None:
    simulation = play("happy-day", seed=1, day=DAY)
    times = []
    while not simulation.finished:
        due = simulation.due
        played = simulation.step()
        assert played is not None
        assert played.at == due
        times.append(played.at)
    assert times == sorted(times)
    assert (simulation.due, simulation.step()) == (None, None)


def test_a_played_act_says_what_it_did_and_changes_the_life() -> None:
    simulation = play("happy-day", seed=1, day=DAY)
    created, submitted = simulation.step(), simulation.step()
    assert created is not None
    assert submitted is not None
    assert (created.act.move, created.version) == (Move.CREATE, None)
    assert (submitted.act.move, submitted.version) == (Move.SUBMIT, 1)
    assert simulation.lives[submitted.schedule_uid].status(1) is Status.SUBMITTED
    assert submitted.note


def test_a_submission_of_a_user_is_answered() -> None:
    simulation = of(sent(), seed="3")
    played = simulation.step()
    assert played is not None
    assert played.act.move in {Move.ACKNOWLEDGE, Move.ACKNOWLEDGE_PARTLY, Move.REJECT}
    assert played.version == 1


def test_the_tso_answers_within_the_time_of_its_profile() -> None:
    for one in TSOS:
        life = sent(one.code)
        fastest, slowest = profile_of(one.code).acknowledged_after
        for seed in range(20):
            first = next(answers(life, 1, seed=str(seed)), None)
            assert first is None or fastest <= first.at - life.last_at <= slowest


def test_most_versions_are_acknowledged_and_all_fates_occur() -> None:
    found = outcomes(400, sent())
    first = [moves[:1] for moves in found]
    assert first.count((Move.ACKNOWLEDGE,)) > 300
    assert {(), (Move.REJECT,), (Move.ACKNOWLEDGE_PARTLY,)} <= set(first)
    later = {move for moves in found for move in moves}
    assert {Move.REPORT_ANOMALY, Move.CONFIRM_INTERMEDIATE, Move.CONFIRM, Move.CONFIRM_PARTLY, Move.IMPOSE} <= later


def final_acts(life: Life, seeds: int) -> list[Act]:
    """Return what the TSO says last to a life with each of so many seeds, where it says more than one thing."""
    planned = [[one.act for one in answers(life, 1, seed=str(seed))] for seed in range(seeds)]
    return [acts[-1] for acts in planned if len(acts) > 1]


def test_only_the_values_of_an_exchange_are_imposed_and_other_trades_that_do_not_match_are_left_out() -> None:
    finals = final_acts(sent(), 600)
    assert {one.series for one in finals if one.move is Move.IMPOSE} == {("TS-005",)}
    # the acknowledgement may have refused another series before
    assert {one.series[0] for one in finals if one.reason_codes == ("A09",)} == {"TS-003", "TS-004"}
    assert all(one.move is Move.CONFIRM_PARTLY for one in finals if one.reason_codes == ("A09",))


def test_a_series_that_the_acknowledgement_refused_is_never_confirmed() -> None:
    life = sent("TENNET_TSO")
    planned = [[one.act for one in answers(life, 1, seed=str(seed))] for seed in range(200)]
    partly = [acts for acts in planned if acts and acts[0].move is Move.ACKNOWLEDGE_PARTLY]
    assert len(partly) > 5
    assert all(set(acts[0].series) <= set(acts[-1].series) for acts in partly)
    refused = written(life, Act(Move.ACKNOWLEDGE_PARTLY, 1, ("A22",), ("TS-004",)), life.last_at + MINUTE, BY_USER).life
    later = [list(confirmations(refused, 1, seed=str(seed)))[-1].act for seed in range(20)]
    assert all("TS-004" in act.series for act in later)


def test_a_version_of_one_trade_that_does_not_match_is_refused_in_the_end() -> None:
    life = sent()
    (version,) = life.versions
    alone = [one for one in life.series_of(1) if one["time_series_uid"] == "TS-003"]
    spec = {**mapping_of(version["spec"]), "series": alone}
    finals = final_acts(replace(life, versions=({**version, "spec": spec},)), 200)
    assert {one.move for one in finals} == {Move.CONFIRM, Move.REFUSE}


def test_a_lost_answer_comes_after_the_next_move_such_as_a_status_request() -> None:
    life = sent()
    seed = next(str(seed) for seed, moves in enumerate(outcomes(400, life)) if not moves)
    simulation = of(life, seed=seed)
    assert simulation.finished
    simulation.learn(acted(life, Move.REQUEST_STATUS, after=12 * MINUTE))
    assert not simulation.finished


def test_an_answer_that_is_overdue_comes_now_and_not_in_the_past() -> None:
    now = START + timedelta(hours=1)
    simulation = Simulation([], [], seed="1", not_before=now)
    simulation.learn(sent())
    played = simulation.step()
    assert played is not None
    assert played.at == now
    assert all(f'"created_ts":"{now:%Y-%m-%dT%H:%M}'.encode() in one for one in played.entries)


def test_a_submission_after_the_last_gate_is_refused_with_a57() -> None:
    closed = gates(DAY, "DE")[-1].closes_at
    (only,) = answers(sent(start=closed), 1, seed="1")
    assert (only.act.move, only.act.reason_codes) == (Move.REJECT, ("A57",))


def test_what_a_user_answered_himself_is_not_answered_again() -> None:
    life = sent()
    simulation = of(life, seed="3")
    simulation.learn(acted(life, Move.REJECT, "A54", after=timedelta(seconds=1)))
    assert simulation.finished


def test_a_resubmission_of_a_user_takes_the_place_of_the_planned_one() -> None:
    simulation = play("rejected-and-resubmitted", seed=1, day=DAY)
    for _ in range(3):
        simulation.step()
    (life,) = simulation.lives.values()
    assert life.status(1) is Status.REJECTED
    simulation.learn(acted(life, Move.SUBMIT, after=timedelta(seconds=30)))
    while simulation.step():
        pass
    (ended,) = simulation.lives.values()
    assert ended.numbers == (1, 2)


def test_the_active_version_is_confirmed_though_the_one_after_it_was_refused() -> None:
    taken = acted(sent(), Move.ACKNOWLEDGE, "A01")
    simulation = of(acted(acted(taken, Move.SUBMIT), Move.REJECT, "A54"))
    while simulation.step():
        pass
    (life,) = simulation.lives.values()
    assert life.status(1) in {Status.CONFIRMED, Status.PARTLY_CONFIRMED}
    assert life.status(2) is Status.REJECTED


def test_what_is_known_already_is_not_planned_twice() -> None:
    simulation = of(sent(), seed="3")
    planned = simulation.pending
    (life,) = simulation.lives.values()
    simulation.learn(life)
    assert simulation.pending == planned


def test_an_unknown_schedule_may_be_learnt_of_at_any_time() -> None:
    simulation = live(seed=1, day=DAY, start=START)
    planned = simulation.pending
    simulation.learn(sent())
    assert len(simulation.lives) == 6
    assert simulation.pending >= planned


@settings(max_examples=examples(20), deadline=None)
@given(seed=st.integers(0, 1000), tso=st.sampled_from(TSOS))
def test_whatever_the_tso_answers_is_legal_and_ends(seed: int, tso: object) -> None:
    code = getattr(tso, "code", "")
    simulation = of(sent(code), seed=str(seed))
    planned, steps = simulation.pending, 0
    while simulation.step():
        steps += 1
    (life,) = simulation.lives.values()
    ended = {Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.REJECTED}
    assert steps == planned
    assert (steps == 0) == (life.status(1) is Status.SUBMITTED)
    assert not steps or life.status(1) in ended


def test_what_comes_before_the_gate_is_matched_after_it_and_what_comes_later_from_18_on() -> None:
    gate = gates(DAY, "DE")[0].closes_at
    assert matched_from(DAY, "DE", gate - MINUTE) == gate
    assert matched_from(DAY, "DE", gate + MINUTE) == datetime(2026, 3, 25, 17, 0, tzinfo=UTC)
    assert matched_from(DAY, "DE", gate + 300 * MINUTE) == gate + 300 * MINUTE


def test_codes_decide_which_answer_a_step_is() -> None:
    assert decided(Move.ACKNOWLEDGE, ["a02"]) == (Move.REJECT, ("A02",))
    assert decided(Move.ACKNOWLEDGE, ["A54", "A02"]) == (Move.REJECT, ("A54",))
    assert decided(Move.ACKNOWLEDGE, ["A03", "A22"]) == (Move.ACKNOWLEDGE_PARTLY, ("A22",))
    assert decided(Move.ACKNOWLEDGE, ["A01"]) == (Move.ACKNOWLEDGE, ("A01",))
    assert decided(Move.CONFIRM, ["A08"]) == (Move.REFUSE, ("A08",))
    assert decided(Move.CONFIRM_INTERMEDIATE, ["A07"]) == (Move.CONFIRM_INTERMEDIATE, ("A07",))


def test_a_step_is_named_by_its_move() -> None:
    assert move_named(" ACK ") is Move.ACKNOWLEDGE
    with pytest.raises(StoreError, match="did you mean 'confirm'"):
        move_named("confrm")
