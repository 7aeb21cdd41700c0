"""A comparison of a day on the screen: its series in a strip, and of one of them chart, values and table."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from tui.presentation.moves.move_lines import content
from tui.presentation.pieces import Line
from tui.presentation.quarter_hours.charts.day_axis import Columns
from tui.presentation.quarter_hours.charts.tracks import DayTracks, Track
from tui.presentation.quarter_hours.headings import chart_heading, strip_heading, table_heading
from tui.presentation.quarter_hours.plainly import in_signs
from tui.presentation.quarter_hours.readings import reading_line
from tui.presentation.quarter_hours.table import table_head
from tui.presentation.signs import Signs
from tui.widgets.plain_scroll_bar import scroll_plainly
from tui.widgets.quarter_hours.day_chart import DayChart
from tui.widgets.quarter_hours.series_strip import SeriesStrip
from tui.widgets.quarter_hours.slot_table import SlotTable

_BESIDE = 86
"""How many cells the table, and the scale of the chart, need beside its columns."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the series that are listed, which of them is selected, and the place of the cursor."""

    tracks: DayTracks
    rows: Sequence[Track] = ()
    selected: int = 0
    place: int = 0

    @property
    def track(self) -> Track | None:
        """The series that is selected."""
        return self.rows[self.selected] if self.selected < len(self.rows) else None


class DayView(Container):
    """Shows what it is told to look at; its parts say which series or quarter-hour was chosen."""

    strip = getters.query_one(SeriesStrip)
    chart = getters.query_one(DayChart)
    table = getters.query_one(SlotTable)

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs
        self._looked: Looked | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="strip-heading", classes="heading", markup=False)
        yield SeriesStrip(self._signs)
        with Container(id="below"):
            with Vertical(id="chart-box"):
                yield Static(id="chart-heading", classes="heading", markup=False)
                yield DayChart(self._signs)
                yield Static(id="reading", markup=False)
            with Vertical(id="table-box"):
                yield Static(id="table-heading", classes="heading", markup=False)
                yield Static(id="table-head", classes="heading", markup=False)
                yield SlotTable(self._signs)

    def on_mount(self) -> None:
        scroll_plainly(self, self._signs)

    def look_at(self, looked: Looked) -> None:
        """Show a series of a comparison with the cursor at a quarter-hour."""
        first = self._looked is None
        self._looked = looked
        self.set_class(looked.track is None, "-empty")
        if first:
            self._arrange()
            self.call_after_refresh(self._draw)
        else:
            self._draw()

    @on(events.Resize)
    def draw_anew(self) -> None:
        self._arrange()
        self.call_after_refresh(self._draw)

    @on(events.DescendantFocus)
    def show_focus(self) -> None:
        self.set_class(self.table.has_focus, "-table")

    def _arrange(self) -> None:
        """Put the table beside the chart where there is room for both, and the chart would not use it."""
        places = len(self._looked.tracks.axis.labels) if self._looked else 0
        chart = Columns.of(places, self.size.width - 1)
        self.set_class(chart.each == chart.shared == 1 and self.size.width - places >= _BESIDE, "-beside")

    def _draw(self) -> None:
        looked, signs = self._looked, self._signs
        if looked is None:
            return
        tracks, track, place = looked.tracks, looked.track, looked.place
        if track is not None:
            self.strip.show(tracks, looked.rows, looked.selected, place)
            self.chart.show(track, tracks.axis, place)
            self.table.show(track, tracks.axis, place)
            names, shared = tracks.comparison.names, self.chart.columns.shared > 1
            self._write("#chart-heading", chart_heading(tracks, track, self.chart.size.width, signs, shared=shared))
            self._write("#reading", reading_line(track, tracks.axis, place, names, signs))
            self._write("#table-heading", table_heading(tracks, track, self.table.size.width, signs))
            self._write("#table-head", table_head(names))
        self._write("#strip-heading", strip_heading(tracks, self.strip.columns, looked.rows, signs))

    def _write(self, selector: str, line: Line) -> None:
        self.query_one(selector, Static).update(content(in_signs(line, self._signs)), layout=False)
