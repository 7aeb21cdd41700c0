"""Time travel: the whole screen as it was at an event or a moment, step by step, or played."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.timeline import EVERYTHING, Event, Scope
from tui.presentation.branches import Branches
from tui.presentation.head.travel_text import Travel
from tui.presentation.times import TimeFormat, zone_in
from tui.questions.answers import QuestionFailed
from tui.screens.reader import Reader
from tui.screens.toasts import say
from tui.screens.travel.ask_moment import AskMoment
from tui.screens.travel.carried_banner import carry_banner
from tui.travelling import Arrived, Ended, at_event, at_instant, further
from tui.view import View
from tui.widgets.layer import Layer
from tui.widgets.lines.travel_line import TravelLine

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.reading.past import Past
    from store.database.store import Store

PACES = (1, 10, 100)
"""How many events are gone further in a second while playing."""

AWAY = "this is not now: t goes back to now"
"""Why nothing can be simulated while another moment is looked at."""

_ONLY_AWAY = frozenset({"step", "play", "pace", "back_to_now"})
"""What can be done only while another moment than now is looked at; the keys mean something else otherwise."""


class TimeTravel(Layer):
    """Holds the panes; `store` is the open one, `path` leads to what is selected, `shown` is the event looked at.

    Steps lead from event to event of what is selected. Which moment is looked at is told in messages.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "t",
            "travel",
            "Travel",
            tooltip="Everything as of this event, and back",
            id="travel.travel",
        ),
        Binding("@", "ask", "Moment", tooltip="As of a moment that you type", id="travel.ask", show=False),
        Binding("comma", "step(-1)", "Previous", tooltip="The event before", id="travel.previous", show=False),
        Binding(".", "step(1)", "Next", tooltip="The next event of what is selected", id="travel.next", show=False),
        Binding("p", "play", "Play", tooltip="Play on from event to event, or pause", id="travel.play", show=False),
        Binding(")", "pace(1)", "Faster", tooltip="Play more events a second", id="travel.faster", show=False),
        Binding("(", "pace(-1)", "Slower", tooltip="Play fewer events a second", id="travel.slower", show=False),
        Binding("escape", "back_to_now", "Now", tooltip="Back to now", id="travel.now", show=False),
    ]

    store: var["Store | None"] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    travel: var[Travel | None] = var(None)

    reader = getters.query_one(Reader)

    @dataclass
    class Travelled(Message):
        """Another moment is looked at; without a past it is now again. `uid` is the event to look at."""

        past: "Past | None"
        travel: Travel | None
        uid: str | None

    @dataclass
    class Failed(Message):
        """The moment cannot be reached."""

        error: StoreError

    def __init__(self, panes: Layer, view: View) -> None:
        super().__init__()
        self._panes = panes
        self._view = view
        self._is_moving = False
        self._owed = 0
        self._pace: int | None = None
        self._last_pace = PACES[0]
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        cls = TimeTravel
        yield TravelLine(self._view.zone, self._view.signs).data_bind(cls.travel, cls.time_format)
        yield self._panes

    def on_mount(self) -> None:
        self.app.screen_change_signal.subscribe(self, lambda _: carry_banner(self.app.screen_stack))

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.store is None:
            return "no store is open"
        return "no event is selected" if action == "travel" and self.travel is None and self.shown is None else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action in _ONLY_AWAY and self.travel is None:
            return False
        return None if self.why_not(action) else True

    def watch_store(self) -> None:
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    def watch_travel(self) -> None:
        self.refresh_bindings()

    @property
    def _scope(self) -> Scope:
        return self.path[-1].scope if self.path else EVERYTHING

    @property
    def _zone(self) -> tzinfo:
        return zone_in(self.time_format, self._view.zone)

    def _go(self, question: "Callable[[Store], Message]") -> None:
        if self.store is not None:
            self._is_moving = True
            self.run_worker(partial(self._ask, self.store, question), thread=True, exclusive=True, group="travel")

    def _ask(self, store: "Store", question: "Callable[[Store], Message]") -> None:
        """Ask for a moment off the event loop; answer with a message."""
        answer: Message
        try:
            answer = question(store)
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    def _step(self, steps: int) -> None:
        """Go further; while the last step is not on the screen yet, later."""
        if self.travel is None:
            return
        if self._is_moving:
            self._owed += steps
        else:
            self._go(partial(further, scope=self._scope, moment=self.travel.moment, steps=steps))

    @on(Arrived)
    def show_moment(self, arrived: Arrived) -> None:
        arrived.stop()
        if not self._is_moving:
            # it is now again
            return
        self.travel = replace(arrived.travel, pace=self._pace)
        self.post_message(self.Travelled(arrived.past, self.travel, arrived.uid))

    @on(Reader.Turned)
    def go_on(self) -> None:
        """Make the steps that were asked for meanwhile, or play on."""
        self._is_moving = False
        owed, self._owed = self._owed, 0
        if owed:
            self._step(owed)
        elif self._pace is not None:
            self._timer = self.set_timer(1, partial(self._step, self._pace))

    @on(Ended)
    def say_end(self, ended: Ended) -> None:
        ended.stop()
        self._rest()
        say(self.screen, f"there is no {'later' if ended.forward else 'earlier'} event in what is selected")

    @on(Failed)
    def say_why(self, failed: Failed) -> None:
        self._rest()
        say(self.screen, str(failed.error))

    @on(QuestionFailed)
    def stop_at_failure(self) -> None:
        self._rest()

    def _rest(self) -> None:
        """Pause, and owe no more steps."""
        self._is_moving, self._owed = False, 0
        self._play(None)

    def _play(self, pace: int | None) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._pace = pace
        if self.travel is not None:
            self.travel = replace(self.travel, pace=pace)

    def action_travel(self) -> None:
        if self.travel is not None:
            self.action_back_to_now()
        elif self.shown is not None:
            self._go(partial(at_event, uid=self.shown.row.uid))

    def action_back_to_now(self) -> None:
        self._rest()
        self.workers.cancel_node(self)
        self.travel = None
        self.post_message(self.Travelled(None, None, self.shown.row.uid if self.shown else None))

    def action_ask(self) -> None:
        row = self.shown.row if self.shown else None
        at = self.travel.at if self.travel else row.created_at if row else self._view.clock()
        self._play(None)
        self.app.push_screen(AskMoment(self._zone, at.astimezone(self._zone).date()), self._go_to_instant)

    def _go_to_instant(self, instant: datetime | None) -> None:
        if instant is not None:
            self._go(partial(at_instant, instant=instant))

    def action_step(self, steps: int) -> None:
        self._play(None)
        self._step(steps)

    def action_play(self) -> None:
        if self._pace is not None:
            self._play(None)
            return
        self._play(self._last_pace)
        self._step(self._last_pace)

    def action_pace(self, change: int) -> None:
        place = PACES.index(self._last_pace) + change
        self._last_pace = PACES[min(max(place, 0), len(PACES) - 1)]
        if self._pace is not None:
            self._play(self._last_pace)
            self._step(self._last_pace)
