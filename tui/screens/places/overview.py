"""The histogram over the timeline: asked for when something else is listed, and narrowed by."""

from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.reactive import var

from store.model.histogram import Histogram
from store.model.market.delivery_day import from_microseconds, microseconds
from store.model.readable_store import ReadableStore
from tui.presentation.times import TimeFormat, zone_in
from tui.questions.answers import QuestionFailed, ScopeLoaded
from tui.questions.pages import Asked
from tui.questions.places import HistogramLoaded, histogram
from tui.questions.superseding import Superseding, Turn
from tui.questions.watching.arrivals import Arrived
from tui.screens.asking import Asking
from tui.screens.filtering.filtering import Filtering
from tui.screens.reader import Reader
from tui.screens.toasts import say
from tui.view import View
from tui.widgets.layer import Layer
from tui.widgets.places.histogram_bar import HistogramBar
from tui.widgets.timeline.timeline import Timeline
from tui.widgets.workspace import TIMELINE

GROUP = "histogram"
PAUSE_SECONDS = 1.0
"""How long it waits while the same list only grows."""


class Overview(Layer):
    """Holds the panes; `store` is what is read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "4",
            "histogram",
            "Histogram",
            tooltip="Go to the histogram, to choose a span of time",
            id="main.histogram",
            show=False,
        ),
    ]

    store: var[ReadableStore | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)

    reader = getters.query_one(Reader)
    bar = getters.query_one(HistogramBar)

    def __init__(self, panes: Layer, *, view: View) -> None:
        super().__init__(panes)
        self._view = view
        self._drawn: tuple[Asked, int] | None = None
        self._counted: Turn | None = None
        self._superseding = Superseding()
        self._is_waiting = False
        self._asking = Asking(self, lambda: None)

    def why_not(self, _action: str) -> str | None:
        """Return why the histogram cannot be gone to; None when it can."""
        if not self.bar.display or not self.bar.size:
            return "there is no room for the histogram: it needs a higher screen"
        return None if self.bar.histogram.buckets else "there is no event to count"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_store(self, store: ReadableStore | None) -> None:
        self._asking.store = store
        # what is listed may have come before the store did
        self._ask()

    def watch_time_format(self) -> None:
        self._ask()

    @on(ScopeLoaded)
    def follow_list(self, answer: ScopeLoaded) -> None:
        """Count anew: at once what is another list, by and by what only grew."""
        if answer.page.asked != self.reader.asked:
            return
        self._mark_place()
        before, self._drawn = self._drawn, (answer.page.asked, answer.page.total)
        if before is None or before[0] != answer.page.asked:
            self._ask()
        elif before != self._drawn:
            self._wait()

    @on(Arrived)
    def follow_events(self, arrived: Arrived) -> None:
        """Count anew by and by what was written."""
        if arrived.rows and arrived.asked == self.reader.asked:
            self._wait()

    def _wait(self) -> None:
        if not self._is_waiting:
            self._is_waiting = True
            self.set_timer(PAUSE_SECONDS, self._ask_late)

    def _ask_late(self) -> None:
        self._is_waiting = False
        if self.bar.has_focus or self._counted is not None:
            # other buckets would be meant by what is being chosen, and what takes long would never come to its end
            self._wait()
        else:
            self._ask()

    def _ask(self) -> None:
        """Ask for the histogram of what is listed, where it is shown."""
        if self._drawn is not None and self.bar.room and self.store is not None:
            turn = self._counted = self._superseding.next_turn()
            zone = zone_in(self.time_format, self._view.zone)
            counting = partial(histogram, asked=self._drawn[0], zone=zone, most=self.bar.room, turn=turn)
            self._asking.ask_soon(GROUP, counting)

    @on(HistogramBar.RoomChanged)
    def fit(self, changed: HistogramBar.RoomChanged) -> None:
        changed.stop()
        self._ask()

    @on(HistogramLoaded)
    def show(self, answer: HistogramLoaded) -> None:
        answer.stop()
        if answer.turn is not self._counted:
            return
        self._counted = None
        if answer.asked == self.reader.asked:
            self.bar.histogram = answer.histogram
            self.refresh_bindings()

    @on(QuestionFailed)
    def leave_empty(self, failed: QuestionFailed) -> None:
        if failed.group == GROUP:
            failed.stop()
            self._counted = None
            self.bar.histogram = Histogram()

    @on(Timeline.EventSelected)
    def follow_cursor(self) -> None:
        self._mark_place()

    def _mark_place(self) -> None:
        selected = self.reader.timeline.selected
        self.bar.at = microseconds(selected.created_at) if selected else None

    @on(HistogramBar.RangeChosen)
    def narrow(self, chosen: HistogramBar.RangeChosen) -> None:
        """List only what came in the range, by the filter."""
        from store.query.language.narrowing import between, query_of
        from store.query.language.printing import printed

        chosen.stop()
        if not chosen.events:
            say(self.screen, "no event came in this span")
            return
        begins, ends = from_microseconds(chosen.begins), from_microseconds(chosen.ends)
        zone = zone_in(self.time_format, self._view.zone)
        query = between(query_of(self.reader.asked.question), begins, ends, zone)
        self.query_one(Filtering).apply(printed(query))
        self.reader.workspace.go(TIMELINE)

    @on(HistogramBar.Left)
    def leave(self, left: HistogramBar.Left) -> None:
        left.stop()
        self.reader.workspace.go(TIMELINE)

    def action_histogram(self) -> None:
        self.bar.enter()
