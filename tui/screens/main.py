"""The main screen: the schedules, their timeline, and what an event changed."""

from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widgets import Footer

from store.model.timeline import EVERYTHING, Event, Scope
from store.model.tree import StoreFacts
from tui import questions
from tui.answers import BranchesLoaded, EventLoaded, QuestionFailed, RowsLoaded, ScopeLoaded, StoreOpened
from tui.presentation.branches import Branches, day_in, path_text
from tui.presentation.head import StoreLabel
from tui.presentation.notices import empty_notice, failed_notice, opening_notice
from tui.presentation.signs import ASCII
from tui.presentation.times import TimeFormat, zone_in
from tui.remembered import Remembered
from tui.screens.asking import Asking, Question
from tui.screens.copy_menu import CopyMenu
from tui.screens.toasts import key_of, say, say_why_not
from tui.view import Opening, View
from tui.widgets.change_panes import ChangePanes
from tui.widgets.details_line import DetailsLine
from tui.widgets.failure_line import FailureLine
from tui.widgets.head_line import HeadLine
from tui.widgets.plain_scroll_bar import scroll_plainly
from tui.widgets.schedule_tree import ScheduleTree
from tui.widgets.timeline import Timeline
from tui.widgets.workspace import CHANGES, TIMELINE, Workspace


class MainScreen(Screen[None]):
    """Shows a store; owns the scope, the store and the questions to it."""

    AUTO_FOCUS = "ScheduleTree"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../gridtrail.tcss", "../panes.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", tooltip="Copy the event or a part of it", id="main.copy"),
        Binding("u", "follow", "Schedule", tooltip="Go to the schedule of this event", id="main.follow", show=False),
        Binding("T", "turn_times", "Times", tooltip="Local time, UTC, or elapsed", id="main.times", show=False),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="main.reload", show=False),
        Binding("escape", "back", "Back", tooltip="Back, at last to all schedules", id="main.back", show=False),
    ]

    store_label: var[StoreLabel | None] = var(None)
    facts: var[StoreFacts | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    loading_rows: var[bool] = var(default=False)

    schedules = getters.query_one(ScheduleTree)
    timeline = getters.query_one(Timeline)
    changes = getters.query_one(ChangePanes)
    failure_line = getters.query_one(FailureLine)
    workspace = getters.query_one(Workspace)

    def __init__(self, opening: Opening, view: View, remembered: Remembered) -> None:
        super().__init__()
        self._opening = opening
        self._view = view
        self._remembered = remembered
        self._uid = opening.wish.uid
        self._asking = Asking(self, self._show_working)

    def compose(self) -> ComposeResult:
        signs, zone, clock = self._view.signs, self._view.zone, self._view.clock
        cls = MainScreen
        yield HeadLine(zone, clock, signs).data_bind(cls.store_label, cls.facts, cls.path, cls.time_format)
        yield FailureLine(signs)
        yield Workspace(
            ScheduleTree(clock, signs),
            Timeline(zone, signs).data_bind(cls.facts, cls.time_format, cls.loading_rows),
            ChangePanes(signs).data_bind(event=cls.shown),
        )
        yield DetailsLine(zone).data_bind(cls.time_format, event=cls.shown)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.workspace.layout_state = self._remembered.layout
        self.time_format = self._remembered.time_format or self._view.time_format
        self.timeline.notice = opening_notice(self._opening.target, self._view.signs)
        if self._view.signs is ASCII:
            for pane in self.query(ScrollView):
                scroll_plainly(pane)
        self.set_interval(60, self.schedules.draw_anew)
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
        store = self._asking.store = answer.store
        self.store_label = StoreLabel(store.name, store.kind, store.read_only, self._opening.temporary)
        self.timeline.notice = ""
        if answer.notice is not None:
            self.notify(answer.notice, severity="warning", markup=False)
        self.show_branches(BranchesLoaded(answer.levels, answer.scope, answer.facts))

    @on(BranchesLoaded)
    def show_branches(self, answer: BranchesLoaded) -> None:
        self._answered()
        self.facts = answer.facts or self.facts
        for scope, branches in answer.levels:
            self.schedules.show(scope, branches)
        if answer.select is not None:
            self.schedules.select(answer.select)
        self.path = self.schedules.path or self.path

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

    def _scope_question(self) -> Question:
        """Return the question for the events of the scope, the cursor on the event that is selected now."""
        selected = self.timeline.selected
        uid = self._uid or (selected.uid if selected else None)
        return partial(questions.scope_page, scope=self.scope, uid=uid)

    def _answered(self) -> None:
        self.loading_rows = False
        self.failure_line.sentence = None

    def _show_working(self) -> None:
        self.loading_rows = True

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action in {"copy", "follow"} and self.shown is None:
            return "no event is selected"
        if action == "follow" and self.shown is not None and self.shown.row.schedule_uid is None:
            return "this event belongs to no schedule"
        return None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def on_key(self, event: events.Key) -> None:
        say_why_not(self, event.key)

    def action_copy(self) -> None:
        if self.shown is not None:
            zone = zone_in(self.time_format, self._view.zone)
            self.app.push_screen(CopyMenu(self.shown, self.changes.current, zone=zone))

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
