"""The chart: before and after of one series over the day, the difference under it."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.quarter_hours.charts.chart import Cells
from tui.presentation.quarter_hours.charts.chart_rows import chart_rows
from tui.presentation.quarter_hours.charts.day_axis import Columns, DayAxis
from tui.presentation.quarter_hours.charts.tracks import Track
from tui.presentation.signs import Signs
from tui.widgets.palette import ROLE_CLASSES, Palette
from tui.widgets.quarter_hours.painting import CURSOR, painted


class DayChart(Widget):
    """Draws a series as high as it is; told what to show, it says which quarter-hour was clicked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, CURSOR}

    @dataclass
    class PlaceChosen(Message):
        """A quarter-hour was clicked."""

        place: int

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs
        self._palette = Palette(self)
        self._track: Track | None = None
        self._axis: DayAxis | None = None
        self._place = 0
        self._rows: tuple[Cells, ...] | None = None
        self._drawn_at = self.size

    @property
    def columns(self) -> Columns:
        """Where the quarter-hours stand: one cell is left for the scroll bar that the strip above has."""
        return Columns.of(len(self._axis.labels) if self._axis else 0, self.size.width - 1)

    def show(self, track: Track, axis: DayAxis, place: int) -> None:
        """Show a series with the cursor at a quarter-hour."""
        if track is not self._track or axis is not self._axis:
            self._rows = None
        self._track, self._axis, self._place = track, axis, place
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if self._track is None or self._axis is None:
            return Strip.blank(self.size.width, self.rich_style)
        columns = self.columns
        if self._rows is None or self._drawn_at != self.size:
            # lines are asked for at a new size before the news of it comes
            self._drawn_at = self.size
            self._rows = chart_rows(self._track, self._axis, columns, self.size.height, self._signs)
        row = self._rows[y] if y < len(self._rows) else ()
        return painted(self._palette, row, self.size.width, columns.cells_of(self._place))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        place = self.columns.place_at(offset.x) if offset is not None else None
        if place is not None:
            self.post_message(self.PlaceChosen(place))
