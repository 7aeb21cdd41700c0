"""The live mode on the screen: a TSO that answers by itself, and where all that is simulated is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer

from store.errors import StoreError
from store.model.timeline import StoreKind
from tui.screens.simulating.desk import Desk
from tui.simulator.live import Live, LiveState, Pace
from tui.simulator.simulated_day import worth_a_look
from tui.simulator.turns import Turns
from tui.widgets.layer import Layer

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store
    from store.lifecycle.life import Life


class LiveTso(Layer):
    """Holds the desk while a simulated TSO answers; `store` is the open one, `clock` that on the wall.

    `refusal` is why nothing can be simulated, None when it can.

    What the desk decides is written here, so that the moves of both take turns.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "play", "Live", tooltip="The simulated TSO: start, pause, go on", id="live.play", show=False),
        Binding(".", "step", "Step", tooltip="The next thing that the simulated TSO does", id="live.step", show=False),
        Binding(")", "faster", "Faster", tooltip="Simulated time faster, up to 3600×", id="live.faster", show=False),
        Binding("(", "slower", "Slower", tooltip="Simulated time slower, down to 1×", id="live.slower", show=False),
        Binding("P", "stop", "Stop", tooltip="No simulated TSO any more", id="live.stop", show=False),
    ]

    store: var["Store | None"] = var(None)
    refusal: var[str | None] = var(None)
    state: var[LiveState | None] = var(None)

    @dataclass
    class Changed(Message):
        """The live mode stands differently."""

        state: LiveState | None

    @dataclass
    class Begun(Message):
        """A simulation is ready to be played."""

    @dataclass
    class Moved(Message):
        """The entries of a move were appended; `uid` is the first of them."""

        uid: str

    @dataclass
    class NotMoved(Message):
        """A move could not be written."""

        error: StoreError

    @dataclass
    class Arrived(Message):
        """Entries were appended; `uid` is the one to look at when they are the `first`, or were asked for."""

        uid: str | None
        first: bool

    @dataclass
    class Failed(Message):
        """The live mode cannot go on."""

        error: StoreError

    def __init__(self, desk: Layer, clock: Callable[[], datetime]) -> None:
        super().__init__(desk)
        self._clock = clock
        self._turns = Turns()
        self._timer: Timer | None = None
        self._first = True
        self._is_held = False

    @property
    def _live(self) -> Live | None:
        return self._turns.live

    def now(self) -> datetime:
        """Return the time: the simulated one while the live mode is on, in the zone of the clock."""
        wall = self._clock()
        return wall if self._live is None else self._live.now(wall).astimezone(wall.tzinfo)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.refusal:
            return self.refusal
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

    @on(Desk.Working)
    def wait_for_move(self, working: Desk.Working) -> None:
        working.stop()
        self.hold(busy=working.busy)

    @on(Desk.Decided)
    def make_move(self, decided: Desk.Decided) -> None:
        decided.stop()
        if self.store is not None:
            writing = partial(self._write, self.store, decided.life, decided.entries)
            self.run_worker(writing, thread=True, group="writing")

    def _write(self, store: "Store", life: "Life", entries: tuple[bytes, ...]) -> None:
        """Write a move off the event loop; answer with a message."""
        answer: Message
        try:
            answer = self.Moved(self._turns.move(store, life, entries, self._clock()))
        except StoreError as error:
            answer = self.NotMoved(error)
        self.post_message(answer)

    @on(Moved)
    def go_on_after_move(self) -> None:
        self.hold(busy=False)
        self._show()

    @on(NotMoved)
    def say_why_not_moved(self, failed: NotMoved) -> None:
        self.hold(busy=False)
        self.app.clear_notifications()
        self.notify(str(failed.error), severity="error", markup=False)

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
            # also where it was only held for a move that is being written
            self._is_held = False
            self.run_worker(partial(self._play, self.store, step=True), thread=True, group="live")

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
            self._turns.end(self._clock())
            self.state = None
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
            self.run_worker(partial(self._play, self.store), thread=True, group="live")

    def _prepare(self, store: "Store") -> None:
        """Make the simulation off the event loop; answer with a message."""
        answer: Message
        try:
            self._turns.begin(store, self._clock())
            answer = self.Begun()
        except StoreError as error:
            answer = self.Failed(error)
        self.post_message(answer)

    @on(Begun)
    def start(self) -> None:
        self._show()

    def _play(self, store: "Store", *, step: bool = False) -> None:
        """Play what is due and append it, off the event loop; answer with messages."""
        try:
            played = self._turns.play(store, self._clock(), step=step)
        except StoreError as error:
            self.post_message(self.Failed(error))
            return
        uid = worth_a_look(played)
        self.post_message(self.Arrived(uid, first=(step or self._first) and uid is not None))

    @on(Arrived)
    def go_on(self, arrived: Arrived) -> None:
        self._first = self._first and not arrived.first
        self._show()

    @on(Failed)
    def give_up(self, failed: Failed) -> None:
        self.action_stop()
        self.notify(f"the simulated TSO has stopped: {failed.error}", severity="error", markup=False)
