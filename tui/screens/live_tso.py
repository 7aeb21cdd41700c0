"""The live mode on the screen: a TSO that answers by itself, at a speed one chooses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.timeline import StoreKind
from tui.live import Live, LiveState, Pace
from tui.simulated_day import simulation_for, take_all, worth_a_look

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store
    from store.lifecycle.life import Life
    from store.lifecycle.simulation import Played, Simulation

ORIGIN = "simulated TSO, live"


class LiveTso(Container):
    """Holds the desk while a simulated TSO answers; `store` is the open one, `clock` that on the wall."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "play", "Live", tooltip="The simulated TSO: start, pause, go on", id="live.play", show=False),
        Binding(".", "step", "Step", tooltip="The next thing that the simulated TSO does", id="live.step", show=False),
        Binding(")", "faster", "Faster", tooltip="Simulated time faster, up to 3600×", id="live.faster", show=False),
        Binding("(", "slower", "Slower", tooltip="Simulated time slower, down to 1×", id="live.slower", show=False),
        Binding("P", "stop", "Stop", tooltip="No simulated TSO any more", id="live.stop", show=False),
    ]

    store: var["Store | None"] = var(None)
    state: var[LiveState | None] = var(None)

    @dataclass
    class Changed(Message):
        """The live mode stands differently."""

        state: LiveState | None

    @dataclass
    class Begun(Message):
        """A simulation is ready to be played; its simulated time begins at `start`."""

        simulation: "Simulation"
        start: datetime

    @dataclass
    class Arrived(Message):
        """Entries were appended; `uid` is the one to look at when they are the `first`."""

        uid: str | None
        first: bool

    @dataclass
    class Failed(Message):
        """The live mode cannot go on."""

        error: StoreError

    def __init__(self, desk: Container, clock: Callable[[], datetime]) -> None:
        super().__init__(desk)
        self._clock = clock
        self._live: Live | None = None
        self._timer: Timer | None = None
        self._first = True
        self._is_held = False

    def now(self) -> datetime:
        """Return the time: the simulated one while the live mode is on, in the zone of the clock."""
        wall = self._clock()
        return wall if self._live is None else self._live.now(wall).astimezone(wall.tzinfo)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.store is None:
            return "no store is open"
        if self.store.kind is StoreKind.RECORD:
            return "this is a record: press s on a schedule to copy it into a sandbox"
        if self.store.read_only:
            return "the sandbox is open for reading only"
        return "the simulated TSO is not on" if action != "play" and self._live is None else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_state(self, state: LiveState | None) -> None:
        self.post_message(self.Changed(state))

    def begin(self) -> None:
        """Start the live mode on the day after today."""
        if self.store is not None and self._live is None and not self.why_not("play"):
            self.run_worker(partial(self._prepare, self.store), thread=True, exclusive=True, group="live")

    def hold(self, *, busy: bool) -> None:
        """Let simulated time stand still while somebody chooses a move; who had paused it finds it paused."""
        if self._live is None or busy == self._is_held:
            return
        paused = self._live.state.pace is Pace.PAUSED
        if busy and not paused:
            self._is_held = True
            self._live.pause(self._clock())
        elif not busy:
            self._is_held = False
            self._live.resume(self._clock())
        self._show()

    def learn(self, life: "Life") -> None:
        """Tell the simulated TSO of a move that was made."""
        if self._live is not None:
            self.run_worker(partial(self._learn, self._live, life), thread=True, group="learning")

    def _learn(self, live: Live, life: "Life") -> None:
        live.learn(life, self._clock())
        self.post_message(self.Arrived(None, first=False))

    def action_play(self) -> None:
        if self._live is None:
            self.begin()
            return
        paused = self._live.state.pace is Pace.PAUSED
        (self._live.resume if paused else self._live.pause)(self._clock())
        self._show()

    def action_step(self) -> None:
        if self._live is not None and self.store is not None:
            self._live.pause(self._clock())
            self.run_worker(partial(self._play, self.store, self._live.step_once), thread=True, group="live")

    def action_faster(self) -> None:
        if self._live is not None:
            self._live.faster(self._clock())
            self._show()

    def action_slower(self) -> None:
        if self._live is not None:
            self._live.slower(self._clock())
            self._show()

    def action_stop(self) -> None:
        if self._live is not None:
            self._live.stop(self._clock())
            self._live = self.state = None
            self._first = True

    def _show(self) -> None:
        """Show how the live mode stands, and wake up when something is due."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._live is None:
            return
        self.state = self._live.state
        seconds = self._live.next_wake_seconds(self._clock())
        if seconds is not None:
            self._timer = self.set_timer(seconds, self._tick)

    def _tick(self) -> None:
        if self._live is not None and self.store is not None:
            self.run_worker(partial(self._play, self.store, self._live.due_now), thread=True, group="live")

    def _prepare(self, store: "Store") -> None:
        """Make the simulation off the event loop; answer with a message."""
        answer: Message
        try:
            answer = self.Begun(*simulation_for(store, self._clock()))
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Begun)
    def start(self, begun: Begun) -> None:
        self._live = Live(begun.simulation, begun.start, self._clock())
        self._show()

    def _play(self, store: "Store", playing: Callable[[datetime], tuple["Played", ...]]) -> None:
        """Play what is due and append it, off the event loop; answer with messages."""
        live = self._live
        if live is None:
            return
        try:
            with live.held():
                played = playing(self._clock())
                if played:
                    entries = [entry for one in played for entry in one.entries]
                    take_all(store.append(entries, origin=ORIGIN, simulated=True))
                live.kept()
        except StoreError as error:
            self.post_message(self.Failed(error))
            return
        uid = worth_a_look(played)
        self.post_message(self.Arrived(uid, first=self._first and uid is not None))

    @on(Arrived)
    def go_on(self, arrived: Arrived) -> None:
        self._first = self._first and not arrived.first
        self._show()

    @on(Failed)
    def give_up(self, failed: Failed) -> None:
        self.action_stop()
        self.notify(f"the simulated TSO has stopped: {failed.error}", severity="error", markup=False)
