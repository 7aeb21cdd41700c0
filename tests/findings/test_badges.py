"""Badges: findings counted again only in schedules to which something happened, or which time has changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database.opening import open_store
from store.database.store import Store
from store.lifecycle.market.gates import gates
from store.lifecycle.scenarios import play
from store.model.recorded import Recorded
from store.model.schedules.tree import ScheduleNode
from store.model.timeline import Scope, StoreKind
from tests.support.laws import examples
from tui.questions.watching.badges import Badges, DaysRead, next_turn

DAY = date(2026, 3, 26)
GATE = gates(DAY, "DE")[0].closes_at
MORNING = GATE - timedelta(hours=4)
AMPRION, TENNET = "DE-AMPRION-TSO", "TTG_DE"


class Reading:
    """A store that keeps note of the lives that are read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def life(self, uid: str) -> tuple[Recorded, ...]:
        self.read.append(uid)
        return self._store.life(uid)

    def lives(self, schedules: Iterable[ScheduleNode]) -> Iterator[tuple[ScheduleNode, Sequence[Recorded]]]:
        for node, records in self._store.lives(schedules):
            self.read.append(node.uid)
            yield node, records

    def days(self) -> DaysRead:
        return {node.day: self._store.schedules(node.day) for node in self._store.days()}


class Story:
    """A scenario that goes into a store act by act."""

    def __init__(self, store: Store, name: str, tso: str) -> None:
        self._store = store
        self._simulation = play(name, seed=1, day=DAY, tso=tso, start=MORNING)
        self.at = MORNING

    def go_on(self, acts: int = 1) -> None:
        for _ in range(acts):
            if played := self._simulation.step():
                self._store.append(played.entries, origin="test", simulated=True)
                self.at = played.at


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "box.db"), create=StoreKind.SANDBOX)
    yield opened
    opened.close()


def counts(badges: Badges, store: Reading, now: datetime) -> dict[Scope, int]:
    # the store in a coat that keeps note
    found = badges.counted(store, store.days(), now)  # type: ignore[arg-type]
    assert found is not None
    return {scope: number for scope, number in found.badges.items() if number}


def test_what_did_not_change_is_not_read_again(store: Store) -> None:
    first, second = Story(store, "happy-day", AMPRION), Story(store, "happy-day", TENNET)
    first.go_on(2)
    second.go_on(2)
    reading, badges, now = Reading(store), Badges(), first.at + timedelta(minutes=1)
    counts(badges, reading, now)
    assert len(reading.read) == 2
    counts(badges, reading, now + timedelta(minutes=1))
    assert len(reading.read) == 2
    second.go_on()
    counts(badges, reading, now + timedelta(minutes=1))
    assert len(reading.read) == 3


def test_a_missing_answer_shows_when_its_time_has_come_and_only_there_is_looked(store: Store) -> None:
    silent, answered = Story(store, "silent-tso", AMPRION), Story(store, "happy-day", TENNET)
    silent.go_on(2)
    answered.go_on(3)
    reading, badges = Reading(store), Badges()
    last = max(silent.at, answered.at)
    assert counts(badges, reading, last) == {}
    (node,) = [one for nodes in reading.days().values() for one in nodes if one.tso == AMPRION]
    turn = next_turn(node, last)
    assert turn is not None
    assert counts(badges, reading, turn - timedelta(seconds=1)) == {}
    assert len(reading.read) == 2
    found = counts(badges, reading, turn)
    assert reading.read[2:] == [node.uid]
    assert found[Scope(schedule_uid=node.uid, version=1)] == found[Scope(day=DAY)] == 1


def test_an_open_anomaly_shows_when_the_gate_comes_near(store: Store) -> None:
    story = Story(store, "anomaly-corrected", AMPRION)
    story.go_on(4)
    near = GATE - timedelta(hours=1)
    badges, reading = Badges(), Reading(store)
    assert counts(badges, reading, near - timedelta(seconds=1)) == {}
    assert counts(badges, reading, near)[Scope(day=DAY)] == 1


def test_a_clock_that_goes_back_takes_the_badge_away(store: Store) -> None:
    silent = Story(store, "silent-tso", AMPRION)
    silent.go_on(2)
    badges = Badges()
    assert counts(badges, Reading(store), silent.at + timedelta(hours=1))
    assert counts(badges, Reading(store), silent.at) == {}


def test_counting_ends_after_the_schedule_at_which_it_is_called_off(store: Store) -> None:
    for tso in (AMPRION, TENNET, "50HERTZ_DE_TSO"):
        Story(store, "happy-day", tso).go_on(2)
    reading, badges = Reading(store), Badges()
    assert badges.counted(reading, reading.days(), GATE, lambda: not reading.read) is None  # type: ignore[arg-type]
    assert len(reading.read) == 1
    counts(badges, reading, GATE)
    assert len(reading.read) == 3


TOLD = st.sampled_from(["silent-tso", "anomaly-corrected", "rejected-and-resubmitted", "counterpart-missing"])
PASSED = st.timedeltas(timedelta(), timedelta(hours=3))
STEPS = st.lists(st.one_of(st.sampled_from([0, 1]), PASSED), max_size=20)


@settings(max_examples=examples(15), deadline=None)
@given(st.tuples(TOLD, TOLD), STEPS)
def test_counted_again_in_part_is_what_is_counted_anew(names: tuple[str, str], steps: list[int | timedelta]) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "box.db"), create=StoreKind.SANDBOX)
        stories = [Story(store, name, tso) for name, tso in zip(names, (AMPRION, TENNET), strict=True)]
        badges, now = Badges(), MORNING
        for step in steps:
            if isinstance(step, timedelta):
                now += step
            else:
                stories[step].go_on()
            assert counts(badges, Reading(store), now) == counts(Badges(), Reading(store), now)
        store.close()
