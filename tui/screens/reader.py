"""What is read of a store: the tree, the timeline and the changes, and the questions that fill them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.timeline import EVERYTHING, Event, Scope
from store.model.tree import StoreFacts
from tui.presentation.branches import Branches, path_text
from tui.presentation.filtering.chips import chips_of
from tui.presentation.notices import empty_notice, failed_notice, opening_notice
from tui.presentation.times import TimeFormat
from tui.questions import answers, browsing
from tui.questions.answers import BranchesLoaded, QuestionFailed, ScopeLoaded
from tui.questions.filters import clock_at
from tui.questions.pages import Asked, Levels
from tui.screens.asking import Asking
from tui.screens.filtering.listing import Listing
from tui.screens.toasts import key_of, say
from tui.view import Opening, View
from tui.widgets.change_panes import ChangePanes
from tui.widgets.failure_line import FailureLine
from tui.widgets.filter_bar import FilterBar
from tui.widgets.places.histogram_bar import HistogramBar
from tui.widgets.schedule_tree import ScheduleTree
from tui.widgets.timeline import Timeline
from tui.widgets.workspace import Workspace

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question


class Reader(Container):
    """Holds the panes; owns what is read, the scope, and the questions to the store."""

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
        self._opening, self._view, self._now = opening, view, now
        self._listing = Listing(opening.wish.uid)
        self.is_past = self.is_turning = False
        self._asking = Asking(self, self._show_working)

    def compose(self) -> ComposeResult:
        signs, zone = self._view.signs, self._view.zone
        yield FailureLine(signs)
        yield Workspace(
            ScheduleTree(self._now, signs),
            Timeline(zone, signs).data_bind(Reader.facts, Reader.time_format, Reader.loading_rows),
            ChangePanes(signs).data_bind(event=Reader.shown),
            FilterBar(signs),
            HistogramBar(zone, signs).data_bind(Reader.time_format),
        )

    def on_mount(self) -> None:
        self.timeline.notice = opening_notice(self._opening.target, self._view.signs)
        self._asking.run("open", partial(browsing.opened, self._opening, partial(clock_at, self._now, self._view.zone)))

    @property
    def scope(self) -> Scope:
        """What is looked at."""
        return self.path[-1].scope if self.path else EVERYTHING

    @property
    def asked(self) -> Asked:
        """What is listed: the events of the scope that answer the question, if there is one."""
        return Asked(self.scope, self.question)

    def _tell(self) -> None:
        self.post_message(self.Changed(self.facts, self.path, self.shown))
        self.refresh_bindings()

    watch_facts = watch_path = watch_shown = _tell

    @on(answers.StoreOpened)
    def start(self, answer: answers.StoreOpened) -> None:
        self._asking.store = answer.store
        self.timeline.notice = ""
        self.set_reactive(Reader.question, answer.filter.question)
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
                self._ask_list()
        self.path = self.schedules.path or self.path

    @on(ScheduleTree.ScopeChosen)
    def choose_scope(self, choice: ScheduleTree.ScopeChosen) -> None:
        self.path = choice.path
        self._ask_list()

    @on(ScheduleTree.ChildrenWanted)
    def load_children(self, wanted: ScheduleTree.ChildrenWanted) -> None:
        self._asking.ask(f"below {wanted.branch.scope}", partial(browsing.children, branch=wanted.branch))

    @on(ScopeLoaded)
    def show_scope(self, answer: ScopeLoaded) -> None:
        if (page := answer.page).asked != self.asked:
            return
        self._answered()
        if not self._listing.take(page) and not self.is_turning:
            say(self.screen, f"the filter leaves that event out: {key_of(self.screen, 'clear_filter')} takes it away")
        if not page.total:
            self.shown = None
            chips = chips_of(page.asked.question)
            self.timeline.notice = empty_notice(self.facts, self._opening.target, is_past=self.is_past, chips=chips)
        self.timeline.show(page, path_text(self.path, self._view.signs))
        self.refresh_bindings()
        if self.is_turning:
            self.is_turning = False
            self.post_message(self.Turned())

    @on(answers.Counted)
    def show_counted(self, counted: answers.Counted) -> None:
        if counted.asked == self.timeline.asked and self.timeline.counted is not None:
            self.timeline.counted = max(counted.number, self.timeline.counted)

    @on(Timeline.RowsWanted)
    def load_rows(self, wanted: Timeline.RowsWanted) -> None:
        self._asking.ask_soon("rows", self._listing.rows(wanted))

    @on(answers.RowsLoaded)
    def show_rows(self, answer: answers.RowsLoaded) -> None:
        if answer.asked == self.timeline.asked:
            self._answered()
            self.timeline.put(answer.start, answer.rows)

    @on(Timeline.EventSelected)
    def load_event(self, selected: Timeline.EventSelected) -> None:
        self._asking.ask_next("event", partial(browsing.event_whole, uid=selected.row.uid))

    @on(answers.EventLoaded)
    def show_event(self, answer: answers.EventLoaded) -> None:
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
        self._listing.wanted, self._listing.insists = uid, True
        branches = self.schedules.opened if anew else None
        self._asking.ask("place", partial(browsing.event_place, uid=uid, branches=branches))

    def go_to(self, uid: str) -> None:
        """Go to an event of what is listed."""
        if not self.timeline.go_to(uid):
            self._listing.wanted, self._listing.insists = uid, True
            self._ask_list()

    def visit(self, levels: Levels, asked: Asked, uid: str | None) -> None:
        """List something else, the branches down to whose scope have come, and go to an event of it."""
        self._listing.wanted = uid
        self.set_reactive(Reader.question, asked.question)
        self.post_message(BranchesLoaded(levels, select=asked.scope))

    def turn_to(self, store: ReadableStore, uid: str | None, *, is_past: bool) -> None:
        """Read the store as it was at another moment, or as it is, and go to an event where it is in the scope."""
        is_other = is_past != self.is_past
        self._asking.turn_to(store, anew=is_other)
        self.is_past, self.is_turning, self._listing.wanted = is_past, True, uid
        branches = self.schedules.turned(is_past=is_past) if is_other else self.schedules.opened
        self._asking.ask_soon("place", partial(browsing.turned, branches=branches, path=self.path, uid=uid))

    def refill(self, *, follow: bool = False) -> None:
        """Ask for everything in sight again; with `follow` the newest event of the scope is looked at."""
        self._asking.ask_soon("tree", partial(browsing.tree_again, branches=self.schedules.opened))
        self._ask_list(follow=follow, again=True)

    def filter_by(self, question: "Question | None", uid: str | None, *, must: bool = False) -> None:
        """List what answers a question; the cursor stays on an event where that is at once, or `must` be."""
        if question != self.question:
            self._listing.kept, self._listing.wanted = uid, uid if must else None
            self.question = question

    def _ask_list(self, *, follow: bool = False, again: bool = False) -> None:
        """Ask for what is listed, the cursor on the selected event, or on the newest."""
        selected = None if follow else self.timeline.selected
        self._asking.ask_soon("scope", self._listing.question(self.asked, selected, again=again))

    def watch_question(self) -> None:
        self._ask_list()

    def _answered(self) -> None:
        self.loading_rows = False
        self.failure_line.sentence = None

    def _show_working(self) -> None:
        self.loading_rows = self.timeline.counted is None

    def reload(self) -> None:
        """Ask again for what failed, else for everything in sight."""
        if not self._asking.try_again():
            self.refill()

    def give_up(self) -> None:
        """Wait no longer for what is being asked."""
        self._asking.cancel()
        self.run_worker(self._listing.give_up, thread=True, group="give up")
        self._answered()
        if self._asking.store is None:
            self.timeline.notice = failed_notice("cancelled")
