"""The table of one series: its quarter-hours in runs that open, with a cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size, clamp
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keys.key_names import way
from tui.presentation.pieces import Piece, Role
from tui.presentation.quarter_hours.charts.day_axis import DayAxis
from tui.presentation.quarter_hours.charts.tracks import Track
from tui.presentation.quarter_hours.plainly import in_signs
from tui.presentation.quarter_hours.table import Opened, TableLine, table_lines
from tui.presentation.signs import Signs
from tui.widgets.palette import ROLE_CLASSES, Palette
from tui.widgets.quarter_hours.painting import CURSOR, line_strip

_way = partial(way, "table")


class SlotTable(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines of one series; told what to show, it says to which quarter-hour its cursor went."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, CURSOR}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "fold", "Fold", tooltip="Open or close the run under the cursor", id="table.fold"),
        _way("down,j", "move(1)", "down", "The line below"),
        _way("up,k", "move(-1)", "up", "The line above"),
        _way("pagedown", "page(1.0)", "page_down", "A page down"),
        _way("pageup", "page(-1.0)", "page_up", "A page up"),
        _way("ctrl+d", "page(0.5)", "half_down", "Half a page down"),
        _way("ctrl+u", "page(-0.5)", "half_up", "Half a page up"),
        _way("g", "move(-1000000)", "first", "The first line"),
        _way("G", "move(1000000)", "last", "The last line"),
    ]

    @dataclass
    class PlaceChosen(Message):
        """The cursor went to a line that begins with this quarter-hour."""

        place: int

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs
        self._palette = Palette(self)
        self._track: Track | None = None
        self._axis: DayAxis | None = None
        self._opened: Opened = frozenset()
        self._lines: Sequence[TableLine] = ()
        self._cursor = 0

    def show(self, track: Track, axis: DayAxis, place: int) -> None:
        """Show a series with the cursor on the line of a quarter-hour."""
        if track is not self._track or axis is not self._axis:
            self._track, self._axis, self._opened = track, axis, frozenset()
            self._build()
        line = self._lines[self._cursor] if self._cursor < len(self._lines) else None
        if line is None or line.is_open or place not in line.places:
            self._cursor = self._line_of(place)
        self._keep_in_sight()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        at_cursor = index == self._cursor
        line, signs = self._lines[index], self._signs
        fold = " " if line.is_open is None else signs.open if line.is_open else signs.closed
        mark = Piece(signs.cursor if at_cursor else " ", Role.STRONG)
        head = (mark, Piece(f"{'  ' * line.depth}{fold} ", Role.MUTED))
        return line_strip(
            self._palette, (*head, *in_signs(line.line, signs)), width, self._signs.cut, at_cursor=at_cursor
        )

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        line = self._lines[self._cursor] if self._cursor < len(self._lines) else None
        return "this line has nothing to open or close" if action == "fold" and not _folds(line) else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()

    def on_resize(self) -> None:
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y + self.scroll_offset.y < len(self._lines):
            self._go(offset.y + self.scroll_offset.y)
            if event.chain == 2:
                self.action_fold()

    def action_move(self, lines: int) -> None:
        self._go(clamp(self._cursor + lines, 0, max(0, len(self._lines) - 1)))

    def action_page(self, pages: float) -> None:
        self.action_move(round(max(1, self.scrollable_content_region.height - 1) * pages))

    def action_fold(self) -> None:
        line = self._lines[self._cursor] if self._cursor < len(self._lines) else None
        if line is None or not _folds(line):
            return
        self._opened = self._opened ^ {line.places}
        self._build()
        self._cursor = next(index for index, one in enumerate(self._lines) if one.places == line.places)
        self._keep_in_sight()
        self.refresh()

    def _go(self, index: int) -> None:
        if index != self._cursor and self._lines:
            self._cursor = index
            self._keep_in_sight()
            self.refresh()
            self.refresh_bindings()
            self.post_message(self.PlaceChosen(self._lines[index].places.start))

    def _build(self) -> None:
        if self._track is not None and self._axis is not None:
            self._lines = table_lines(self._track, self._axis, self._opened)
            self.virtual_size = Size(0, len(self._lines))
            self.refresh_bindings()

    def _line_of(self, place: int) -> int:
        """Return the innermost line that tells of a quarter-hour."""
        found = [index for index, line in enumerate(self._lines) if place in line.places]
        return found[-1] if found else 0

    def _keep_in_sight(self) -> None:
        height = max(1, self.scrollable_content_region.height)
        top = clamp(self.scroll_offset.y, self._cursor - height + 1, self._cursor)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)


def _folds(line: TableLine | None) -> bool:
    return line is not None and line.is_open is not None
