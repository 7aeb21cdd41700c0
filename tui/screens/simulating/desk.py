"""What can be done with what is selected: moves of party and TSO, and a sandbox to make them in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.market.tso import short_name
from store.model.timeline import Event, Scope, StoreKind
from tui.presentation.branches import Branches, meant, path_text
from tui.presentation.times import day_text
from tui.simulator.live import LiveState
from tui.simulator.sandboxes import AskSandbox, copy_into_sandbox, sandbox_path
from tui.view import View
from tui.widgets.layer import Layer

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store
    from store.lifecycle.life import Life

_A_MINUTE = timedelta(minutes=1)
"""How long after the last event of a day gone by a move is made."""


class Desk(Layer):
    """Holds the panes; `store` is the open one, `path` leads to what is selected, `shown` is the event looked at.

    `refusal` is why nothing can be simulated, None when it can. `live` is how the live mode stands, None while it
    is off; `now` tells the time that it simulates.
    Nothing is written into the store here: which move is to be made is told in messages.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s", "simulate", "Simulate", tooltip="What can happen next: moves of party and TSO", id="desk.simulate"
        ),
    ]

    store: var["Store | None"] = var(None)
    refusal: var[str | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    live: var[LiveState | None] = var(None)

    @dataclass
    class Working(Message):
        """A move is being chosen (or no longer is): nothing else shall be simulated meanwhile."""

        busy: bool

    @dataclass
    class Decided(Message):
        """A move on a life, as it was read, shall be made: its entries are to be written."""

        life: "Life"
        entries: tuple[bytes, ...]

    @dataclass
    class SandboxMade(Message):
        """A sandbox was made of what is selected, and shall be opened."""

        target: str

    @dataclass
    class LifeRead(Message):
        """The life that moves are wanted for is read."""

        life: "Life"
        scope: Scope

    @dataclass
    class Failed(Message):
        """Something could not be done."""

        error: StoreError

    def __init__(self, panes: Layer, *, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now

    @property
    def selected(self) -> Scope:
        """The schedule, version or series that is meant: that of the tree, else that of the event."""
        return meant(self.path, self.shown)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action != "simulate":
            return None
        if self.refusal:
            return self.refusal
        if self.store is None:
            return "no store is open"
        if self.selected.schedule_uid is None:
            return "choose a schedule, a version or one of its events first"
        if self.store.read_only and self.store.kind is StoreKind.SANDBOX:
            return "the sandbox is open for reading only"
        return None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_path(self) -> None:
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    def watch_store(self) -> None:
        self.refresh_bindings()

    def watch_refusal(self) -> None:
        self.refresh_bindings()

    def action_simulate(self) -> None:
        if self.store is None or self.why_not("simulate"):
            return
        if self.store.kind is StoreKind.RECORD:
            self._offer_sandbox(self.store)
        else:
            # nothing else moves on from what is read here until the move is written
            self.post_message(self.Working(busy=True))
            reading = partial(self._read, self.store, self.selected)
            self.run_worker(reading, thread=True, exclusive=True, group="life")

    def _read(self, store: "Store", scope: Scope) -> None:
        """Read the life of a schedule off the event loop; answer with a message."""
        from store.lifecycle.life import life_of

        answer: Message
        try:
            answer = self.LifeRead(life_of(one.entry for one in store.life(scope.schedule_uid or "")), scope)
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(LifeRead)
    def offer_moves(self, read: LifeRead) -> None:
        from tui.screens.lives.moves import MovesScreen

        if self.screen.is_modal or not self.screen.is_current:
            # asked for twice, or something else was opened meanwhile
            if not isinstance(self.app.screen, MovesScreen):
                self.post_message(self.Working(busy=False))
            return
        life, scope = read.life, read.scope
        at = self.moment(life)
        seed = f"{life.uid} {life.entries} {at.isoformat()}"
        view, now = self._view, self._now().astimezone(UTC)
        screen = MovesScreen(life, scope.version, scope.series_uid, at, view.signs, view.zone, seed, now)
        self.app.push_screen(screen, partial(self._decide, life))

    def moment(self, life: "Life") -> datetime:
        """Return when a move is made (UTC), after the last event: now, which is the simulated time in the live mode.

        Without it a day gone by goes on soon after its last event, for otherwise everything would be too late.
        """
        now = self._now().astimezone(UTC).replace(microsecond=0)
        goes_on = self.live is not None or life.day >= now.date()
        return now if goes_on and life.last_at < now else life.last_at.replace(microsecond=0) + _A_MINUTE

    def _decide(self, life: "Life", entries: tuple[bytes, ...] | None) -> None:
        self.post_message(self.Decided(life, entries) if entries else self.Working(busy=False))

    @on(Failed)
    def say_why(self, failed: Failed) -> None:
        self.post_message(self.Working(busy=False))
        self.app.clear_notifications()
        self.notify(str(failed.error), severity="error", markup=False)

    @property
    def _of_event(self) -> str:
        """The schedule of the event that is looked at, in words."""
        row = self.shown.row if self.shown else None
        parts = (day_text(row.day) if row and row.day else "", short_name(row.tso) if row and row.tso else "")
        named = f" {self._view.signs.dot} ".join(part for part in parts if part)
        return f"the schedule of this event: {named}" if named else "the schedule of this event"

    def _offer_sandbox(self, store: "Store") -> None:
        path = sandbox_path(store.location)
        is_of_tree = bool(self.path and self.path[-1].scope.schedule_uid)
        what = path_text(self.path, self._view.signs) if is_of_tree else self._of_event
        uid = self.selected.schedule_uid or ""
        screen = AskSandbox(store.name, path, what)
        self.app.push_screen(screen, lambda wanted: self._make_sandbox(store, uid, path) if wanted else None)

    def _make_sandbox(self, store: "Store", uid: str, path: Path) -> None:
        self.run_worker(partial(self._copy, store, uid, path), thread=True, group="sandbox")

    def _copy(self, store: "Store", uid: str, path: Path) -> None:
        """Copy a schedule into a sandbox off the event loop; answer with a message."""
        answer: Message
        try:
            copy_into_sandbox(store, [uid], str(path))
            answer = self.SandboxMade(str(path))
        except StoreError as error:
            answer = self.Failed(error)
        self.post_message(answer)
