"""The lines of one event in a pane, with a cursor."""

from bisect import bisect_left, bisect_right

from textual import getters
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive

from store.diff.changes import Element
from tui.presentation.panes.change_lines import Drawn
from tui.presentation.panes.pane_lines import PaneLine
from tui.presentation.panes.pane_rows import ascii_text, left_cells, side_rows, unified_rows
from tui.presentation.panes.pane_titles import pane_title
from tui.presentation.signs import ASCII, Signs
from tui.widgets.change_pane import ChangePane

EDGES = 3
"""Columns of a pane that hold no text: both edges and the scrollbar."""


class PanePair(Container):
    """The state before and the state after of one event, next to each other or, unified, in every row.

    `cursor` is the number of a line.
    """

    cursor: reactive[int] = reactive(0, init=False, repaint=False)

    pane = getters.query_one(ChangePane)

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._ascii_only = signs is ASCII
        self._drawn: Drawn | None = None
        self._left: int | None = None

    def compose(self) -> ComposeResult:
        yield ChangePane(ascii_only=self._ascii_only)

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
        return self.pane.scrollable_content_region.height

    def show(self, drawn: Drawn, width: int, *, unified: bool) -> None:
        """Show an event in so many columns; the same one again keeps its cursor, another starts at its first change."""
        cursor = self._place_in(drawn)
        self._drawn, self._left = drawn, None if unified else left_cells(width)
        rows = unified_rows(drawn.lines, width) if unified else side_rows(drawn.lines)
        self.pane.show(rows, cursor)
        self.set_reactive(PanePair.cursor, cursor)
        self.announce("")
        self._entitle()
        self.pane.keep_in_sight(cursor)

    def clear(self) -> None:
        """Show nothing."""
        self._drawn = None
        self.set_reactive(PanePair.cursor, 0)
        self.pane.show((), 0)

    def announce(self, words: str) -> None:
        """Say what is under way, in the lower edge."""
        self.pane.border_subtitle = self._edge(words)

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

    def place_of(self, name: str) -> int:
        """Return the first line about an element of a list that goes by a name; the cursor's where there is none."""
        for number, line in enumerate(self.lines):
            for step in line.at.steps if line.at else ():
                if isinstance(step, Element) and step.identity and step.identity.partition("=")[2] == name:
                    return number
        return self.cursor

    def watch_cursor(self, before: int, after: int) -> None:
        self.pane.cursor = after
        self.pane.keep_in_sight(after)
        self._entitle()
        if len({bool(self.lines[number].fold) for number in (before, after) if number < len(self.lines)}) == 2:
            self.refresh_bindings()

    def _place_in(self, drawn: Drawn) -> int:
        """Return where the cursor stands among other lines."""
        if self._drawn is None or self._drawn.comparison.subject is not drawn.comparison.subject:
            return drawn.stops[0] if drawn.stops else 0
        line = self.line
        found = (number for number, one in enumerate(drawn.lines) if line and one.key == line.key)
        return next(found, max(0, min(self.cursor, len(drawn.lines) - 1)))

    def _entitle(self) -> None:
        if self._drawn:
            title = pane_title(self._drawn.comparison, self._drawn.stops, self.cursor, self._left)
            self.pane.border_title = self._edge(title)

    def _edge(self, words: str) -> Content:
        return Content(ascii_text(words) if self._ascii_only else words).highlight_regex(
            "[─┬]{2,}", style="$text-muted"
        )
