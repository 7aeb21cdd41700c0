"""The scenarios: each tells one story, the same for the same seed, and ends with exactly its findings."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from store.errors import StoreError
from store.lifecycle.findings.checking import findings, shared_requests
from store.lifecycle.scenarios import SCENARIOS, batches, live, next_clock_change, play, scenario
from store.lifecycle.simulation import Simulation
from store.model.event import read_entry
from store.model.market.delivery_day import from_microseconds
from store.model.market.tso import TSOS
from store.model.recorded import Recorded, recorded
from store.model.status import Status

ORDINARY = date(2026, 3, 26)
SHORT, LONG = date(2026, 3, 29), date(2026, 10, 25)
NAMES = [one.name for one in SCENARIOS]
STORM = "intraday-storm"
"""A scenario a hundred times as long as the others."""

ENDED = [
    pytest.param(day, name, id=f"{count}-{name}", marks=[pytest.mark.slow] if name == STORM and day != ORDINARY else [])
    for day, count in ((ORDINARY, 96), (SHORT, 92), (LONG, 100))
    for name in NAMES
]


def played_out(simulation: Simulation) -> list[bytes]:
    """Return all the entries of a simulation that is stepped through to its end."""
    entries: list[bytes] = []
    while played := simulation.step():
        entries += played.entries
    return entries


def lives_in(entries: list[bytes]) -> dict[str, list[Recorded]]:
    """Return the entries by schedule, in the one order."""
    lives: dict[str, list[Recorded]] = {}
    for sequence, content in enumerate(entries, 1):
        one = recorded(sequence, content)
        lives.setdefault(one.facts.schedule_uid or "", []).append(one)
    return {uid: sorted(life, key=lambda one: (one.facts.at, one.sequence)) for uid, life in lives.items()}


def found_in(records: list[Recorded]) -> frozenset[str]:
    """Return the codes of what is wrong half an hour after the last entry."""
    now = from_microseconds(records[-1].facts.at) + timedelta(minutes=30)
    return frozenset(one.code for one in findings(records, now=now))


@pytest.mark.parametrize(("day", "name"), ENDED)
def test_a_scenario_ends_with_its_findings_and_no_others(day: date, name: str) -> None:
    seeds, tsos = ((1,), TSOS[-2:]) if name == STORM else ((1, 2), TSOS)
    for seed in seeds:
        for tso in tsos:
            entries = played_out(play(name, seed=seed, day=day, tso=tso.code))
            (records,) = lives_in(entries).values()
            assert (tso.code, found_in(records)) == (tso.code, scenario(name).findings)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(name: str) -> None:
    first, again, other = (played_out(play(name, seed=seed, day=ORDINARY)) for seed in (7, 7, 8))
    assert first == again
    assert not set(first) & set(other)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_plays_all_that_was_planned(name: str) -> None:
    for tso in TSOS[-2:]:
        simulation = play(name, seed=4, day=ORDINARY, tso=tso.code)
        planned = simulation.pending
        steps = 0
        while simulation.step():
            steps += 1
        assert (tso.code, steps) == (tso.code, planned)


@pytest.mark.parametrize("name", NAMES[:-1])
def test_the_entries_of_a_scenario_come_in_the_order_of_their_times(name: str) -> None:
    times = [read_entry(content).created_ts for content in played_out(play(name, seed=2, day=ORDINARY))]
    assert times == sorted(times)


def test_a_storm_has_more_than_a_hundred_versions() -> None:
    simulation = play(STORM, seed=1, day=ORDINARY)
    played_out(simulation)
    (life,) = simulation.lives.values()
    assert len(life.numbers) > 100
    assert life.status(max(life.numbers)) is Status.CONFIRMED


def test_a_rejected_version_is_followed_by_one_that_is_confirmed() -> None:
    simulation = play("rejected-and-resubmitted", seed=1, day=ORDINARY)
    played_out(simulation)
    (life,) = simulation.lives.values()
    assert [life.status(number) for number in life.numbers] == [Status.REJECTED, Status.CONFIRMED]


def test_a_version_that_is_too_late_leaves_the_one_before_it_to_be_confirmed() -> None:
    for tso in TSOS[-2:]:
        simulation = play("too-late", seed=1, day=ORDINARY, tso=tso.code)
        played_out(simulation)
        (life,) = simulation.lives.values()
        assert [life.status(number) for number in life.numbers] == [Status.CONFIRMED, Status.REJECTED]


def test_a_scenario_begins_when_it_is_told_to() -> None:
    start = datetime(2026, 3, 25, 11, 0, tzinfo=UTC)
    first = play("happy-day", seed=1, day=ORDINARY, start=start).due
    assert first is not None
    assert timedelta() <= first - start < timedelta(minutes=1)


def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    with pytest.raises(StoreError, match="did you mean 'happy-day'"):
        scenario("hapy-day")
    with pytest.raises(StoreError, match="there are happy-day"):
        play("xyz", seed=1, day=ORDINARY)


def test_an_unknown_tso_is_answered_with_those_there_are() -> None:
    with pytest.raises(StoreError, match="no TSO is called 'nobody'"):
        play("happy-day", seed=1, day=ORDINARY, tso="nobody")


def test_the_next_clock_change_is_found() -> None:
    assert next_clock_change(date(2026, 3, 1), "DE") == SHORT
    assert next_clock_change(SHORT, "DE") == SHORT
    assert next_clock_change(date(2026, 3, 30), "NL") == LONG


def test_live_is_five_tsos_submitted_within_three_minutes() -> None:
    start = datetime(2026, 3, 25, 12, 40, tzinfo=UTC)
    simulation = live(seed=1, day=ORDINARY, start=start)
    lives = lives_in(played_out(simulation))
    assert {life.tso for life in simulation.lives.values()} == {one.code for one in TSOS}
    for records in lives.values():
        submitted = next(one for one in records if one.entry.type == "version.submitted")
        assert from_microseconds(submitted.facts.at) < start + timedelta(minutes=3)
    assert not list(shared_requests(lives.values()))


def test_live_holds_a_rejection_an_anomaly_and_a_status_request() -> None:
    start = datetime(2026, 3, 25, 12, 40, tzinfo=UTC)
    types = Counter(read_entry(one).type for one in played_out(live(seed=1, day=ORDINARY, start=start)))
    for type_ in ("version.rejected", "anomaly.received", "status_request.sent", "series.status_changed"):
        assert types[type_] >= 1


def test_a_large_log_is_the_same_for_the_same_seed_and_in_time_order() -> None:
    first, again, other = ([one for batch in batches(2500, seed=seed) for one in batch] for seed in (1, 1, 2))
    assert first == again != other
    times = [read_entry(content).created_ts for content in first]
    assert times == sorted(times)
    assert len({read_entry(content).uid for content in first}) == 2500


def test_a_large_log_comes_in_lists_of_a_thousand() -> None:
    assert [len(batch) for batch in batches(2500, seed=1)] == [2000, 500]


def test_the_whole_lives_of_a_large_log_are_free_of_findings() -> None:
    entries = [one for batch in batches(6000, seed=3) for one in batch]
    lives = lives_in(entries)
    # what comes last is cut off, and a life that has ended was confirmed
    whole = [life for life in lives.values() if life[-1].facts.acceptance_level == "cnf" and len(life) > 4]
    ended = [life for life in whole if life[-1].facts.raw_status == "accepted"]
    assert len(ended) > 200
    assert {code for life in ended for code in found_in(life)} == set()
    assert not list(shared_requests(lives.values()))
