"""The party at the desk and the simulated TSO take turns: what one wrote, the other knows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.lifecycle.findings.checking import findings
from store.lifecycle.identity import Identity
from store.lifecycle.life import Life, life_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.writing import written
from store.model.recorded import Recorded
from store.model.timeline import Scope
from tests.support.sandboxes import begun
from tui.simulator.turns import Turns

WALL = datetime.now(UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(begun(tmp_path / "box.db", "happy-day"))
    yield opened
    opened.close()


def life(store: Store) -> Life:
    (uid,) = store.schedule_uids(Scope())
    return life_of(one.entry for one in store.life(uid))


def rejected(of: Life) -> tuple[bytes, ...]:
    act = Act(Move.REJECT, 1, ("A54",))
    return written(of, act, of.last_at + timedelta(minutes=1), Identity("by hand")).entries


def codes(store: Store) -> set[str]:
    (uid,) = store.schedule_uids(Scope())
    return {one.code for one in findings(store.life(uid), now=WALL)}


def test_a_move_is_learnt_before_the_simulated_tso_goes_on(store: Store) -> None:
    turns = Turns()
    turns.begin(store, WALL)
    before = life(store)
    uid = turns.move(store, before, rejected(before), WALL)
    assert store.event(uid) is not None
    while turns.play(store, WALL, step=True):
        pass
    assert "missing-entry" not in codes(store)


def test_a_move_on_a_life_that_has_gone_on_is_not_written(store: Store) -> None:
    turns = Turns()
    turns.begin(store, WALL)
    before = life(store)
    turns.play(store, WALL, step=True)
    events = store.count(Scope())
    with pytest.raises(StoreError, match="choose the move once more"):
        turns.move(store, before, rejected(before), WALL)
    assert store.count(Scope()) == events


class Dawdling:
    """A store that takes its time after a life was read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = Event()

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def life(self, uid: str) -> tuple[Recorded, ...]:
        found = self._store.life(uid)
        self.read.set()
        sleep(0.2)
        return found


def test_a_move_that_is_made_while_a_simulation_is_begun_is_learnt(store: Store) -> None:
    turns, slow = Turns(), Dawdling(store)
    before = life(store)
    starting = Thread(target=turns.begin, args=(slow, WALL))
    starting.start()
    assert slow.read.wait(30)
    turns.move(store, before, rejected(before), WALL)
    starting.join()
    while turns.play(store, WALL, step=True):
        pass
    assert "missing-entry" not in codes(store)


def test_what_is_ended_plays_nothing_any_more(store: Store) -> None:
    turns = Turns()
    turns.begin(store, WALL)
    turns.end(WALL)
    assert turns.play(store, WALL, step=True) == ()


def test_a_simulation_that_is_begun_again_goes_on_where_it_stood(store: Store) -> None:
    turns = Turns()
    turns.begin(store, WALL)
    assert turns.live is not None
    began, later = turns.live.now(WALL), WALL + timedelta(seconds=5)
    turns.end(later)
    turns.begin(store, later + timedelta(minutes=1))
    assert turns.live.now(later + timedelta(minutes=1)) == began + timedelta(minutes=5)
