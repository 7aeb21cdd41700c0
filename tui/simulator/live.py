"""The live mode: a simulation driven by the clock on the wall, at a speed that can be changed."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from threading import Lock, RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # importing the simulator takes longer than drawing the first frame
    from store.lifecycle.life import Life
    from store.lifecycle.simulation import Played, Simulation

SPEEDS = (1, 10, 60, 300, 3600)
"""How many simulated seconds go by in one second."""

ENTRIES_A_TICK = 200
"""After how many entries a tick leaves what else is due to the next one."""

_SHORTEST, _LONGEST = 0.1, 1.0

_LATE = timedelta(seconds=5)
"""How far behind the clock on the wall a worker may be; what is earlier means that the clock was set back."""


class Pace(StrEnum):
    """Whether the live mode goes on; paused can go on, stopped cannot, finished goes on when something is learnt."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class LiveClock:
    """A simulated clock: what it showed at a moment of the clock on the wall, and how fast it goes from there.

    Both are aware instants. It never goes back, nor behind `simulated_at` when the clock on the wall is set back.
    """

    simulated_at: datetime
    wall_at: datetime
    speed: int = 1
    runs: bool = True

    def now(self, wall: datetime) -> datetime:
        """Return the simulated time (UTC) at a moment of the clock on the wall."""
        began = self.simulated_at.astimezone(UTC)
        # in UTC, for differences within one zone leave out the hour that the clocks change by
        passed = wall.astimezone(UTC) - self.wall_at.astimezone(UTC)
        return began + max(passed, timedelta()) * self.speed if self.runs else began

    def going(self, wall: datetime, *, runs: bool) -> "LiveClock":
        """Return a clock that shows the same at this moment, and runs or stands still from there."""
        return replace(self, simulated_at=self.now(wall), wall_at=wall, runs=runs)

    def at_speed(self, wall: datetime, speed: int) -> "LiveClock":
        """Return a clock that shows the same at this moment and goes on at another speed."""
        return replace(self, simulated_at=self.now(wall), wall_at=wall, speed=speed)

    def forward_to(self, wall: datetime, simulated_at: datetime) -> "LiveClock":
        """Return a clock that shows a later time at this moment; the same time where it is not later."""
        return replace(self, simulated_at=max(simulated_at, self.now(wall)), wall_at=wall)


@dataclass(frozen=True, slots=True)
class LiveState:
    """How the live mode stands, for the head line; the clock tells the simulated time at any moment."""

    pace: Pace
    clock: LiveClock

    @property
    def speed(self) -> int:
        """How many simulated seconds go by in a second."""
        return self.clock.speed


