"""What is read of a store: the tree, the timeline and the changes, and the questions that fill them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.worker import Worker

from store.model.readable_store import ReadableStore
from store.model.timeline import EventRow
from tui.presentation.branches import path_text
from tui.presentation.filtering.chips import chips_of
from tui.presentation.notices import empty_notice, failed_notice, filtered_notice, opening_notice
from tui.questions import answers, browsing
from tui.questions.answers import BranchesLoaded, QuestionFailed, ScopeLoaded
from tui.questions.filtering.filters import clock_at
from tui.questions.pages import Asked, Levels
from tui.screens.asking import Asking
from tui.screens.filtering.listing import Listing
from tui.screens.panes import Panes
from tui.screens.toasts import key_of, say
from tui.view import FirstShown, Opening, View
from tui.widgets.timeline.timeline import Timeline
from tui.widgets.tree.schedule_tree import ScheduleTree

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question


class Reader(Panes):
    """Fills the panes: owns what is read, and the questions to the store."""

    @dataclass
    class Turned(Message):
        """What `turn_to` asked for is in sight."""

    def __init__(self, opening: Opening, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(view, now)
        self._opening = opening
        self._listing = Listing(opening.wish.uid)
        self.is_past = self.is_turning = False
        self._asking = Asking(self, self._show_working)
        self._opened_early: list[ScheduleTree.ChildrenWanted] = []
        self._is_first = True

    def on_mount(self) -> None:
        self.timeline.notice = opening_notice(self._opening.target, self._view.signs)
        clock = partial(clock_at, self._now, self._view.zone)
        self._asking.run("open", partial(browsing.foreseen_then_opened, self._opening, clock))

    @on(answers.Foreseen)
    def show_foreseen(self, answer: answers.Foreseen) -> None:
        self.timeline.notice = ""
        self.show_branches(BranchesLoaded(answer.levels, answer.scope, answer.facts))
        self.timeline.show(answer.page, path_text(self.path, self._view.signs))
        self.shown = answer.event

    @on(answers.StoreOpened)
    def start(self, answer: answers.StoreOpened) -> None:
        self._asking.store = answer.store
        self.timeline.notice = ""
        self.set_reactive(Reader.question, answer.filter.question)
        # of a uid the beginning may have been wished
        self._listing.wanted = answer.uid if self._listing.wanted is not None else None
        # who went elsewhere in what was foreseen stays there
        begins = answer.scope if self.facts is None else self.scope
        self.post_message(BranchesLoaded(answer.levels, begins, answer.facts))
        opened, self._opened_early = self._opened_early, []
        for wanted in opened:
            self.load_children(wanted)

    @on(BranchesLoaded)
    def show_branches(self, answer: BranchesLoaded) -> None:
        if not answer.unasked:
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
        if self._asking.store is None:
            self._opened_early.append(wanted)
            return
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
            self._first_is_shown()
            if chips := chips_of(page.asked.question):
                self.timeline.notice = filtered_notice(chips, page.absent, page.elsewhere)
            else:
                self.timeline.notice = empty_notice(self.facts, self._opening.target, is_past=self.is_past)
        self.timeline.show(page, path_text(self.path, self._view.signs))
        self.refresh_bindings()
        if self.is_turning:
            self.is_turning = False
            # what is there now and was not then has not come in
            self.timeline.unseen = 0
            self.post_message(self.Turned())

    @on(answers.Counted)
    def show_counted(self, counted: answers.Counted) -> None:
        if counted.asked == self.timeline.asked and self.timeline.is_counting and self.timeline.counted is not None:
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

    def take_in(self, arrived: Sequence[EventRow]) -> None:
        """Take in events that have come into what is listed."""
        self._listing.take_in(arrived)
        self.timeline.take_in(arrived)

    @on(answers.EventLoaded)
    def show_event(self, answer: answers.EventLoaded) -> None:
        self.loading_rows = False
        self.changes.failure = None
        self.shown = answer.event
        self._first_is_shown()

    @on(QuestionFailed)
    def show_failure(self, failure: QuestionFailed) -> None:
        self.loading_rows = False
        self._asking.failed[failure.group] = failure.question
        if failure.group == "scope":
            self.timeline.is_counting = False
        if failure.group == "event":
            self.changes.failure = str(failure.error)
        elif self._asking.store is None and self.facts is None:
            self.timeline.notice = failed_notice(str(failure.error))
        else:
            self.failure_line.sentence = str(failure.error)
        self._first_is_shown(is_there=False)

    def _first_is_shown(self, *, is_there: bool = True) -> None:
        if self._is_first:
            self._is_first = False
            self.post_message(FirstShown(is_there))

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
        # what was being counted is not any more
        self.timeline.is_counting = False
        self._asking.ask_soon("scope", self._listing.question(self.asked, selected, again=again))

    def watch_question(self) -> None:
        self._ask_list()

    def _answered(self) -> None:
        self.loading_rows = False
        self.failure_line.sentence = None

    def _show_working(self) -> None:
        self.loading_rows = not self.timeline.is_counting

    @on(Worker.StateChanged)
    def rest(self, changed: Worker.StateChanged) -> None:
        """Load no more once nothing is asked: a thread that was slow to end was noticed after its answer."""
        if changed.worker.is_finished and all(one.is_finished for one in self.workers if one.node is self):
            self.loading_rows = False

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
        self._first_is_shown(is_there=False)
