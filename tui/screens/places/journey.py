"""The places one was at, to walk back and forward through like in a browser, and all events of a request."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.reactive import var

from store.model.timeline import EVERYTHING
from tui.presentation.branches import Branches, day_in
from tui.presentation.filtering.chips import chips_of
from tui.presentation.places.history import History, Place
from tui.presentation.times import TimeFormat, zone_in
from tui.questions.answers import ScopeLoaded
from tui.questions.filtering.filters import clock_at
from tui.questions.pages import Asked
from tui.questions.places import PlaceFound, place_found
from tui.screens.filtering.filtering import Filtering
from tui.screens.filtering.views import SavedViews
from tui.screens.places.guiding import Guiding
from tui.screens.places.jumping import Jumping
from tui.view import View
from tui.widgets.layer import Layer
from tui.widgets.timeline.timeline import Timeline

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.language.moments import Clock


class Journey(Guiding):
    """Holds the panes; `path` leads to what is selected.

    What else is listed, and every jump, makes a place. A walk through the tree makes one, as does typing a filter.
    """

    GROUP = "journey"

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

    path: var[Branches] = var(())
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    history: var[History] = var(History())

    filtering = getters.query_one(Filtering)

    def __init__(self, panes: Layer, *, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now
        self._here: Place | None = None
        self._walk: object = None
        self._returning_from: History | None = None

    def why_not(self, action: str) -> str | None:
        if self.store is None:
            return "no store is open"
        if action == "back_to":
            return None if self.history.behind else "there is no place before this one"
        if action == "forward_to":
            return None if self.history.ahead else "there is no place after this one"
        if self.shown is None:
            return "no event is selected"
        return None if self.shown.row.request_id else "this event belongs to no request"

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

    @on(SavedViews.Wanted)
    def open_view(self, wanted: SavedViews.Wanted) -> None:
        wanted.stop()
        self._walk = None
        self._visit(wanted.place)

    @on(PlaceFound)
    def visit(self, found: PlaceFound) -> None:
        """Show a place."""
        found.stop()
        place = found.place
        self.filtering.filter = found.filter
        self.reader.visit(found.levels, Asked(place.scope, found.filter.question), place.uid)

    def stay(self) -> None:
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
        self._asking.ask(self.GROUP, partial(place_found, place=place, clock=self._clock()))

    def action_request(self) -> None:
        from store.query.language.narrowing import of_request
        from store.query.language.printing import printed

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