class Live:
    """Plays what is due in a simulation, by the clock on the wall that each call is given.

    The rule of threads: `due_now`, `step_once`, `kept` and `learn` compute and belong into a worker; all else
    answers at once and may be called from the event loop meanwhile. Whoever reads a schedule out of the store,
    moves on it and tells `learn`, or plays and writes what was played, does all of it in one turn: that is for
    the caller to hold, for only the caller knows of the store.
    """

    def __init__(self, simulation: "Simulation", start: datetime, wall: datetime, *, speed: int = 60) -> None:
        self._simulation = simulation
        self._simulating = RLock()
        self._lock = Lock()
        self._handed: list[Played] = []
        self._seen = wall.astimezone(UTC)
        self._is_paused = self._is_stopped = False
        self._due = simulation.due
        self._clock = LiveClock(start, wall, speed, runs=self._due is not None)

    @property
    def state(self) -> LiveState:
        """How it stands."""
        with self._lock:
            return LiveState(self._pace(), self._clock)

    def now(self, wall: datetime) -> datetime:
        """Return the simulated time (UTC); it never goes back."""
        with self._lock:
            seen = self._looked(wall)
            return self._clock.now(seen)

    def next_wake_seconds(self, wall: datetime) -> float | None:
        """Return after how many seconds to call `due_now` again, 0.1 to 1; None while nothing can become due."""
        now = self.now(wall)
        with self._lock:
            if self._handed:
                return _LONGEST
            if self._due is None or not self._clock.runs:
                return None
            left = (self._due - now).total_seconds() / self._clock.speed
        return min(max(left, _SHORTEST), _LONGEST)

    def pause(self, wall: datetime) -> None:
        """Let the simulated clock stand still."""
        self._set(wall, is_paused=True)

    def resume(self, wall: datetime) -> None:
        """Let the simulated clock go on from where it stands."""
        self._set(wall, is_paused=False)

    def faster(self, wall: datetime) -> int:
        """Go on at the next higher speed, and return it; the highest one stays."""
        return self._change_speed(wall, next((one for one in SPEEDS if one > self._clock.speed), SPEEDS[-1]))

    def slower(self, wall: datetime) -> int:
        """Go on at the next lower speed, and return it; the lowest one stays."""
        return self._change_speed(wall, next((one for one in reversed(SPEEDS) if one < self._clock.speed), SPEEDS[0]))

    def stop(self, wall: datetime) -> None:
        """End it for good; a tick that is being computed ends after the act it is at."""
        with self._lock:
            self._is_stopped = True
            self._settle(wall)

    def due_now(self, wall: datetime) -> "tuple[Played, ...]":
        """Play what is due by now, and return it; about `ENTRIES_A_TICK` entries at the most.

        The same acts are given again until they are `kept`: the store may have failed to take them.
        """
        with self._simulating:
            if not self._handed:
                self._play_until(self.now(wall))
                self._refresh(wall)
            return tuple(self._handed)

    def step_once(self, wall: datetime) -> "tuple[Played, ...]":
        """Play the next act, whenever it is due, also while paused; the clock goes forward to its time.

        Gives what was not `kept` yet in its place, and nothing once it is stopped or finished.
        """
        with self._simulating:
            played = None if self._handed or self._is_stopped else self._simulation.step()
            if played is not None:
                self._handed.append(played)
                with self._lock:
                    seen = self._looked(wall)
                    self._clock = self._clock.forward_to(seen, played.at)
            self._refresh(wall)
            return tuple(self._handed)

    def kept(self) -> None:
        """Take note that what was handed out is in the store."""
        with self._simulating:
            self._handed.clear()

    def learn(self, life: "Life", wall: datetime) -> None:
        """Tell the simulation that somebody else has moved on a schedule."""
        with self._simulating:
            self._simulation.learn(life)
            self._refresh(wall)

    def _play_until(self, now: datetime) -> None:
        """Play while something is due; a pause that comes meanwhile counts at once."""
        entries = 0
        due = self._simulation.due
        while due is not None and due <= now and self._clock.runs and entries < ENTRIES_A_TICK:
            played = self._simulation.step()
            if played is None:
                return
            self._handed.append(played)
            entries += len(played.entries)
            due = self._simulation.due

    def _refresh(self, wall: datetime) -> None:
        """Ask the simulation what is due next; where nothing is, the clock stands still."""
        due = self._simulation.due
        with self._lock:
            self._due = due
            self._settle(wall)

    def _set(self, wall: datetime, *, is_paused: bool) -> None:
        with self._lock:
            self._is_paused = is_paused
            self._settle(wall)

    def _change_speed(self, wall: datetime, speed: int) -> int:
        with self._lock:
            seen = self._looked(wall)
            self._clock = self._clock.at_speed(seen, speed)
            return speed

    def _settle(self, wall: datetime) -> None:
        seen = self._looked(wall)
        runs = self._pace() is Pace.RUNNING
        if runs != self._clock.runs:
            self._clock = self._clock.going(seen, runs=runs)

    def _looked(self, wall: datetime) -> datetime:
        """Return the latest moment seen on the wall, with this one; a clock set back goes on from what it showed."""
        wall = wall.astimezone(UTC)
        if wall < self._seen - _LATE:
            self._clock = replace(self._clock, simulated_at=self._clock.now(self._seen), wall_at=wall)
            self._seen = wall
        self._seen = max(self._seen, wall)
        return self._seen

    def _pace(self) -> Pace:
        if self._is_stopped:
            return Pace.STOPPED
        if self._due is None:
            return Pace.FINISHED
        return Pace.PAUSED if self._is_paused else Pace.RUNNING
