"""Comparing anything: what is marked as A, and what is compared with it; the matrix of all versions."""

from datetime import tzinfo
from functools import partial
from typing import ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import DayNode, ScheduleNode
from store.model.timeline import Event, Scope
from tui.presentation.branches import Branches, meant, path_text
from tui.presentation.comparing.choosing import Choosing, Picked
from tui.presentation.comparing.marked import (
    Marked,
    MarkedState,
    MarkedVersion,
    is_same,
    marked_branch,
    marked_event,
    schedule_in,
    turned,
    version_of,
)
from tui.presentation.times import TimeFormat, zone_in
from tui.questions.differences.comparing import matrices, pair_question, version_choices
from tui.screens.toasts import key_of, say
from tui.view import View
from tui.widgets.filtering.filter_bar import FilterBar
from tui.widgets.layer import Layer
from tui.widgets.lines.mark_line import MarkLine
from tui.widgets.lines.search_line import SearchLine
from tui.widgets.tree.schedule_tree import ScheduleTree


class Marking(Layer):
    """Holds the panes; `store` is the open one, `path` leads to what is selected, `shown` is the event looked at.

    `marked` is what is A. What the cursor is on is marked: in the tree a version or a series, else an event.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c",
            "compare",
            "Compare",
            tooltip="Mark this as A; on something else, compare A with it",
            id="marking.compare",
        ),
        Binding(
            "C",
            "matrix",
            "Versions",
            tooltip="Which version changed which series by how much",
            id="marking.matrix",
            show=False,
        ),
        Binding(
            "escape",
            "forget",
            "Forget",
            tooltip="Forget what is marked as A",
            id="marking.forget",
            show=False,
            # the panes inside use the same key to go back
            priority=True,
        ),
    ]

    store: var[ReadableStore | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    marked: var[Marked | None] = var(None)

    schedules = getters.query_one(ScheduleTree)
    line = getters.query_one(MarkLine)

    def __init__(self, panes: Layer, *, view: View) -> None:
        super().__init__(MarkLine(view.signs), panes)
        self._view = view

    @property
    def _zone(self) -> tzinfo:
        return zone_in(self.time_format, self._view.zone)

    @property
    def _here(self) -> Marked | None:
        """What the cursor is on, where it can be marked."""
        if self.schedules.has_focus:
            return marked_branch(self.path, self._view.signs)
        return marked_event(self.shown, self._view.signs, self._zone) if self.shown else None

    @property
    def _schedule(self) -> tuple[str, str] | None:
        """Uid and name of the schedule under the cursor of the tree."""
        on_schedule = bool(self.path) and isinstance(self.path[-1].value, ScheduleNode)
        return schedule_in(self.path, self._view.signs) if self.schedules.has_focus and on_schedule else None

    @property
    def _matrix_scope(self) -> Scope | None:
        """The schedule whose versions are meant, or the day whose schedules are."""
        if self.schedules.has_focus and self.path and isinstance(self.path[-1].value, DayNode):
            return self.path[-1].scope
        scope = meant(self.path, self.shown)
        return Scope(schedule_uid=scope.schedule_uid) if scope.schedule_uid is not None else None

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action == "forget":
            return None if self.marked is not None else "nothing is marked"
        if self.store is None:
            return "no store is open"
        if action == "matrix":
            return None if self._matrix_scope else "choose a day, a schedule or one of its events first"
        if self._here or self._schedule:
            return None
        if self.schedules.has_focus:
            return "choose a schedule, a version, a series, or an event in the timeline"
        return "no event is selected" if self.shown is None else "this event holds no state"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "forget":
            # escape does something else then: it leaves the filter bar and ends a search first
            search = self.query_one(SearchLine)
            is_typing = search.is_open or self.query_one(FilterBar).is_open
            return self.marked is not None and not is_typing and search.found is None
        return None if self.why_not(action) else True

    def watch_path(self) -> None:
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    def watch_store(self) -> None:
        self.refresh_bindings()

    def watch_marked(self, marked: Marked | None) -> None:
        self.line.key = key_of(self.screen, "compare")
        self.line.marked = marked
        self.refresh_bindings()

    def action_forget(self) -> None:
        self.marked = None

    def action_compare(self) -> None:
        here, schedule = self._here, self._schedule
        if schedule is not None:
            self._pick(schedule, Choosing(schedule[1], marked=self.marked))
        elif here is not None and self.marked is None:
            self.marked = here
        elif here is not None and self.marked is not None:
            if is_same(here, self.marked):
                self._mark_again(here)
            else:
                self._compare(self.marked, here)

    def _mark_again(self, here: Marked) -> None:
        """Offer what else can be meant by what is A already: another version, the other state of an event."""
        if isinstance(here, MarkedVersion) and here.series_uid is None:
            schedule = schedule_in(self.path, self._view.signs)
            if schedule is not None:
                self._pick(schedule, Choosing(schedule[1], here.version))
            return
        other = None
        if isinstance(self.marked, MarkedState) and self.shown is not None:
            other = turned(self.marked, self.shown, self._view.signs, self._zone)
        if other is None:
            say(self.screen, f"this is A: {key_of(self.screen, 'compare')} on something else compares it")
        else:
            self.marked = other

    def _pick(self, schedule: tuple[str, str], choosing: Choosing) -> None:
        from tui.screens.differences.version_picker import VersionPicker

        if self.store is not None:
            question = partial(version_choices, self.store, schedule[0])
            screen = VersionPicker(question, choosing, self._view.signs, self._zone)
            self.app.push_screen(screen, partial(self._take, schedule))

    def _take(self, schedule: tuple[str, str], picked: Picked | None) -> None:
        if picked is None:
            return
        one, other = (
            None if number is None else version_of(*schedule, number, self._view.signs)
            for number in (picked.one, picked.other)
        )
        if other is None:
            self.marked = one
        elif (marked := one or self.marked) is not None:
            self._compare(marked, other)

    def _compare(self, one: Marked, other: Marked) -> None:
        from tui.screens.differences.compare import CompareScreen

        if self.store is not None:
            question = pair_question(self.store, one, other)
            self.app.push_screen(CompareScreen(question, self._view.signs, self._zone))

    def action_matrix(self) -> None:
        from tui.screens.differences.matrix import MatrixScreen

        scope = self._matrix_scope
        if self.store is not None and scope is not None:
            store = self.store
            subject = path_text(self.path[:1], self._view.signs) if scope.schedule_uid is None else ""
            question = partial(matrices, store, scope)
            self.app.push_screen(
                MatrixScreen(question, partial(pair_question, store), subject, self._view.signs, self._zone)
            )
