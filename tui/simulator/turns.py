"""Who may write into a sandbox: the party at the desk and the simulated TSO, one at a time."""

from collections.abc import Sequence
from datetime import datetime
from threading import RLock
from typing import TYPE_CHECKING

from store.errors import StoreError
from tui.simulator.live import Live
from tui.simulator.simulated_day import simulation_for, take_all

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store
    from store.lifecycle.life import Life
    from store.lifecycle.simulation import Played

BY_HAND = "simulated on the screen"
BY_ITSELF = "simulated TSO, live"


class Turns:
    """The live mode of a screen, `live`, and the moves by hand beside it.

    Nothing happens to a schedule between the moment that one of the two looks at it and the moment that the
    other knows what was written: `begin`, `move` and `play` belong into a worker, wait for each other, and raise
    StoreError.
    """

    def __init__(self) -> None:
        self.live: Live | None = None
        self._turn = RLock()
        self._stood_at: datetime | None = None

    def begin(self, store: "Store", wall: datetime) -> None:
        """Make the simulation of a store, its time going on where one ended; one that is there stays."""
        with self._turn:
            if self.live is None:
                self.live = Live(*simulation_for(store, wall, self._stood_at), wall)

    def end(self, wall: datetime) -> None:
        """Leave off simulating, at once."""
        if self.live is not None:
            self.live.stop(wall)
            self._stood_at = self.live.now(wall)
            self.live = None

    def move(self, store: "Store", life: "Life", entries: Sequence[bytes], wall: datetime) -> str:
        """Append what a move on a life wrote; return the uid of its first entry.

        Nothing is written when something else has happened to the schedule since its life was read.
        """
        from store.model.event import read_entry

        with self._turn:
            if len(store.life(life.uid)) != life.entries:
                raise StoreError("something else happened to this schedule meanwhile: choose the move once more")
            take_all(store.append(entries, origin=BY_HAND, simulated=True))
            read = [read_entry(content) for content in entries]
            for entry in read:
                life = life.after(entry)
            if self.live is not None:
                self.live.learn(life, wall)
        return read[0].uid

    def play(self, store: "Store", wall: datetime, *, step: bool = False) -> "tuple[Played, ...]":
        """Play what is due in the live mode, or with `step` the next act; append it and return it."""
        with self._turn:
            live = self.live
            if live is None:
                return ()
            played = live.step_once(wall) if step else live.due_now(wall)
            if played:
                entries = [entry for one in played for entry in one.entries]
                take_all(store.append(entries, origin=BY_ITSELF, simulated=True))
            live.kept()
        return played
