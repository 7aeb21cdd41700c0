"""What an event changed: before and after side by side, or one after the other."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Static

from store.diff.versions.sides import Sides
from store.model.texts.inert import inert
from store.model.timeline import Event
from tui.presentation.changes.comparison import Subject, is_two_sided
from tui.presentation.panes.lines.change_lines import every_line
from tui.presentation.panes.pane_lines import ChangeAt, Fold, LineKey, Unfolded
from tui.presentation.panes.pane_rows import left_cells
from tui.presentation.signs import UNICODE, Signs
from tui.widgets.lines.search_line import SearchLine
from tui.widgets.panes.change_pane import ChangePane
from tui.widgets.panes.pane_pair import EDGES, Drawing, PanePair

NARROW = 80
"""Columns below which both sides share every row."""


class ChangePanes(Widget, can_focus=True):
    """Before and after of one event, or any two sides, aligned and folded together; in one below `narrow` columns.

    Of `event` and `sides` the one that was set last is shown. `failure` is one sentence that stands above
    the last answer, which stays; `nothing` stands there while nothing is shown.
    """

    HELP = """
    ## What changed

    The state before the event and the state after it, line by line.
    `~` changed, `+` added, `-` removed, `⋯` unchanged and folded; `∅` is null, `·` is missing.
    Amounts are MW for each quarter-hour by its local time; the last column is after minus before.

    What did not change is folded: `x` shows what stands next to a change in its place, then everything.
    `/` searches labels and values, also in what is folded; `n` and `N` then walk the hits, whose folds
    open, until `escape` ends the search. Equal quarter-hours on one line count once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "stop(1)", "Next", tooltip="Go to the next change, or hit", id="panes.next"),
        Binding("N", "stop(-1)", "Previous", tooltip="Go to the change or hit before", id="panes.previous", show=False),
        Binding("/", "search(True)", "Search", tooltip="Search labels and values", id="panes.search", show=False),
        Binding("escape", "search(False)", "End search", tooltip="End the search", id="panes.search_end", show=False),
        Binding("enter,space", "fold", "Fold", tooltip="Open or close the line", id="panes.fold", show=False),
        Binding("x", "expand", "Expand", tooltip="Changes only, with context, or everything", id="panes.expand"),
        Binding("w", "layout", "Layout", tooltip="Side by side, or both in one row", id="panes.layout", show=False),
        Binding("right,l", "fold(True)", "Open", tooltip="Open the line", id="panes.open", show=False),
        Binding("left,h", "fold(False)", "Close", tooltip="Close the line", id="panes.close", show=False),
        Binding("down,j", "move(1)", "Down", tooltip="One line down", id="panes.down", show=False),
        Binding("up,k", "move(-1)", "Up", tooltip="One line up", id="panes.up", show=False),
        Binding("pagedown", "move(0, 1.0)", "Page down", tooltip="One page down", id="panes.page_down", show=False),
        Binding("pageup", "move(0, -1.0)", "Page up", tooltip="One page up", id="panes.page_up", show=False),
        Binding("ctrl+d", "move(0, 0.5)", "Half down", tooltip="Half a page down", id="panes.half_down", show=False),
        Binding("ctrl+u", "move(0, -0.5)", "Half up", tooltip="Half a page up", id="panes.half_up", show=False),
        Binding("home,g", "move(-1000000)", "Top", tooltip="To the first line", id="panes.top", show=False),
        Binding("end,G", "move(1000000)", "Bottom", tooltip="To the last line", id="panes.bottom", show=False),
    ]

    event: var[Event | None] = var(None, init=False)
    # two states may be large: telling whether they are others takes as long as showing them
    sides: var[Sides | None] = var(None, init=False, always_update=True)
    failure: var[str | None] = var(None, init=False)

    pair = getters.query_one(PanePair)
    search_line = getters.query_one(SearchLine)

    def __init__(
        self, signs: Signs = UNICODE, *, narrow: int = NARROW, nothing: str = "Select an event\nto see what it changed"
    ) -> None:
        super().__init__()
        self._nothing = nothing
        self._signs = signs
        self._narrow = narrow
        self._subject: Subject | None = None
        self._sought: str | None = None
        self._unfolded = Unfolded()
        self._side_by_side: bool | None = None

    def compose(self) -> ComposeResult:
        yield Static(classes="failure")
        yield Static(Content(self._nothing), classes="nothing")
        yield PanePair(self._signs)
        yield SearchLine()

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
        if self._subject is None or not is_two_sided(self._subject):
            return True
        return self.size.width < self._narrow if self._side_by_side is None else not self._side_by_side

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted:
            return True
        search, drawn, line = self.search_line, self.pair.drawn, self.pair.line
        if parameters == (False,) and action == "search":
            return search.is_open or search.found is not None
        if search.is_open and action in {"stop", "fold", "expand", "layout", "search"}:
            # their keys are typed into the line
            return False
        possible = {
            "stop": bool(search.found.hits if search.found else drawn and drawn.stops),
            "fold": bool(parameters or (line and line.fold)),
            "expand": bool(drawn),
            "search": bool(drawn),
            "layout": bool(drawn and drawn.comparison.two_sided),
        }
        return True if possible.get(action, True) else None

    def seek(self, name: str) -> None:
        """Put the cursor on what is told of a series, by its name, when what is set next is drawn."""
        self._sought = name

    def watch_event(self, event: Event | None) -> None:
        self._take(event)

    def watch_sides(self, sides: Sides | None) -> None:
        self._take(sides)

    def _take(self, subject: Subject | None) -> None:
        if not self.children:
            return
        self.set_class(subject is None, "-empty")
        self._unfolded = Unfolded(self._unfolded.extent)
        self._subject = subject
        self._end_search()
        if subject is None:
            self.pair.clear()
            self.refresh_bindings()
        else:
            self._draw()

    def watch_failure(self, failure: str | None) -> None:
        self.set_class(failure is not None, "-failed")
        for line in self.query(".failure").results(Static):
            line.update(Content(inert(failure or "")))

    def _draw(self, goal: LineKey | None = None) -> None:
        """Show what is compared as it is unfolded, with the cursor on the line `goal` where there is one."""
        width = self.size.width - EDGES
        if self._subject is not None:
            half = None if self.unified else left_cells(width)
            self.pair.draw(Drawing(self._subject, self._unfolded, width, half, goal, self._sought))
            self._sought = None

    def on_resize(self, _: events.Resize) -> None:
        if self.pair.drawn is not None:
            self._draw()

    @on(SearchLine.Asked)
    def search(self, asked: SearchLine.Asked) -> None:
        """Search all lines, also those that are folded away; no words end the search."""
        asked.stop()
        self.focus()
        drawn, line = self.pair.drawn, self.pair.line
        if not asked.words or drawn is None or self._subject is None:
            self._end_search()
            return
        width = self.size.width - EDGES
        everything = replace(self._unfolded, searched=True)
        lines = partial(every_line, drawn.comparison, everything, width, drawn.half or width)
        drawing = Drawing(self._subject, everything, width, drawn.half)
        self.search_line.search(asked.words, lines, line.key if line else None, apart=drawing.is_large)

    @on(SearchLine.HitChosen)
    def show_hit(self, chosen: SearchLine.HitChosen) -> None:
        """Go to a hit and open what it is folded in; mark all that are in sight."""
        chosen.stop()
        found = self.search_line.found
        self.pair.search_for(found.words if found else "", self.search_line.note)
        if chosen.hit is not None and not self.pair.go_to(chosen.hit.key):
            self._unfolded = self._unfolded.with_open(chosen.hit.folds)
            self._draw(chosen.hit.key)
        self.refresh_bindings()

    def _end_search(self) -> None:
        self.search_line.end()
        self.pair.search_for("", "")
        self.refresh_bindings()

    @on(ChangePane.LineChosen)
    def choose_line(self, message: ChangePane.LineChosen) -> None:
        """Move to the line that was clicked; open or close it."""
        message.stop()
        self.pair.cursor = message.index
        self.action_fold()

    def action_stop(self, step: int) -> None:
        if self.search_line.found:
            self.search_line.walk(step)
        else:
            self.pair.cursor = self.pair.stop_from(step)

    def action_search(self, opening: bool) -> None:
        if opening:
            self.search_line.open()
        else:
            self._end_search()
            self.focus()
        self.refresh_bindings()

    def action_move(self, lines: int, pages: float = 0.0) -> None:
        self.pair.move(lines + round(pages * max(1, self.pair.page - 1)))

    def action_fold(self, opening: bool | None = None) -> None:
        line = self.pair.line
        if line is None:
            return
        if line.fold and opening in {None, line.fold is not Fold.OPEN}:
            self._unfolded = self._unfolded.toggled(line)
            self._draw()
        elif opening is False:
            self.pair.cursor = self.pair.outer

    def action_expand(self) -> None:
        self._unfolded = Unfolded(self._unfolded.extent.following)
        self._draw()
        if self.search_line.found:
            self.post_message(SearchLine.Asked(self.search_line.found.words))

    def action_layout(self) -> None:
        self._side_by_side = self.unified
        self._draw()
