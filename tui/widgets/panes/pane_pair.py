"""The lines of an event, or of two sides, in a pane with a cursor."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.worker import get_current_worker

from store.diff.changes import Element
from store.model.timeline import Event
from tui.presentation.changes.comparison import Subject
from tui.presentation.panes.lines.change_lines import Drawn, drawn
from tui.presentation.panes.pane_lines import Extent, LineKey, PaneLine, Unfolded
from tui.presentation.panes.pane_rows import ascii_text
from tui.presentation.panes.pane_search import pattern
from tui.presentation.panes.pane_titles import pane_title
from tui.presentation.signs import ASCII, Signs
from tui.widgets.layer import Layer
from tui.widgets.panes.change_pane import ChangePane

EDGES = 3
"""Columns of a pane that hold no text: both edges and the scrollbar."""

LARGE_BYTES = 65_536
"""Entries larger than this are compared, drawn and searched off the event loop."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What shall be drawn: a subject as far as it is unfolded, in so many columns, those of a side or None.

    The cursor goes to the line `goal`, where there is one, or to what is told of the series `name`.
    """

    subject: Subject
    unfolded: Unfolded
    width: int
    half: int | None
    goal: LineKey | None = None
    name: str | None = None

    @property
    def is_large(self) -> bool:
        """Whether it takes its time, as two sides may."""
        return not isinstance(self.subject, Event) or len(self.subject.content) > LARGE_BYTES


class PanePair(Layer):
    """The state before and the state after, next to each other or, unified, in every row.

    `cursor` is the number of a line.
    """

    cursor: reactive[int] = reactive(0, init=False, repaint=False)

    pane = getters.query_one(ChangePane)

    @dataclass
    class Built(Message):
        """The lines of something large are ready."""

        drawing: Drawing
        drawn: Drawn

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._ascii_only = signs is ASCII
        self._drawn: Drawn | None = None
        self._drawing: Drawing | None = None
        self._note = ""

    def compose(self) -> ComposeResult:
        yield ChangePane(ascii_only=self._ascii_only)

    @property
    def drawn(self) -> Drawn | None:
        """What is shown; None for nothing."""
        return self._drawn

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

    def draw(self, drawing: Drawing) -> None:
        """Show a subject: at once when it is small, else when a worker has its lines."""
        self._drawing = drawing
        self.workers.cancel_group(self, "lines")
        if drawing.is_large:
            self._say("comparing…")
            self.build_lines(drawing, self._drawn)
        else:
            self._show(drawing, drawn(drawing.subject, self._drawn, drawing.unfolded, drawing.width, drawing.half))

    # without a description a worker writes all its arguments down, which takes longer than drawing them
    @work(thread=True, exclusive=True, group="lines", description="lines")
    def build_lines(self, drawing: Drawing, last: Drawn | None) -> None:
        """Build the lines of something large off the event loop; answer with a message."""
        built = drawn(drawing.subject, last, drawing.unfolded, drawing.width, drawing.half)
        if not get_current_worker().is_cancelled:
            self.post_message(self.Built(drawing, built))

    @on(Built)
    def show_built(self, message: Built) -> None:
        """Show the lines, unless others are wanted meanwhile."""
        message.stop()
        if message.drawing is self._drawing:
            self._show(message.drawing, message.drawn)

    def _show(self, drawing: Drawing, drawn: Drawn) -> None:
        """Show lines; the same subject again keeps its cursor, another one starts at its first change."""
        cursor = self._place_in(drawn, drawing.goal)
        if drawing.name is not None:
            cursor = next(_about(drawing.name, drawn.lines), cursor)
        self._drawn = drawn
        self.pane.show(drawn.rows, cursor)
        self.set_reactive(PanePair.cursor, cursor)
        self._say("")
        self._entitle()
        self.pane.keep_in_sight(cursor)
        self.refresh_bindings()

    def clear(self) -> None:
        """Show nothing."""
        self.workers.cancel_group(self, "lines")
        self._drawn = self._drawing = None
        self.set_reactive(PanePair.cursor, 0)
        self.pane.show((), 0)

    def _say(self, busy: str) -> None:
        """Say in the lower edge what is under way, else what is searched for, else how much is shown."""
        extent = self._drawing.unfolded.extent if self._drawing else Extent.CHANGES
        self.pane.border_subtitle = self._edge(busy or self._note or extent.value)

    def search_for(self, words: str, note: str) -> None:
        """Mark some words wherever they are in sight, none for no words; the note stands in the lower edge."""
        self._note = note
        self.pane.searched = pattern(words) if words else None
        self._say("")
        self._entitle()

    def go_to(self, key: LineKey) -> bool:
        """Move the cursor to a line by its key; return whether it is shown."""
        number = next((number for number, line in enumerate(self.lines) if line.key == key), None)
        if number is not None:
            self.cursor = number
        return number is not None

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
        self.pane.cursor = after
        self.pane.keep_in_sight(after)
        self._entitle()
        if len({bool(self.lines[number].fold) for number in (before, after) if number < len(self.lines)}) == 2:
            self.refresh_bindings()

    def _place_in(self, drawn: Drawn, goal: LineKey | None) -> int:
        """Return where the cursor stands among other lines."""
        line = self.line
        if goal is None and (self._drawn is None or self._drawn.comparison.subject is not drawn.comparison.subject):
            return drawn.stops[0] if drawn.stops else 0
        key = line.key if goal is None and line else goal
        found = (number for number, one in enumerate(drawn.lines) if one.key == key)
        return next(found, max(0, min(self.cursor, len(drawn.lines) - 1)))

    def _entitle(self) -> None:
        if self._drawn:
            # while hits are walked, n and N do not lead from change to change
            title = pane_title(self._drawn, self.cursor, walks=not self._note)
            self.pane.border_title = self._edge(title)

    def _edge(self, words: str) -> Content:
        return Content(ascii_text(words) if self._ascii_only else words).highlight_regex(
            "[─┬]{2,}", style="$text-muted"
        )


def _about(name: str, lines: Sequence[PaneLine]) -> Iterator[int]:
    """Give the numbers of the lines about an element of a list that goes by a name."""
    for number, line in enumerate(lines):
        for step in line.at.steps if line.at else ():
            if isinstance(step, Element) and step.identity and step.identity.partition("=")[2] == name:
                yield number
