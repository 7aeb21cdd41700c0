"""The heat strip: all series over the day, so that one sees where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size, clamp
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keys.key_names import way
from tui.presentation.pieces import Line, cells
from tui.presentation.quarter_hours.charts.chart import Cell, Cells
from tui.presentation.quarter_hours.charts.day_axis import Columns
from tui.presentation.quarter_hours.charts.strip import STRIP_GUTTER, strip_row, strip_totals
from tui.presentation.quarter_hours.charts.tracks import DayTracks, Track
from tui.presentation.signs import Signs
from tui.widgets.palette import ROLE_CLASSES, Palette
from tui.widgets.quarter_hours.painting import CURSOR, painted

_way = partial(way, "strip")

HEAT_CLASSES = frozenset({"heat--both", *(f"heat--{side}-{level}" for side in ("more", "less") for level in (1, 2, 3))})
"""The component classes of the grounds that differences lie on."""


class SeriesStrip(ScrollView, can_focus=True, inherit_bindings=False):
    """One row for each series; told what to show, it says which series or quarter-hour was chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, *HEAT_CLASSES, CURSOR}

    BINDINGS: ClassVar[list[BindingType]] = [
        _way("down,j", "move(1)", "down", "The series below"),
        _way("up,k", "move(-1)", "up", "The series above"),
        _way("pagedown", "page(1.0)", "page_down", "A page of series down"),
        _way("pageup", "page(-1.0)", "page_up", "A page of series up"),
        _way("g", "move(-1000000)", "first", "The first series"),
        _way("G", "move(1000000)", "last", "The last series"),
    ]

    @dataclass
    class SeriesChosen(Message):
        """Another series shall be looked at; `index` counts from 0, `place` is the quarter-hour, if one was."""

        index: int
        place: int | None = None

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs
        self._palette = Palette(self)
        self._tracks: DayTracks | None = None
        self._rows: Sequence[Track] = ()
        self._selected = 0
        self._place = 0
        self._drawn: dict[int, Cells] = {}

    @property
    def columns(self) -> Columns:
        """Where the quarter-hours stand."""
        places = len(self._tracks.axis.labels) if self._tracks else 0
        return Columns.of(places, self._width, STRIP_GUTTER)

    def show(self, tracks: DayTracks, rows: Sequence[Track], selected: int, place: int) -> None:
        """Show these series, one of them selected, with the cursor at a quarter-hour."""
        if rows is not self._rows or tracks is not self._tracks:
            self._drawn.clear()
        self._drawn.pop(self._selected, None)
        self._drawn.pop(selected, None)
        self._tracks, self._rows, self._selected, self._place = tracks, rows, selected, place
        self.virtual_size = Size(0, len(rows))
        self._keep_in_sight()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        if self._tracks is None or index >= len(self._rows):
            return Strip.blank(self.scrollable_content_region.width, self.rich_style)
        if index not in self._drawn:
            self._drawn[index] = self._row(self._tracks, index)
        cursor = self.columns.cells_of(self._place)
        return painted(self._palette, self._drawn[index], self.scrollable_content_region.width, cursor)

    def _row(self, tracks: DayTracks, index: int) -> Cells:
        columns, track = self.columns, self._rows[index]
        row = strip_row(tracks, track, columns, self._signs, selected=index == self._selected)
        totals: Line = strip_totals(track, tracks.axis, self._signs)
        if columns.width + cells(totals) + 2 <= self._width:
            return (*row, Cell("  "), *(Cell(piece.text, piece.role) for piece in totals))
        return row

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _keep_in_sight(self) -> None:
        height = max(1, self.scrollable_content_region.height)
        top = clamp(self.scroll_offset.y, self._selected - height + 1, self._selected)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()

    def on_resize(self) -> None:
        self._drawn.clear()
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y + self.scroll_offset.y < len(self._rows):
            place = self.columns.place_at(offset.x)
            self.post_message(self.SeriesChosen(offset.y + self.scroll_offset.y, place))

    def action_move(self, rows: int) -> None:
        index = clamp(self._selected + rows, 0, max(0, len(self._rows) - 1))
        if index != self._selected:
            self.post_message(self.SeriesChosen(index))

    def action_page(self, pages: float) -> None:
        self.action_move(round(max(1, self.scrollable_content_region.height) * pages))
