"""The main screen: the schedules, their timeline, and what an event changed."""

from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import StoreFacts
from store.model.timeline import Event, StoreKind
from tui.indexing import TextIndexed
from tui.presentation.branches import Branches, day_in, markets_in
from tui.presentation.head.head import StoreLabel
from tui.presentation.times import TimeFormat
from tui.questions.answers import BadgesLoaded, BranchesLoaded, StoreOpened
from tui.remembered import Remembered
from tui.screens.background.following import Following
from tui.screens.background.sealing import Sealing
from tui.screens.background.tending import Tending
from tui.screens.background.watching import Alarmed
from tui.screens.filtering.filtering import Filtering
from tui.screens.filtering.narrowing import Narrowing
from tui.screens.filtering.view_commands import ViewCommands
from tui.screens.filtering.views import SavedViews
from tui.screens.marking import Marking
from tui.screens.places.bookmarking import Bookmarking
from tui.screens.places.returning import Returning
from tui.screens.places.wayfinding import Bound, with_ways
from tui.screens.reader import Reader
from tui.screens.simulating.desk import Desk
from tui.screens.simulating.live_tso import LiveTso
from tui.screens.sparing import SparingScreen
from tui.screens.study import Study
from tui.screens.toasts import say_why_not
from tui.screens.travel.time_travel import AWAY, TimeTravel
from tui.simulator.live import LiveState
from tui.starting.temporary import DEMO
from tui.view import Opening, StoreReady, View
from tui.widgets.lines.details_line import DetailsLine
from tui.widgets.lines.failure_line import FailureLine
from tui.widgets.lines.head_line import HeadLine
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.panes.change_panes import ChangePanes
from tui.widgets.plain_scroll_bar import scroll_plainly
from tui.widgets.timeline.timeline import Timeline
from tui.widgets.tree.schedule_tree import ScheduleTree
from tui.widgets.workspace import Workspace

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store

STYLES = ("gridtrail", "panes", "comparing", "travel", "filtering", "places")


