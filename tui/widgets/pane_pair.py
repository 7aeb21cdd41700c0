"""Two panes with one cursor, aligned and scrolled together."""

from bisect import bisect_left, bisect_right

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive

from tui.presentation.panes.change_lines import Drawn
from tui.presentation.panes.pane_lines import PaneLine
from tui.presentation.panes.pane_rows import Part, ascii_text, side_rows, unified_rows
from tui.presentation.panes.pane_titles import BEFORE, after_title
from tui.presentation.signs import ASCII, Signs
from tui.widgets.change_pane import ChangePane

EDGES = 3
"""Columns of a pane that hold no text: both edges and the scrollbar."""


class PanePair(Horizontal):
    """The state before and the state after of one event; `cursor` is the number of a line.

    Unified, the pane of the state after shows both.
    """

    cursor: reactive[int] = reactive(0, init=False, repaint=False)

    before_pane = getters.query_one("#before", ChangePane)
    after_pane = getters.query_one("#after", ChangePane)

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._ascii_only = signs is ASCII
        self._drawn: Drawn | None = None
        self._unified = False

    def compose(self) -> ComposeResult:
        yield ChangePane(Part.BEFORE, ascii_only=self._ascii_only)
        yield ChangePane(Part.AFTER, ascii_only=self._ascii_only)

    def on_mount(self) -> None:
        self.watch(self.before_pane, "scroll_y", self.after_pane.follow, init=False)
        self.watch(self.after_pane, "scroll_y", self.before_pane.follow, init=False)
        self.before_pane.border_title = self._edge(BEFORE)

    @property
    def lines(self) -> tuple[PaneLine, ...]:
        """The lines shown, folded as they are."""
        return self._drawn.lines if self._drawn else ()

    @property
    def line(self) -> PaneLine | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    @property
    def outer(self) -> int:
        """The line that the one under the cursor lies in; the same where it lies in none."""
        line = self.line
        above = range(self.cursor - 1, -1, -1) if line else ()
        return next((number for number in above if line and self.lines[number].depth < line.depth), self.cursor)

    @property
    def page(self) -> int:
        """How many rows are in sight."""
        return self.after_pane.scrollable_content_region.height

    def show(self, drawn: Drawn, *, unified: bool) -> None:
        """Show an event; the same one again keeps its cursor, another starts at its first change."""
        cursor = self._place_in(drawn)
        self._drawn, self._unified = drawn, unified
        self.set_class(unified, "-unified")
        self.before_pane.show(() if unified else side_rows(drawn.lines, Part.BEFORE), cursor)
        rows = unified_rows(drawn.lines, self.size.width - EDGES) if unified else side_rows(drawn.lines, Part.AFTER)
        self.after_pane.show(rows, cursor)
        self.set_reactive(PanePair.cursor, cursor)
        self.announce("")
        self._entitle()
        self.after_pane.keep_in_sight(cursor)
        self.call_after_refresh(self._level)

    def clear(self) -> None:
        """Show nothing."""
        self._drawn = None
        self.set_reactive(PanePair.cursor, 0)
        for pane in (self.before_pane, self.after_pane):
            pane.show((), 0)

    def announce(self, words: str) -> None:
        """Say what is under way, in the lower edge."""
        self.after_pane.border_subtitle = self._edge(words)

    def move(self, lines: int) -> None:
        """Move the cursor by lines, as far as there are any."""
        self.cursor = max(0, min(self.cursor + lines, len(self.lines) - 1))

    def stop_from(self, step: int) -> int:
        """Return the next change after the cursor, or before it; round at the ends."""
        stops = self._drawn.stops if self._drawn else ()
        if not stops:
            return self.cursor
        place = bisect_right(stops, self.cursor) if step > 0 else bisect_left(stops, self.cursor) - 1
        return stops[place % len(stops)]

    def watch_cursor(self, before: int, after: int) -> None:
        self.before_pane.cursor = self.after_pane.cursor = after
        self.after_pane.keep_in_sight(after)
        self._entitle()
        if len({bool(self.lines[number].fold) for number in (before, after) if number < len(self.lines)}) == 2:
            self.refresh_bindings()

    def _place_in(self, drawn: Drawn) -> int:
        """Return where the cursor stands among other lines."""
        if self._drawn is None or self._drawn.comparison.event is not drawn.comparison.event:
            return drawn.stops[0] if drawn.stops else 0
        line = self.line
        found = (number for number, one in enumerate(drawn.lines) if line and one.key == line.key)
        return next(found, max(0, min(self.cursor, len(drawn.lines) - 1)))

    def _entitle(self) -> None:
        if self._drawn:
            title = after_title(self._drawn.comparison, self._drawn.stops, self.cursor, unified=self._unified)
            self.after_pane.border_title = self._edge(title)

    def _edge(self, words: str) -> Content:
        return Content(ascii_text(words) if self._ascii_only else words)

    def _level(self) -> None:
        self.before_pane.follow(self.after_pane.scroll_y)
