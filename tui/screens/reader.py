"""What is read of a store: the tree, the timeline and the changes, and the questions that fill them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.timeline import EVERYTHING, Event, Scope
from store.model.tree import StoreFacts
from tui.presentation.branches import Branches, path_text
from tui.presentation.notices import empty_notice, failed_notice, opening_notice
from tui.presentation.times import TimeFormat
from tui.questions import browsing, listing
from tui.questions.answers import BranchesLoaded, EventLoaded, QuestionFailed, RowsLoaded, ScopeLoaded, StoreOpened
from tui.questions.pages import Asked
from tui.screens.asking import Ask, Asking
from tui.screens.toasts import key_of, say
from tui.view import Opening, View
from tui.widgets.change_panes import ChangePanes
from tui.widgets.failure_line import FailureLine
from tui.widgets.schedule_tree import ScheduleTree
from tui.widgets.timeline import Timeline
from tui.widgets.workspace import CHANGES, TIMELINE, Workspace

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question


class Reader(Container):
    """Holds the panes; owns what is read, the scope, and the questions to the store."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "follow", "Schedule", tooltip="Go to the schedule of this event", id="main.follow", show=False),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="main.reload", show=False),
        Binding("escape", "back", "Back", tooltip="Back, at last to all schedules", id="main.back", show=False),
    ]

    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    facts: var[StoreFacts | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    question: var["Question | None"] = var(None, init=False)
    loading_rows: var[bool] = var(default=False)

    schedules = getters.query_one(ScheduleTree)
    timeline = getters.query_one(Timeline)
    changes = getters.query_one(ChangePanes)
    failure_line = getters.query_one(FailureLine)
    workspace = getters.query_one(Workspace)

    @dataclass
    class Changed(Message):
        """What is looked at is something else, or holds something else."""

        facts: StoreFacts | None
        path: Branches
        shown: Event | None

    @dataclass
    class Turned(Message):
        """What `turn_to` asked for is in sight."""

    def __init__(self, opening: Opening, view: View, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._opening = opening
        self._view = view
        self._now = now
        self._uid = opening.wish.uid
        self._is_past = self._is_turning = False
        self._asking = Asking(self, self._show_working)

    def compose(self) -> ComposeResult:
        signs, zone = self._view.signs, self._view.zone
        yield FailureLine(signs)
        yield Workspace(
            ScheduleTree(self._now, signs),
            Timeline(zone, signs).data_bind(Reader.facts, Reader.time_format, Reader.loading_rows),
            ChangePanes(signs).data_bind(event=Reader.shown),
        )

    def on_mount(self) -> None:
        self.timeline.notice = opening_notice(self._opening.target, self._view.signs)
        self._asking.run("open", partial(browsing.opened, self._opening))

    @property
    def scope(self) -> Scope:
        """What is looked at."""
        return self.path[-1].scope if self.path else EVERYTHING

    @property
    def asked(self) -> Asked:
        """What is listed: the events of the scope that answer the question, if there is one."""
        return Asked(self.scope, self.question)

    def watch_facts(self) -> None:
        self._tell()

    def watch_path(self) -> None:
        self._tell()

    def watch_question(self) -> None:
        self._asking.ask_soon("scope", self._scope_question())

    def watch_shown(self) -> None:
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        self.post_message(self.Changed(self.facts, self.path, self.shown))

    @on(StoreOpened)
    def start(self, answer: StoreOpened) -> None:
        self._asking.store = answer.store
        self.timeline.notice = ""
        self.post_message(BranchesLoaded(answer.levels, answer.scope, answer.facts))

    @on(BranchesLoaded)
    def show_branches(self, answer: BranchesLoaded) -> None:
        self._answered()
        for scope, branches in answer.levels:
            self.schedules.show(scope, branches)
        self.facts = answer.facts or self.facts
        if answer.select is not None:
            self.schedules.select(answer.select)
            if answer.select == self.scope:
                self._asking.ask_soon("scope", self._scope_question())
        self.path = self.schedules.path or self.path

    @on(ScheduleTree.ScopeChosen)
    def choose_scope(self, choice: ScheduleTree.ScopeChosen) -> None:
        self.path = choice.path
        self._asking.ask_soon("scope", self._scope_question())

    @on(ScheduleTree.ChildrenWanted)
    def load_children(self, wanted: ScheduleTree.ChildrenWanted) -> None:
        self._asking.ask(f"below {wanted.branch.scope}", partial(browsing.children, branch=wanted.branch))

    @on(ScopeLoaded)
    def show_scope(self, answer: ScopeLoaded) -> None:
        if answer.page.asked != self.asked:
            return
        self._answered()
        self._uid = None
        if not answer.page.total:
            self.shown = None
            self.timeline.notice = empty_notice(self.facts, self._opening.target, is_past=self._is_past)
        self.timeline.show(answer.page, path_text(self.path, self._view.signs))
        self.refresh_bindings()
        if self._is_turning:
            self._is_turning = False
            self.post_message(self.Turned())

    @on(Timeline.RowsWanted)
    def load_rows(self, wanted: Timeline.RowsWanted) -> None:
        question = partial(listing.more_rows, asked=wanted.asked, start=wanted.start, limit=wanted.limit)
        self._asking.ask_soon("rows", question)

    @on(RowsLoaded)
    def show_rows(self, answer: RowsLoaded) -> None:
        if answer.asked == self.timeline.asked:
            self._answered()
            self.timeline.put(answer.start, answer.rows)

    @on(Timeline.EventSelected)
    def load_event(self, selected: Timeline.EventSelected) -> None:
        self._asking.ask_soon("event", partial(browsing.event_whole, uid=selected.row.uid))

    @on(EventLoaded)
    def show_event(self, answer: EventLoaded) -> None:
        self.loading_rows = False
        self.changes.failure = None
        self.shown = answer.event

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

    def look_at(self, uid: str, *, anew: bool = False) -> None:
        """Go to an event; with `anew` the tree is asked for again as well."""
        self._uid = uid
        branches = self.schedules.opened if anew else None
        self._asking.ask("place", partial(browsing.event_place, uid=uid, branches=branches))

    def turn_to(self, store: ReadableStore, uid: str | None, *, is_past: bool) -> None:
        """Read the store as it was at another moment, or as it is, and go to an event where it is in the scope."""
        is_other = is_past != self._is_past
        self._asking.turn_to(store, anew=is_other)
        self._is_past, self._is_turning, self._uid = is_past, True, uid
        branches = self.schedules.turned(is_past=is_past) if is_other else self.schedules.opened
        self._asking.ask_soon("place", partial(browsing.turned, branches=branches, path=self.path, uid=uid))

    def refill(self, *, follow: bool = False) -> None:
        """Ask for everything in sight again; with `follow` the newest event of the scope is looked at."""
        self._asking.ask_soon("tree", partial(browsing.tree_again, branches=self.schedules.opened))
        self._asking.ask_soon("scope", self._scope_question(follow=follow))

    def _scope_question(self, *, follow: bool = False) -> Ask:
        """Return the question for the events of the scope, the cursor on the selected event, or on the newest."""
        selected = None if follow else self.timeline.selected
        uid = self._uid or (selected.uid if selected else None)
        return partial(listing.listed_page, asked=self.asked, uid=uid)

    def _answered(self) -> None:
        self.loading_rows = False
        self.failure_line.sentence = None

    def _show_working(self) -> None:
        self.loading_rows = True

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action != "follow":
            return None
        if self.shown is None:
            return "no event is selected"
        return None if self.shown.row.schedule_uid else "this event belongs to no schedule"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        turning = self._is_turning and self.loading_rows
        if action == "back" and (self._is_past or turning):
            # from the timeline, and while another moment is being read, it is the way back to now
            return not turning and (self.loading_rows or self.workspace.focused_pane == CHANGES)
        return None if self.why_not(action) else True

    def action_follow(self) -> None:
        if self.shown is not None:
            self._asking.ask("place", partial(browsing.place_in_tree, uid=self.shown.row.uid))

    def action_reload(self) -> None:
        if self._asking.failed:
            self._asking.try_again()
        else:
            self.refill()

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
                back = f"{key_of(self.screen, 'follow')} goes back to the event's schedule"
                say(self.screen, f"all schedules {self._view.signs.dot} {back}")
            self.schedules.select(EVERYTHING)