class MainScreen(SparingScreen):
    """Shows a store, which it owns, and tells its parts of each other."""

    AUTO_FOCUS = "ScheduleTree"
    CSS_PATH: ClassVar[list[str | PurePath]] = [f"../styles/{name}.tcss" for name in STYLES]

    COMMANDS = {ViewCommands}  # noqa: RUF012 - as it is inherited

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("T", "turn_times", "Times", tooltip="Local time, UTC, or elapsed", id="main.times", show=False),
    ]

    store: var["Store | None"] = var(None)
    reading: var[ReadableStore | None] = var(None)
    moment: var[datetime | None] = var(None)
    refusal: var[str | None] = var(None)
    store_label: var[StoreLabel | None] = var(None)
    live: var[LiveState | None] = var(None)
    markets: var[tuple[str, ...]] = var(("DE",))
    facts: var[StoreFacts | None] = var(None)
    text_index: var[int | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)

    reader = getters.query_one(Reader)
    schedules = getters.query_one(ScheduleTree)
    timeline = getters.query_one(Timeline)
    changes = getters.query_one(ChangePanes)
    live_tso = getters.query_one(LiveTso)
    failure_line = getters.query_one(FailureLine)
    workspace = getters.query_one(Workspace)

    def __init__(self, opening: Opening, view: View, remembered: Remembered) -> None:
        super().__init__()
        self._opening, self._view, self._remembered = opening, view, remembered
        self._tending = Tending(self, self._now, view.ack_minutes)

    def compose(self) -> ComposeResult:
        signs, zone, clock = self._view.signs, self._view.zone, self._view.clock
        cls = MainScreen
        head = HeadLine(zone, clock, signs).data_bind(cls.store_label, cls.facts, cls.path, cls.time_format)
        yield head.data_bind(cls.live, cls.markets, cls.moment)
        reader = Reader(self._opening, self._view, self._now).data_bind(cls.time_format, cls.text_index)
        returning = Returning(reader, self._view)
        filtering = Filtering(returning, view=self._view, now=self._now, remembered=self._remembered)
        filtering.data_bind(cls.facts, cls.time_format, store=cls.reading)
        narrowing = Narrowing(filtering).data_bind(cls.path, cls.shown)
        views = SavedViews(narrowing, opening=self._opening, remembered=self._remembered, signs=signs)
        views.data_bind(cls.path)
        desk = Desk(views, view=self._view, now=self._now)
        desk.data_bind(cls.store, cls.refusal, cls.path, cls.shown, cls.live)
        study = Study(desk, view=self._view, now=self._now)
        study.data_bind(cls.path, cls.shown, cls.facts, cls.time_format, store=cls.reading)
        marking = Marking(study, view=self._view).data_bind(cls.path, cls.shown, cls.time_format, store=cls.reading)
        bound = Bound(cls.reading, cls.path, cls.shown, cls.time_format)
        ways = with_ways(marking, bound, view=self._view, now=self._now, remembered=self._remembered)
        travel = TimeTravel(Sealing(ways).data_bind(cls.store), self._view)
        travel.data_bind(cls.store, cls.path, cls.shown, cls.time_format)
        yield LiveTso(Following(travel).data_bind(cls.store, cls.moment), clock).data_bind(cls.store, cls.refusal)
        yield DetailsLine(zone).data_bind(cls.time_format, event=cls.shown)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        self.workspace.layout_state = self._remembered.layout
        self.time_format = self._remembered.time_format or self._view.time_format
        scroll_plainly(self, self._view.signs)
        self.set_interval(60, self._age)
        self._tending.begin()

    def on_unmount(self) -> None:
        self._tending.end()
        if self.store is not None:
            self.store.close()

    @property
    def is_open(self) -> bool:
        """Whether the store could be opened."""
        return self.store is not None

    @property
    def remembered(self) -> Remembered:
        """How the screen is left, to be found again."""
        left = replace(self._remembered, layout=self.workspace.layout_state, time_format=self.time_format)
        left = self.query_one(Bookmarking).left(self.query_one(SavedViews).left(left))
        day = day_in(self.path)
        return replace(left, scope=self.reader.scope, day=day.day if day else None) if self.path else left

    @on(StoreOpened)
    def start(self, answer: StoreOpened) -> None:
        store = self.store = self.reading = answer.store
        self.store_label = StoreLabel(store.name, store.kind, store.read_only, self._opening.temporary)
        self._tending.index(store)
        if answer.notice is not None:
            self.notify(answer.notice, severity="warning", markup=False)
        if self._opening.temporary and store.kind is StoreKind.SANDBOX and store.name == DEMO:
            # the demo lives by itself
            self.live_tso.begin()

    @on(TextIndexed)
    def show_indexed(self, indexed: TextIndexed) -> None:
        self.text_index = indexed.percent

    @on(Sealing.Stands)
    def show_seal(self, seal: Sealing.Stands) -> None:
        if self.store_label is not None:
            self.store_label = replace(self.store_label, seal=seal.state)

    @on(Reader.Changed)
    def show_changed(self, changed: Reader.Changed) -> None:
        self.facts, self.path, self.shown = changed.facts, changed.path, changed.shown

    @on(BranchesLoaded)
    def learn_branches(self, answer: BranchesLoaded) -> None:
        """Take note of what was listed."""
        for _, branches in answer.levels:
            self.markets = markets_in(branches) or self.markets
        self._watch()

    @on(Alarmed)
    def alarm(self, alarmed: Alarmed) -> None:
        self.notify(alarmed.words, severity="warning", markup=False)
        if self._view.bell:
            self.app.bell()

    @on(BadgesLoaded)
    def show_badges(self, answer: BadgesLoaded) -> None:
        self.schedules.mark(answer.badges)

    @on(LiveTso.Moved)
    def show_moved(self, moved: LiveTso.Moved) -> None:
        """Show what a move wrote, where it belongs in the tree."""
        self.reader.look_at(moved.uid, anew=True)

    @on(LiveTso.Changed)
    def show_live(self, changed: LiveTso.Changed) -> None:
        if changed.state is None and self.live is not None:
            self._tending.forget()
        self.live = changed.state

    @on(LiveTso.Arrived)
    def show_arrived(self, arrived: LiveTso.Arrived) -> None:
        """Show what the simulated TSO wrote; at the end of the timeline the newest event is followed."""
        if arrived.uid is None or self.moment is not None:
            return
        if arrived.first:
            self.reader.look_at(arrived.uid, anew=True)
        else:
            self.reader.refill(follow=self.timeline.at_end)

    @on(TimeTravel.Travelled)
    def show_moment(self, travelled: TimeTravel.Travelled) -> None:
        """Show everything as of a moment, or as it is now again; nothing is simulated meanwhile."""
        past, travel = travelled.past, travelled.travel
        self.reading = past or self.store
        self.moment = travel.at if travel else None
        self.refusal = AWAY if travel else None
        self.set_class(travel is not None, "-away")
        self.live_tso.hold(busy=travel is not None)
        if self.reading is not None:
            self.reader.turn_to(self.reading, travelled.uid, is_past=past is not None)

    @on(Study.EventWanted)
    def show_wanted(self, wanted: Study.EventWanted) -> None:
        self.reader.look_at(wanted.uid)

    @on(Desk.SandboxMade)
    def open_sandbox(self, made: Desk.SandboxMade) -> None:
        self.app.post_message(StoreReady(made.target, made=True))

    def _now(self) -> datetime:
        """Return the time: the moment that is looked at, else the simulated one in the live mode."""
        return self.live_tso.now() if self.moment is None else self.moment.astimezone(self._view.zone)

    def _watch(self) -> None:
        self._tending.watch(self.reading, self.schedules.days, is_past=self.moment is not None)

    def _age(self) -> None:
        """Draw anew what the time changes; what was written meanwhile is indexed."""
        if self.store is not None:
            self._tending.index(self.store)
        self.schedules.draw_anew()
        self._watch()

    def on_key(self, event: events.Key) -> None:
        say_why_not(self, event.key)

    def action_turn_times(self) -> None:
        self.time_format = self.time_format.following
