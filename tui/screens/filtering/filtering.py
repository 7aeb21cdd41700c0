"""Filtering the timeline, as one types and by what others ask for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import StoreFacts
from tui.presentation.times import TimeFormat, zone_in
from tui.questions.answers import QuestionFailed, StoreOpened
from tui.questions.filtering.filters import (
    NO_FILTER,
    Filter,
    Mistaken,
    MovedOn,
    Understood,
    ValuesKnown,
    clock_at,
    moved_on,
    understanding,
)
from tui.remembered import Remembered, with_query
from tui.screens.asking import Asking
from tui.screens.filtering.accepted import Accepted
from tui.screens.filtering.reading_age import ReadingAge
from tui.screens.filtering.suggesting import Suggesting
from tui.screens.reader import Reader
from tui.screens.toasts import say
from tui.view import View
from tui.widgets.filtering.filter_bar import FilterBar
from tui.widgets.layer import Layer
from tui.widgets.timeline.timeline import Timeline
from tui.widgets.workspace import CHANGES, TIMELINE

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.language.moments import Clock


class Filtering(Layer):
    """Holds the panes; `store` is what is read.

    `filter` is what the timeline is filtered by. While the bar is open that is what is typed, as far as it is one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # before the pane with the focus gets the next keys, which are meant for the bar
        Binding("/", "filter", "Filter", tooltip="Filter the timeline as you type", id="filter.filter", priority=True),
        Binding(
            "X", "clear_filter", "Clear filter", tooltip="Take the whole filter away", id="filter.clear", show=False
        ),
        Binding(
            "escape", "drop", "Back", tooltip="Take the last part of the filter away", id="filter.drop", show=False
        ),
    ]

    store: var[ReadableStore | None] = var(None)
    facts: var[StoreFacts | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    filter: var[Filter] = var(NO_FILTER)

    reader = getters.query_one(Reader)
    bar = getters.query_one(FilterBar)

    @dataclass
    class Changed(Message):
        """The timeline is filtered by something else."""

        filter: Filter

    def __init__(self, panes: Layer, *, view: View, now: Callable[[], datetime], remembered: Remembered) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now
        self.queries = remembered.queries
        self._before = NO_FILTER
        self._accepted = Accepted()
        self._selected: str | None = None
        self._keeping: str | None = None
        self._age = ReadingAge()
        self._asking = Asking(self, lambda: None)
        self._suggesting = Suggesting(self._asking)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.store is None:
            return "no store is open"
        return "nothing is filtered" if action == "clear_filter" and self.filter == NO_FILTER else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if self.bar.is_open or (action == "filter" and self.reader.workspace.focused_pane == CHANGES):
            return False
        if action == "drop":
            # escape does something else then
            return self.reader.question is not None and self.reader.workspace.focused_pane == TIMELINE
        return None if self.why_not(action) else True

    def watch_store(self, store: ReadableStore | None) -> None:
        self._asking.store = store
        self._suggesting.forget()
        self.refresh_bindings()

    def watch_facts(self) -> None:
        # what was written may hold other values, and time has gone on for since:2h
        self._suggesting.forget()
        if self._may_move_on and self._age.is_old(self._now()):
            self._age.begin(self._now())
            self._asking.ask("time", partial(moved_on, text=self.filter.text, clock=self._clock))

    @property
    def _may_move_on(self) -> bool:
        """Whether the list is filtered by the filter, and nothing else is typed or being counted."""
        is_around = self.reader.question != self.filter.question
        is_busy = self.bar.is_open or self.reader.timeline.is_counting
        return bool(self.filter.text) and not is_around and not is_busy

    def watch_filter(self, now: Filter) -> None:
        if now.text:
            self._age.begin(self._now())
        self.post_message(self.Changed(now))
        self.refresh_bindings()

    @on(StoreOpened)
    def begin(self, answer: StoreOpened) -> None:
        """Take what the store was left with."""
        self.filter = answer.filter

    @on(FilterBar.Typed)
    def read_typed(self, typed: FilterBar.Typed) -> None:
        """Find out what is typed, and what could complete it."""
        self._keeping = None
        read = self._suggesting.suggest(self.bar, typed)
        self._asking.ask_soon("filter", partial(understanding, text=typed.text, read=read, clock=self._clock))

    @on(FilterBar.Kept)
    def keep(self, kept: FilterBar.Kept) -> None:
        """Keep what is typed; what is no filter stays to be mended."""
        if kept.away:
            self._leave_bar(self.filter)
        else:
            self._keeping = kept.text
            self._asking.ask("filter", partial(understanding, text=kept.text, read=kept.text, clock=self._clock))

    @on(FilterBar.Left)
    def give_back(self) -> None:
        """Filter as before the bar was opened."""
        self._leave_bar(self._before)
        self.reader.workspace.go(TIMELINE)

    @on(Understood)
    def use(self, answer: Understood) -> None:
        """Filter by what was understood, unless something else is typed by now."""
        if self.bar.is_open and answer.text != self.bar.text:
            return
        self.bar.mistake = None
        if not self.bar.is_open:
            if answer.settled:
                self._filter(answer.filter, must=True)
                self.remember(answer.filter.text)
        elif self._keeping == answer.text and answer.filter.text == answer.text.strip():
            self._leave_bar(answer.filter)
            self.reader.workspace.go(TIMELINE)
        else:
            self._accepted.take(answer)
            self._filter(answer.filter)

    @on(QuestionFailed)
    def let_type(self) -> None:
        """Let the text be mended or kept once more, for it is not kept now."""
        self.bar.field.held = None

    @on(Mistaken)
    def underline(self, answer: Mistaken) -> None:
        """Show what is wrong; the list is the last good one that no half of the mistake made."""
        if self.bar.is_open and answer.text == self.bar.text:
            self.bar.mistake = answer.error
            if (left := self._accepted.left_by(answer)) != self.filter:
                self._filter(left)
        elif answer.settled and not self.bar.is_open:
            say(self.screen, f"no filter: {answer.error.message}")

    @on(MovedOn)
    def move_on(self, answer: MovedOn) -> None:
        """Filter by the same as of now, unless there is another filter by now."""
        if self._may_move_on and answer.filter.text == self.filter.text:
            self._filter(answer.filter, must=True)

    @on(ValuesKnown)
    def learn_values(self, answer: ValuesKnown) -> None:
        """Take note of the values of a field."""
        self._suggesting.learn(self.bar, answer)

    @on(Timeline.ChipClicked)
    def take_chip(self, clicked: Timeline.ChipClicked) -> None:
        """Take the term that was clicked away."""
        self._filter(self.filter.without(clicked.number), must=True)

    def apply(self, text: str) -> None:
        """Filter by a text; what is wrong with it is said."""
        self._asking.ask("filter", partial(understanding, text=text, read=text, clock=self._clock, settled=True))

    def remember(self, text: str) -> None:
        """Take note that a text was used as the filter."""
        self.queries = with_query(self.queries, text)

    def left(self, remembered: Remembered) -> Remembered:
        """Return what is remembered of a store with how the filter is left."""
        return replace(remembered, query=self.filter.text, queries=self.queries)

    def _filter(self, now: Filter, *, must: bool = False) -> None:
        """Filter; the cursor stays on the event that was selected, `must` it be so wherever that is."""
        selected = self.reader.timeline.selected
        uid = self._selected if self.bar.is_open else selected.uid if selected else None
        self.reader.filter_by(now.question, uid, must=must)
        self.filter = now

    def _leave_bar(self, now: Filter) -> None:
        """Put the bar away and filter by something."""
        given_back = now == self._before and now != self.filter
        self._filter(now, must=given_back)
        self._asking.cancel()
        self._asking.failed.clear()
        self.bar.close()
        self.remove_class("-typing")
        self.remember(now.text)

    def _clock(self) -> "Clock":
        return clock_at(self._now, zone_in(self.time_format, self._view.zone))

    def action_filter(self) -> None:
        selected = self.reader.timeline.selected
        self.reader.workspace.reveal(TIMELINE)
        self._before, self._selected = self.filter, selected.uid if selected else None
        self._accepted.begin(self.filter)
        self.bar.history = self.queries
        self.bar.open(self.filter.text)
        self.add_class("-typing")

    def action_clear_filter(self) -> None:
        self._filter(NO_FILTER, must=True)

    def action_drop(self) -> None:
        self._filter(self.filter.without(len(self.filter.chips) - 1), must=True)
