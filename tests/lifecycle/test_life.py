"""A life folded from what the log recorded, whole or in part."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from store.lifecycle.identity import Identity
from store.lifecycle.life import Life, LifeError, blank, life_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.offers import offers, refusal
from store.lifecycle.writing import written
from store.model.event import Entry, read_entry
from store.model.market.tso import TSOS
from store.model.recorded import recorded
from store.model.schedules.facts import facts
from store.model.schedules.standing import folded
from store.model.status import Status
from tests.simulation.test_sample_data import LOGS, lines_of
from tests.support.entries import answered, created, encoded, entry, submitted, version_state

PARTY = "11XHALMLICHT---L"
HALF_AN_HOUR = 1_800_000


def read(*entries: dict[str, Any]) -> list[Entry]:
    return [read_entry(encoded(one)) for one in entries]


def sent(number: int = 1, at: int = 60_000) -> dict[str, Any]:
    """Return a submission that names its sender and holds no amounts."""
    state = submitted(number, at)
    state["data"]["after"]["spec"] = {"sender_id": PARTY, "series": []}
    return state


def sample_lives() -> dict[str, list[Entry]]:
    """Return the entries of every schedule in the sample logs, in the one order."""
    lives: dict[str, list[tuple[int, int, Entry]]] = {}
    for name in LOGS:
        for sequence, line in enumerate(lines_of(name)):
            one = recorded(sequence, line)
            lives.setdefault(one.facts.schedule_uid or "", []).append((one.facts.at, sequence, one.entry))
    return {uid: [each[2] for each in sorted(life, key=lambda each: each[:2])] for uid, life in lives.items() if uid}


@pytest.mark.parametrize(
    ("entries", "missing"),
    [
        ([submitted(1, 1)], "the log does not name the TSO, the delivery day, the party"),
        ([], "the log does not name the TSO, the delivery day, the party"),
        ([created(tso="NOBODY")], "no TSO is known as 'NOBODY'"),
    ],
)
def test_a_log_that_says_too_little_is_refused_with_what_is_missing(
    entries: list[dict[str, Any]], missing: str
) -> None:
    with pytest.raises(LifeError) as told:
        life_of(read(*entries))
    assert str(told.value) == f"nothing can be simulated here: {missing}"


def test_a_recorded_life_goes_on_as_far_as_its_amounts_are_known() -> None:
    life = life_of(read(created(), sent()))
    at = life.last_at + timedelta(minutes=1)
    reason = "the log holds no amounts of version 1 that a next one could be made of"
    assert refusal(life, Act(Move.SUBMIT), at) == reason
    result = written(life, Act(Move.REJECT, reason_codes=("A05",)), at, Identity("recorded"))
    assert result.life.status(1) is Status.REJECTED


def test_an_anomaly_needs_amounts_and_a_confirmation_does_not() -> None:
    life = life_of(read(created(), sent(), *answered(1, HALF_AN_HOUR)))
    told = {one.move: one.refusal for one in offers(life, None, life.last_at + timedelta(days=3))}
    assert told[Move.REPORT_ANOMALY] == told[Move.IMPOSE] == "the log holds no amounts of version 1"
    assert told[Move.CONFIRM_PARTLY] == "the log holds no series of version 1"
    assert told[Move.CONFIRM] is None


def test_amounts_stay_when_an_answer_only_refers_to_the_series() -> None:
    whole = sent()
    amounts = [{"uid": "s", "time_series_uid": "TS-1", "data": [{"ts": "2026-03-25T23:00:00Z", "amount": 1.5}]}]
    whole["data"]["after"]["spec"]["series"] = amounts
    answer, change = answered(1, HALF_AN_HOUR)
    answer["data"]["after"]["spec"] = {"series": [{"uid": "s", "time_series_uid": "TS-1"}]}
    assert life_of(read(created(), whole, answer, change)).series_of(1) == amounts


def test_an_entry_that_names_its_version_by_uid_only_is_about_that_one() -> None:
    change = entry("version.status_changed", HALF_AN_HOUR, version="schedule v1")
    change["data"]["after"] = {"status": "rejected"}
    entries = read(created(), sent(1), sent(2, 120_000), change)
    life = life_of(entries)
    assert (life.status(1), life.status(2)) == (Status.REJECTED, Status.SUBMITTED)
    step_by_step = life_of(entries[:-1]).after(entries[-1])
    assert step_by_step == life


def test_the_status_before_an_entry_that_does_not_say_what_comes_after_is_not_the_status() -> None:
    rejected, changed = answered(1, HALF_AN_HOUR, "rejected", "", "A54")
    changed["data"]["after"] = None
    entries = read(created(), sent(1), rejected, changed)
    step_by_step = life_of(entries[:-1]).after(entries[-1])
    assert step_by_step.status(1) is Status.REJECTED
    assert step_by_step == life_of(entries)


def test_a_submission_whose_clock_is_late_does_not_undo_its_answer() -> None:
    life = life_of(read(created(), *answered(1, 60_000), sent(1, HALF_AN_HOUR)))
    assert life.status(1) is Status.ACKNOWLEDGED
    assert life.active == 1


def test_a_version_that_only_an_anomaly_knows_is_counted() -> None:
    anomaly = entry("anomaly.received", HALF_AN_HOUR, after=version_state(3, "submitted"))
    life = life_of(read(created(), sent(), anomaly))
    assert folded(facts(one) for one in read(created(), sent(), anomaly))[0].latest_version == life.numbers[-1]


def test_an_anomaly_is_open_until_the_latest_version_is_settled_or_followed() -> None:
    anomaly = entry("anomaly.received", HALF_AN_HOUR, version="schedule v1")
    entries = [created(), sent(1), *answered(1, 120_000), anomaly]
    assert life_of(read(*entries)).open_anomaly
    assert not life_of(read(*entries, sent(2, 2 * HALF_AN_HOUR))).open_anomaly
    assert not life_of(read(*entries, *answered(1, 2 * HALF_AN_HOUR, level="cnf", code="A06"))).open_anomaly


def test_lives_in_the_sample_logs_stand_as_the_tree_shows_them() -> None:
    lives = sample_lives()
    assert len(lives) > 10
    for entries in lives.values():
        life = life_of(entries)
        standing, _ = folded(map(facts, entries))
        assert {number: life.status(number) for number in life.numbers} == {
            number: one.status for number, one in standing.versions.items()
        }
        assert (life.active, life.open_anomaly) == (standing.active_version, standing.anomaly_open)
        assert life.last_at == max(datetime.fromisoformat(one.created_ts) for one in entries)


def test_every_life_in_the_sample_logs_can_be_played_on() -> None:
    identity = Identity("samples")
    for recorded_entries in sample_lives().values():
        entries = list(recorded_entries)
        life = life_of(entries)
        at = life.last_at + timedelta(minutes=1)
        for act in (Act(Move.REQUEST_STATUS), Act(Move.SUBMIT), Act(Move.ACKNOWLEDGE), Act(Move.CONFIRM)):
            at += timedelta(minutes=1) if act.move is not Move.CONFIRM else timedelta(days=30)
            if refusal(life, act, at) is None:
                done = written(life, act, at, identity)
                life = done.life
                entries += map(read_entry, done.entries)
        assert life_of(entries) == life


def test_a_blank_life_knows_its_schedule_and_no_version() -> None:
    life: Life = blank(TSOS[0], date(2026, 3, 26), datetime(2026, 3, 25, 9, tzinfo=UTC), Identity("x"))
    assert (life.day, life.market, life.tso) == (date(2026, 3, 26), "DE", TSOS[0].code)
    assert (life.latest, life.active, life.numbers) == (None, None, ())
    assert life.uid != blank(TSOS[1], life.day, life.last_at, Identity("x")).uid


def test_identities_are_the_same_for_the_same_words() -> None:
    one, other = Identity("seed"), Identity("another seed")
    assert one.uid("a", 1) == Identity("seed").uid("a", 1) != other.uid("a", 1)
    assert one.uid("a", 1) != one.uid("a1")
    assert all(10_000 <= one.number(n) <= 99_999 for n in range(50))
