"""The places one was at, to walk back and forward through like in a browser, and all events of a request."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.timeline import EVERYTHING, Event
from tui.presentation.branches import Branches, day_in
from tui.presentation.filtering.chips import chips_of
from tui.presentation.places.history import History, Place
from tui.presentation.times import TimeFormat, zone_in
from tui.questions.answers import QuestionFailed, ScopeLoaded
from tui.questions.filters import clock_at
from tui.questions.pages import Asked
from tui.questions.places import PlaceFound, place_found
from tui.questions.ways import NotReached
from tui.screens.asking import Asking
from tui.screens.filtering.filtering import Filtering
from tui.screens.places.jumping import Jumping
from tui.screens.reader import Reader
from tui.screens.toasts import say
from tui.view import View
from tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.moments import Clock

GROUP = "journey"


class Journey(Container):
    """Holds the panes; `store` is what is read, `path` leads to what is selected, `shown` is the event looked at.

    What else is listed, and every jump, makes a place. A walk through the tree makes one, as does typing a filter.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "R",
            "request",
            "Request",
            tooltip="All events of this event's request, and back",
            id="journey.request",
            show=False,
        ),
        Binding("H", "back_to", "Place before", tooltip="Back to where you were", id="journey.back", show=False),
        Binding("L", "forward_to", "Place after", tooltip="Forward again", id="journey.forward", show=False),
    ]

    store: var[ReadableStore | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    history: var[History] = var(History())

    reader = getters.query_one(Reader)
    filtering = getters.query_one(Filtering)

    def __init__(self, panes: Container, *, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now
        self._here: Place | None = None
        self._walk: object = None
        self._returning_from: History | None = None
        self._asking = Asking(self, lambda: None)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.store is None:
            return "no store is open"
        if action == "back_to":
            return None if self.history.behind else "there is no place before this one"
        if action == "forward_to":
            return None if self.history.ahead else "there is no place after this one"
        if self.shown is None:
            return "no event is selected"
        return None if self.shown.row.request_id else "this event belongs to no request"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_store(self, store: ReadableStore | None) -> None:
        self._asking.store = store
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    def watch_history(self) -> None:
        self.refresh_bindings()

    @on(ScopeLoaded)
    def note_place(self, answer: ScopeLoaded) -> None:
        """Take note of what is listed now, and of what was before."""
        if answer.page.asked != self.reader.asked:
            return
        place, before = self._place(answer.page.asked), self._here
        if before is not None and place.lists_as(before):
            return
        # who walks through the tree, or types, is on the way and not there
        focused = self.screen.focused
        walk = None if isinstance(focused, Timeline) else focused
        if self._returning_from is not None:
            self._returning_from = None
        elif before is not None and (walk is None or walk is not self._walk):
            self.history = self.history.leaving(before)
        self._walk = walk
        self._here = place

    @on(Timeline.EventSelected)
    def note_event(self, selected: Timeline.EventSelected) -> None:
        if self._here is not None and self.reader.timeline.asked == self.reader.asked:
            self._here = replace(self._here, uid=selected.row.uid)
            if self.reader.timeline.has_focus:
                self._walk = None

    @on(Jumping.Jumped)
    def note_jump(self, jumped: Jumping.Jumped) -> None:
        """Take note of the place that was left by a jump."""
        jumped.stop()
        if self._here is not None:
            self.history = self.history.leaving(replace(self._here, uid=jumped.uid or self._here.uid))

    def _place(self, asked: Asked) -> Place:
        day, selected = day_in(self.path), self.reader.timeline.selected
        uid = selected.uid if selected else None
        return Place(asked.scope, day.day if day else None, " ".join(chips_of(asked.question)), uid)

    @on(PlaceFound)
    def go(self, found: PlaceFound) -> None:
        """Show a place."""
        found.stop()
        place = found.place
        self.filtering.filter = found.filter
        self.reader.visit(found.levels, Asked(place.scope, found.filter.question), place.uid)

    @on(NotReached)
    def say_so(self, answer: NotReached) -> None:
        answer.stop()
        self._stay()
        say(self.screen, answer.words)

    @on(QuestionFailed)
    def say_why(self, failed: QuestionFailed) -> None:
        if failed.group == GROUP:
            failed.stop()
            self._stay()
            say(self.screen, str(failed.error))

    def _stay(self) -> None:
        """Take a walk back that leads nowhere."""
        if self._returning_from is not None:
            self.history, self._returning_from = self._returning_from, None

    def action_back_to(self) -> None:
        self._walk_to(self.history.back)

    def action_forward_to(self) -> None:
        self._walk_to(self.history.forward)

    def _walk_to(self, step: Callable[[Place], tuple[History, Place] | None]) -> None:
        found = step(self._here) if self._here else None
        if found is None or self._here is None:
            return
        before, (self.history, place) = self.history, found
        if place.lists_as(self._here):
            self._here = place
            if place.uid is not None:
                self.reader.go_to(place.uid)
        else:
            self._returning_from = before
            self._visit(place)

    def _visit(self, place: Place) -> None:
        self._asking.ask(GROUP, partial(place_found, place=place, clock=self._clock()))

    def action_request(self) -> None:
        from store.query.narrowing import of_request
        from store.query.printing import printed

        row = self.shown.row if self.shown else None
        if row is None or row.request_id is None:
            return
        place = Place(EVERYTHING, None, printed(of_request(row.request_id)), row.uid)
        if self._here is not None and self._here.lists_as(place):
            self.action_back_to()
        else:
            self._visit(place)

    def _clock(self) -> "Clock":
        return clock_at(self._now, zone_in(self.time_format, self._view.zone))
