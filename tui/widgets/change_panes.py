"""What an event changed: before and after side by side, or one after the other."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from store.diff.sides import Sides
from store.model.inert import inert
from store.model.timeline import Event
from tui.presentation.changes.comparison import Subject
from tui.presentation.panes.change_lines import Drawn, drawn
from tui.presentation.panes.pane_lines import ChangeAt, Fold, Unfolded
from tui.presentation.panes.pane_rows import left_cells
from tui.presentation.signs import UNICODE, Signs
from tui.widgets.change_pane import ChangePane
from tui.widgets.pane_pair import EDGES, PanePair

NARROW = 80
"""Columns below which both sides share every row."""

LARGE_BYTES = 65_536
"""Entries larger than this are compared off the event loop."""


class ChangePanes(Widget, can_focus=True):
    """Before and after of one event, or any two sides, aligned and folded together; in one below `narrow` columns.

    Of `event` and `sides` the one that was set last is shown. `failure` is one sentence that stands above
    the last answer, which stays.
    """

    HELP = """
    ## What changed

    The state before the event and the state after it, line by line.
    `~` changed, `+` added, `-` removed, `⋯` unchanged and folded; `∅` is null, `·` is missing.
    Amounts are MW for each quarter-hour by its local time; the last column is after minus before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "stop(1)", "Next change", tooltip="Go to the next change", id="panes.next"),
        Binding("N", "stop(-1)", "Previous", tooltip="Go to the change before", id="panes.previous", show=False),
        Binding("enter,space", "fold", "Fold", tooltip="Open or close the line under the cursor", id="panes.fold"),
        Binding("x", "expand", "Expand", tooltip="Open everything, or show changes only", id="panes.expand"),
        Binding("w", "layout", "Layout", tooltip="Side by side, or both in one row", id="panes.layout", show=False),
        Binding("right,l", "fold(True)", "Open", tooltip="Open the line", id="panes.open", show=False),
        Binding("left,h", "fold(False)", "Close", tooltip="Close the line", id="panes.close", show=False),
        Binding("down,j", "move(1)", "Down", tooltip="One line down", id="panes.down", show=False),
        Binding("up,k", "move(-1)", "Up", tooltip="One line up", id="panes.up", show=False),
        Binding("pagedown", "page(1.0)", "Page down", tooltip="One page down", id="panes.page_down", show=False),
        Binding("pageup", "page(-1.0)", "Page up", tooltip="One page up", id="panes.page_up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half down", tooltip="Half a page down", id="panes.half_down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half up", tooltip="Half a page up", id="panes.half_up", show=False),
        Binding("home,g", "move(-1000000)", "Top", tooltip="To the first line", id="panes.top", show=False),
        Binding("end,G", "move(1000000)", "Bottom", tooltip="To the last line", id="panes.bottom", show=False),
    ]

    event: reactive[Event | None] = reactive(None, init=False)
    # two states may be large: telling whether they are others takes as long as showing them
    sides: reactive[Sides | None] = reactive(None, init=False, always_update=True)
    failure: reactive[str | None] = reactive(None, init=False)

    pair = getters.query_one(PanePair)

    @dataclass
    class Built(Message):
        """The lines of something large are ready."""

        subject: Subject
        drawn: Drawn

    def __init__(self, signs: Signs = UNICODE, *, narrow: int = NARROW) -> None:
        super().__init__()
        self._signs = signs
        self._narrow = narrow
        self._subject: Subject | None = None
        self._drawn: Drawn | None = None
        self._unfolded = Unfolded()
        self._sought: str | None = None
        self._side_by_side: bool | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="failure")
        yield Static(Content("Select an event\nto see what it changed"), classes="nothing")
        yield PanePair(self._signs)

    def on_mount(self) -> None:
        self._take(self.event if self.sides is None else self.sides)
        self.watch_failure(self.failure)

    @property
    def current(self) -> ChangeAt | None:
        """What stands under the cursor; None on a line without a value."""
        line = self.pair.line
        return line.at if line else None

    @property
    def unified(self) -> bool:
        """Whether both sides share every row: chosen, too narrow, or one side is nothing."""
        if self._drawn and not self._drawn.comparison.two_sided:
            return True
        return self.size.width < self._narrow if self._side_by_side is None else not self._side_by_side

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        drawn, line = self._drawn, self.pair.line if self.is_mounted else None
        possible = {
            "stop": bool(drawn and drawn.stops),
            "fold": bool(parameters or (line and line.fold)),
            "expand": bool(drawn),
            "layout": bool(drawn and drawn.comparison.two_sided),
        }
        return True if possible.get(action, True) else None

    def seek(self, name: str) -> None:
        """Put the cursor on what is told of a series, by its name, as soon as it is drawn."""
        self._sought = name

    def watch_event(self, event: Event | None) -> None:
        self._take(event)

    def watch_sides(self, sides: Sides | None) -> None:
        self._take(sides)

    def _take(self, subject: Subject | None) -> None:
        if not self.children:
            return
        self.set_class(subject is None, "-empty")
        self.workers.cancel_group(self, "lines")
        self._unfolded = Unfolded(everything=self._unfolded.everything)
        self._subject = subject
        if subject is None:
            self._drawn = None
            self.pair.clear()
            self.refresh_bindings()
        else:
            self._build(subject)

    def watch_failure(self, failure: str | None) -> None:
        self.set_class(failure is not None, "-failed")
        for line in self.query(".failure").results(Static):
            line.update(Content(inert(failure or "")))

    def _build(self, subject: Subject) -> None:
        """Show the lines of what is compared: at once for a small event, else when a worker has them."""
        width = self.size.width - EDGES
        half = None if self.unified else left_cells(width)
        if isinstance(subject, Event) and len(subject.content) <= LARGE_BYTES:
            self._show(drawn(subject, self._drawn, self._unfolded, width, half))
        else:
            self.pair.announce("comparing…")
            self.build_lines(subject, self._drawn, self._unfolded, width, half)

    @work(thread=True, exclusive=True, group="lines")
    def build_lines(
        self, subject: Subject, last: Drawn | None, unfolded: Unfolded, width: int, half: int | None
    ) -> None:
        """Build the lines of something large off the event loop; answer with a message."""
        built = drawn(subject, last, unfolded, width, half)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Built(subject, built))

    @on(Built)
    def show_built(self, message: Built) -> None:
        """Show the lines, unless something else was chosen meanwhile."""
        message.stop()
        if message.subject is self._subject:
            self._show(message.drawn)

    def _show(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self.pair.show(drawn, self.size.width - EDGES, unified=self.unified)
        if self._sought is not None:
            self.pair.cursor = self.pair.place_of(self._sought)
            self._sought = None
        self.refresh_bindings()

    def on_resize(self, _: events.Resize) -> None:
        if self._drawn is not None:
            self._build_again()

    @on(ChangePane.LineChosen)
    def choose_line(self, message: ChangePane.LineChosen) -> None:
        """Move to the line that was clicked; open or close it."""
        message.stop()
        self.pair.cursor = message.index
        self.action_fold()

    def action_stop(self, step: int) -> None:
        self.pair.cursor = self.pair.stop_from(step)

    def action_move(self, lines: int) -> None:
        self.pair.move(lines)

    def action_page(self, pages: float) -> None:
        self.pair.move(round(pages * max(1, self.pair.page - 1)))

    def action_fold(self, opening: bool | None = None) -> None:
        line = self.pair.line
        if line is None or self._drawn is None:
            return
        if line.fold and opening in {None, line.fold is not Fold.OPEN}:
            self._unfolded = self._unfolded.toggled(line.key)
            self._build_again()
        elif opening is False:
            self.pair.cursor = self.pair.outer

    def action_expand(self) -> None:
        self._unfolded = Unfolded(everything=not self._unfolded.everything)
        self._build_again()

    def action_layout(self) -> None:
        self._side_by_side = self.unified
        self._build_again()

    def _build_again(self) -> None:
        if self._subject is not None:
            self._build(self._subject)
