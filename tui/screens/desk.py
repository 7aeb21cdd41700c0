"""What can be done with what is selected: copying, moves, the conversation, and what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.timeline import EVERYTHING, Event, Scope, StoreKind
from store.model.tree import VersionNode
from tui.life_questions import checked, conversation_question
from tui.presentation.branches import Branches, path_text
from tui.presentation.times import TimeFormat, zone_in
from tui.sandboxes import AskSandbox, copy_into_sandbox, sandbox_path
from tui.screens.copy_menu import CopyMenu
from tui.simulated_day import take_all
from tui.view import View
from tui.widgets.change_panes import ChangePanes
from tui.widgets.schedule_tree import ScheduleTree

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store
    from store.lifecycle.life import Life

ORIGIN = "simulated on the screen"

_A_MINUTE = timedelta(minutes=1)
"""How long after the last event of a day gone by a move is made."""


class Desk(Container):
    """Holds the panes; `store` is the open one, `path` leads to what is selected, `shown` is the event looked at.

    What it writes or wants to be looked at is told in messages.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s", "simulate", "Simulate", tooltip="What can happen next: moves of party and TSO", id="desk.simulate"
        ),
        Binding(
            "v",
            "converse",
            "Conversation",
            tooltip="What was said about this version",
            id="desk.conversation",
            show=False,
        ),
        Binding(
            "!", "findings", "Findings", tooltip="What is wrong in what is selected", id="desk.findings", show=False
        ),
        Binding("y", "copy", "Copy", tooltip="Copy the event or a part of it", id="main.copy"),
    ]

    store: var["Store | None"] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)

    @dataclass
    class Working(Message):
        """A move is being chosen (or no longer is): nothing else shall be simulated meanwhile."""

        busy: bool

    @dataclass
    class EventWanted(Message):
        """An event shall be looked at."""

        uid: str

    @dataclass
    class Written(Message):
        """Entries of a move were appended; `uid` is the first of them, `life` the schedule afterwards."""

        uid: str
        life: "Life"

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

    def __init__(self, panes: Container, *, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now

    @property
    def selected(self) -> Scope:
        """The schedule, version or series that is meant: that of the tree, else that of the event."""
        scope = self.path[-1].scope if self.path else EVERYTHING
        row = self.shown.row if self.shown else None
        if row is None or scope.version is not None or (scope.schedule_uid and row.schedule_uid != scope.schedule_uid):
            return scope
        if row.schedule_uid is None:
            return scope
        # the tree stands on something wider than the event: the event says which version
        version = row.version if scope.schedule_uid is None else None
        return Scope(schedule_uid=row.schedule_uid, version=version)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.store is None:
            return "no store is open" if action != "copy" else "no event is selected"
        if action == "copy":
            return "no event is selected" if self.shown is None else None
        if action in {"simulate", "converse"} and self.selected.schedule_uid is None:
            return "choose a schedule, a version or one of its events first"
        if action == "simulate" and self.store.read_only and self.store.kind is StoreKind.SANDBOX:
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

    @on(ScheduleTree.Opened)
    def open_version(self, opened: ScheduleTree.Opened) -> None:
        """Show the conversation of a version; the events of anything else are gone to."""
        if isinstance(opened.branch.value, VersionNode):
            self.action_converse()

    def action_copy(self) -> None:
        if self.shown is not None:
            self.app.push_screen(CopyMenu(self.shown, self.query_one(ChangePanes).current, zone=self._zone))

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

    def action_converse(self) -> None:
        from tui.screens.conversation import ConversationScreen

        scope = self.selected
        if self.store is not None and scope.schedule_uid is not None:
            question = conversation_question(self.store, scope.schedule_uid)
            screen = ConversationScreen(question, scope.version, self._now, self._view.signs, self._zone)
            self.app.push_screen(screen, self._go_to)

    def action_findings(self) -> None:
        from tui.screens.findings import FindingsScreen

        if self.store is not None:
            scope = self.path[-1].scope if self.path else EVERYTHING
            subject = path_text(self.path, self._view.signs) or "all schedules"
            screen = FindingsScreen(
                partial(checked, self.store, scope, self._now()), subject, self._view.signs, self._zone
            )
            self.app.push_screen(screen, self._go_to)

    @property
    def _zone(self) -> tzinfo:
        return zone_in(self.time_format, self._view.zone)

    def _go_to(self, uid: str | None) -> None:
        if uid is not None:
            self.post_message(self.EventWanted(uid))

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
        from tui.screens.moves import MovesScreen

        if self.screen.is_modal or not self.screen.is_current:
            # asked for twice, or something else was opened meanwhile
            if not isinstance(self.app.screen, MovesScreen):
                self.post_message(self.Working(busy=False))
            return
        life, scope = read.life, read.scope
        at = self.moment(life)
        seed = f"{life.uid} {life.entries} {at.isoformat()}"
        screen = MovesScreen(life, scope.version, scope.series_uid, at, self._view.signs, self._view.zone, seed)
        self.app.push_screen(screen, partial(self._apply, life))

    def moment(self, life: "Life") -> datetime:
        """Return when a move is made (UTC): now, on a day gone by soon after the last event."""
        now = self._now().astimezone(UTC).replace(microsecond=0)
        return now if life.last_at < now and life.day >= now.date() else life.last_at.replace(microsecond=0) + _A_MINUTE

    def _apply(self, life: "Life", entries: tuple[bytes, ...] | None) -> None:
        if entries and self.store is not None:
            writing = partial(self._append, self.store, life, entries)
            self.run_worker(writing, thread=True, group="writing")
        else:
            self.post_message(self.Working(busy=False))

    def _append(self, store: "Store", life: "Life", entries: tuple[bytes, ...]) -> None:
        """Append what a move wrote, off the event loop; answer with a message."""
        from store.model.event import read_entry

        answer: Message
        try:
            _demand_unmoved(store, life)
            take_all(store.append(entries, origin=ORIGIN, simulated=True))
            read = [read_entry(content) for content in entries]
            for entry in read:
                life = life.after(entry)
            answer = self.Written(read[0].uid, life)
        except StoreError as error:
            answer = self.Failed(error)
        self.post_message(answer)

    @on(Failed)
    def say_why(self, failed: Failed) -> None:
        self.post_message(self.Working(busy=False))
        self.app.clear_notifications()
        self.notify(str(failed.error), severity="error", markup=False)

    def _offer_sandbox(self, store: "Store") -> None:
        path = sandbox_path(store.location)
        what = path_text(self.path, self._view.signs) or "the schedule of the event"
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


def _demand_unmoved(store: "Store", life: "Life") -> None:
    """Raise StoreError when a schedule is not any more as it was read."""
    if len(store.life(life.uid)) != life.entries:
        raise StoreError("something else happened to this schedule meanwhile: choose the move once more")
