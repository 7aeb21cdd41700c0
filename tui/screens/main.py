"""The main screen: the schedules, their timeline, and what an event changed."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widgets import Footer

from store.model.timeline import EVERYTHING, Event, Scope, StoreKind
from store.model.tree import DayNode, StoreFacts
from tui import questions
from tui.answers import BadgesLoaded, BranchesLoaded, EventLoaded, QuestionFailed, RowsLoaded, ScopeLoaded, StoreOpened
from tui.live import LiveState
from tui.presentation.branches import Branches, day_in, markets_in, path_text
from tui.presentation.head import StoreLabel
from tui.presentation.notices import empty_notice, failed_notice, opening_notice
from tui.presentation.signs import ASCII
from tui.presentation.times import TimeFormat
from tui.remembered import Remembered
from tui.screens.asking import Asking, Question
from tui.screens.desk import Desk
from tui.screens.live_tso import LiveTso
from tui.screens.marking import Marking
from tui.screens.study import Study
from tui.screens.toasts import key_of, say, say_why_not
from tui.screens.watching import Alarmed, Watching
from tui.view import Opening, StoreReady, View
from tui.widgets.change_panes import ChangePanes
from tui.widgets.details_line import DetailsLine
from tui.widgets.failure_line import FailureLine
from tui.widgets.head_line import HeadLine
from tui.widgets.plain_scroll_bar import scroll_plainly
from tui.widgets.schedule_tree import ScheduleTree
from tui.widgets.timeline import Timeline
from tui.widgets.workspace import CHANGES, TIMELINE, Workspace

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store


class MainScreen(Screen[None]):
    """Shows a store; owns the scope, the store and the questions to it."""

    AUTO_FOCUS = "ScheduleTree"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "../styles/gridtrail.tcss",
        "../styles/panes.tcss",
        "../styles/comparing.tcss",
    ]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "follow", "Schedule", tooltip="Go to the schedule of this event", id="main.follow", show=False),
        Binding("T", "turn_times", "Times", tooltip="Local time, UTC, or elapsed", id="main.times", show=False),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="main.reload", show=False),
        Binding("escape", "back", "Back", tooltip="Back, at last to all schedules", id="main.back", show=False),
    ]

    store: var["Store | None"] = var(None)
    store_label: var[StoreLabel | None] = var(None)
    live: var[LiveState | None] = var(None)
    markets: var[tuple[str, ...]] = var(("DE",))
    facts: var[StoreFacts | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    loading_rows: var[bool] = var(default=False)

    schedules = getters.query_one(ScheduleTree)
    timeline = getters.query_one(Timeline)
    changes = getters.query_one(ChangePanes)
    live_tso = getters.query_one(LiveTso)
    failure_line = getters.query_one(FailureLine)
    workspace = getters.query_one(Workspace)

    def __init__(self, opening: Opening, view: View, remembered: Remembered) -> None:
        super().__init__()
        self._opening = opening
        self._view = view
        self._remembered = remembered
        self._uid = opening.wish.uid
        self._asking = Asking(self, self._show_working)
        self._watching = Watching(self, self._now, self._view.ack_minutes)

    def compose(self) -> ComposeResult:
        signs, zone, clock = self._view.signs, self._view.zone, self._view.clock
        cls = MainScreen
        head = HeadLine(zone, clock, signs)
        yield head.data_bind(cls.store_label, cls.facts, cls.path, cls.time_format, cls.live, cls.markets)
        yield FailureLine(signs)
        workspace = Workspace(
            ScheduleTree(self._now, signs),
            Timeline(zone, signs).data_bind(cls.facts, cls.time_format, cls.loading_rows),
            ChangePanes(signs).data_bind(event=cls.shown),
        )
        desk = Desk(workspace, view=self._view, now=self._now)
        desk.data_bind(cls.store, cls.path, cls.shown, cls.live)
        study = Study(desk, view=self._view, now=self._now)
        study.data_bind(cls.store, cls.path, cls.shown, cls.facts, cls.time_format)
        marking = Marking(study, view=self._view).data_bind(cls.store, cls.path, cls.shown, cls.time_format)
        yield LiveTso(marking, clock).data_bind(cls.store)
        yield DetailsLine(zone).data_bind(cls.time_format, event=cls.shown)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.workspace.layout_state = self._remembered.layout
        self.time_format = self._remembered.time_format or self._view.time_format
        self.timeline.notice = opening_notice(self._opening.target, self._view.signs)
        if self._view.signs is ASCII:
            for pane in self.query(ScrollView):
                scroll_plainly(pane)
        self.set_interval(60, self._age)
        self.set_interval(1, self._watching.look_when_due)
        self._asking.run("open", partial(questions.opened, self._opening))

    def on_unmount(self) -> None:
        if self._asking.store is not None:
            self._asking.store.close()

    @property
    def is_open(self) -> bool:
        """Whether the store could be opened."""
        return self._asking.store is not None

    @property
    def scope(self) -> Scope:
        """What is looked at."""
        return self.path[-1].scope if self.path else EVERYTHING

    @property
    def remembered(self) -> Remembered:
        """How the screen is left, to be found again."""
        left = replace(self._remembered, layout=self.workspace.layout_state, time_format=self.time_format)
        day = day_in(self.path)
        return replace(left, scope=self.scope, day=day.day if day else None) if self.path else left

    @on(StoreOpened)
    def start(self, answer: StoreOpened) -> None:
        store = self.store = self._asking.store = answer.store
        self.store_label = StoreLabel(store.name, store.kind, store.read_only, self._opening.temporary)
        self.timeline.notice = ""
        if answer.notice is not None:
            self.notify(answer.notice, severity="warning", markup=False)
        self.show_branches(BranchesLoaded(answer.levels, answer.scope, answer.facts))
        if self._opening.temporary and store.kind is StoreKind.SANDBOX:
            # the demo lives by itself
            self.live_tso.begin()

    @on(BranchesLoaded)
    def show_branches(self, answer: BranchesLoaded) -> None:
        self._answered()
        self.facts = answer.facts or self.facts
        for scope, branches in answer.levels:
            self.schedules.show(scope, branches)
            self.markets = markets_in(branches) or self.markets
        if answer.select is not None:
            self.schedules.select(answer.select)
            if answer.select == self.scope:
                self._asking.ask_soon("scope", self._scope_question())
        self.path = self.schedules.path or self.path
        self._watch()

    @on(Alarmed)
    def alarm(self, alarmed: Alarmed) -> None:
        self.notify(alarmed.words, severity="warning", markup=False)
        if self._view.bell:
            self.app.bell()

    @on(BadgesLoaded)
    def show_badges(self, answer: BadgesLoaded) -> None:
        self.schedules.mark(answer.badges)

    @on(ScheduleTree.ScopeChosen)
    def choose_scope(self, choice: ScheduleTree.ScopeChosen) -> None:
        self.path = choice.path
        self._asking.ask_soon("scope", self._scope_question())

    @on(ScheduleTree.ChildrenWanted)
    def load_children(self, wanted: ScheduleTree.ChildrenWanted) -> None:
        question = partial(questions.children, branch=wanted.branch)
        self._asking.ask(f"below {wanted.branch.scope}", question)

    @on(ScopeLoaded)
    def show_scope(self, answer: ScopeLoaded) -> None:
        if answer.page.scope != self.scope:
            return
        self._answered()
        self._uid = None
        if not answer.page.total:
            self.shown = None
            self.timeline.notice = empty_notice(self.facts, self._opening.target)
        self.timeline.show(answer.page, path_text(self.path, self._view.signs))
        self.refresh_bindings()

    @on(Timeline.RowsWanted)
    def load_rows(self, wanted: Timeline.RowsWanted) -> None:
        question = partial(questions.more_rows, scope=wanted.scope, start=wanted.start, limit=wanted.limit)
        self._asking.ask_soon("rows", question)

    @on(RowsLoaded)
    def show_rows(self, answer: RowsLoaded) -> None:
        if answer.scope == self.timeline.scope:
            self._answered()
            self.timeline.put(answer.start, answer.rows)

    @on(Timeline.EventSelected)
    def load_event(self, selected: Timeline.EventSelected) -> None:
        self._asking.ask_soon("event", partial(questions.event_whole, uid=selected.row.uid))

    @on(EventLoaded)
    def show_event(self, answer: EventLoaded) -> None:
        self.changes.failure = None
        self.shown = answer.event
        self.refresh_bindings()

    @on(QuestionFailed)
    def show_failure(self, failure: QuestionFailed) -> None:
        self.loading_rows = False
        self._asking.failed[failure.group] = failure.question
        if failure.group == "event":
            self.changes.failure = str(failure.error)
        elif self._asking.store is None:
            self.timeline.notice = failed_notice(str(failure.error))
        else:
            self.failure_line.sentence = str(failure.error)

    @on(LiveTso.Moved)
    def show_moved(self, moved: LiveTso.Moved) -> None:
        """Show what a move wrote, where it belongs in the tree."""
        self.look_at(moved.uid, anew=True)

    @on(LiveTso.Changed)
    def show_live(self, changed: LiveTso.Changed) -> None:
        if changed.state is None and self.live is not None:
            self._watching.forget()
        self.live = changed.state

    @on(LiveTso.Arrived)
    def show_arrived(self, arrived: LiveTso.Arrived) -> None:
        """Show what the simulated TSO wrote; at the end of the timeline the newest event is followed."""
        if arrived.uid is None:
            return
        if arrived.first:
            self.look_at(arrived.uid, anew=True)
            return
        self._asking.ask_soon("tree", partial(questions.tree_again, branches=self.schedules.opened))
        self._asking.ask_soon("scope", self._scope_question(follow=self.timeline.at_end))

    @on(Study.EventWanted)
    def show_wanted(self, wanted: Study.EventWanted) -> None:
        self.look_at(wanted.uid)

    @on(Desk.SandboxMade)
    def open_sandbox(self, made: Desk.SandboxMade) -> None:
        self.app.post_message(StoreReady(made.target))

    def look_at(self, uid: str, *, anew: bool = False) -> None:
        """Go to an event; with `anew` the tree is asked for again as well."""
        self._uid = uid
        branches = self.schedules.opened if anew else None
        self._asking.ask("place", partial(questions.event_place, uid=uid, branches=branches))

    def _now(self) -> datetime:
        """Return the time, the simulated one in the live mode."""
        return self.live_tso.now()

    def _scope_question(self, *, follow: bool = False) -> Question:
        """Return the question for the events of the scope, the cursor on the selected event, or on the newest."""
        selected = None if follow else self.timeline.selected
        uid = self._uid or (selected.uid if selected else None)
        return partial(questions.scope_page, scope=self.scope, uid=uid)

    def _watch(self) -> None:
        """Look after the days that are open."""
        days = [branch.value.day for branch in self.schedules.opened if isinstance(branch.value, DayNode)]
        if days and self.store is not None:
            self._watching.look(self.store, days)

    def _age(self) -> None:
        """Draw anew what the time changes."""
        self.schedules.draw_anew()
        self._watch()

    def _answered(self) -> None:
        self.loading_rows = False
        self.failure_line.sentence = None

    def _show_working(self) -> None:
        self.loading_rows = True

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action == "follow" and self.shown is None:
            return "no event is selected"
        if action == "follow" and self.shown is not None and self.shown.row.schedule_uid is None:
            return "this event belongs to no schedule"
        return None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def on_key(self, event: events.Key) -> None:
        say_why_not(self, event.key)

    def action_follow(self) -> None:
        if self.shown is not None:
            self._asking.ask("place", partial(questions.place_in_tree, uid=self.shown.row.uid))

    def action_turn_times(self) -> None:
        self.time_format = self.time_format.following

    def action_reload(self) -> None:
        if self._asking.failed:
            self._asking.try_again()
            return
        self._asking.ask("tree", partial(questions.tree_again, branches=self.schedules.opened))
        self._asking.ask("scope", self._scope_question())

    def action_back(self) -> None:
        if self.loading_rows:
            self._asking.cancel()
            self._answered()
            if self._asking.store is None:
                self.timeline.notice = failed_notice("cancelled")
        elif self.workspace.focused_pane == CHANGES:
            self.workspace.go(TIMELINE)
        else:
            if self.scope != EVERYTHING and not self.why_not("follow"):
                back = f"{key_of(self, 'follow')} goes back to the event's schedule"
                say(self, f"all schedules {self._view.signs.dot} {back}")
            self.schedules.select(EVERYTHING)
