"""Quarter-hours: where two sides of a delivery day differ, by how much, and what both have."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import clamp
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from store.diff.days.day_comparison import DayComparison
from store.errors import StoreError
from store.model.texts.inert import inert
from tui.presentation.moves.move_lines import content
from tui.presentation.quarter_hours.charts.tracks import DayTracks
from tui.presentation.quarter_hours.copies import copies
from tui.presentation.quarter_hours.headings import title_line
from tui.presentation.quarter_hours.plainly import in_signs
from tui.presentation.quarter_hours.steps import next_difference
from tui.presentation.signs import Signs
from tui.screens.explaining import ExplainingScreen
from tui.screens.menus.copy_menu import CopyMenu
from tui.screens.toasts import say
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.quarter_hours.day_chart import DayChart
from tui.widgets.quarter_hours.day_view import DayView, Looked
from tui.widgets.quarter_hours.series_strip import SeriesStrip
from tui.widgets.quarter_hours.slot_table import SlotTable

Question = Callable[[], DayComparison]
"""Returns what is compared; asked off the event loop, may raise StoreError."""

_HEIGHTS = [(0, "-low"), (30, "-high")]


class QuarterHoursScreen(ExplainingScreen[None]):
    """Shows a comparison of a delivery day: a heat strip of its series, and of one of them chart and table.

    `comparison` is known, or a question that is asked off the event loop. `subject` says in words what is
    compared (TSO, day, versions) and is always in sight.
    """

    AUTO_FOCUS = "SeriesStrip"
    CSS_PATH = "../../styles/quarter_hours.tcss"
    VERTICAL_BREAKPOINTS = _HEIGHTS

    HELP = """
    ## Quarter-hours

    Where two sides of a delivery day differ. Above, every row is a series and every column a quarter-hour:
    ▲ much more, ▼ much less, a part of a cell where it is little, · the same, ◆ both ways within one column,
    ? not compared. Of a submission that told the same before, the version before it is the other side; before a
    first version there is nothing.

    Below, both sides of the selected series on one scale, and under it the difference. It has the scale of what
    is above; a factor beside it says how many times as high it is drawn.

    In the table equal runs are one line that opens. ∅ is null, · is missing, ≠ stands where sides differ, but not
    by MW: null, missing and zero are three things. Position counts the quarter-hours of the day; on the day with
    100 of them A and B are the first and the second of the hour that comes twice.

    Left and right move through the day in strip, chart and table; up and down go through the series, or through
    the lines once tab has led to the table.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "difference(1)", "Next", tooltip="The next difference, of any series", id="quarters.next"),
        Binding("N", "difference(-1)", "Previous", tooltip="The one before", id="quarters.previous", show=False),
        Binding("x", "turn_unchanged", "Unchanged", tooltip="Unchanged series too, or not", id="quarters.unchanged"),
        Binding("tab,shift+tab", "turn_focus", "Table", tooltip="From series to table and back", id="quarters.focus"),
        Binding("y", "copy", "Copy", tooltip="Copy the table or the values", id="quarters.copy"),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Back to where you came from", id="quarters.back"),
        Binding("left,h", "move(-1)", "Earlier", tooltip="The quarter-hour before", id="quarters.earlier", show=False),
        Binding("right,l", "move(1)", "Later", tooltip="The next quarter-hour", id="quarters.later", show=False),
        Binding("home", "move(-1000000)", "Start", tooltip="The start of the day", id="quarters.start", show=False),
        Binding("end", "move(1000000)", "End", tooltip="The end of the day", id="quarters.end", show=False),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="quarters.help"),
    ]

    view = getters.query_one(DayView)

    @dataclass
    class Laid(Message):
        """The comparison is known and laid out."""

        tracks: DayTracks

    @dataclass
    class Failed(Message):
        """What shall be compared could not be read, and why."""

        error: StoreError

    def __init__(self, comparison: DayComparison | Question, subject: str, signs: Signs) -> None:
        super().__init__()
        self._question: Question = comparison if callable(comparison) else lambda: comparison
        self._subject = subject
        self._signs = signs
        self._looked: Looked | None = None
        self._everything = False

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        yield Static(id="failure", markup=False)
        yield DayView(self._signs)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        self._write_title()
        self.lay_out()

    @work(thread=True, exclusive=True, group="quarter-hours")
    def lay_out(self) -> None:
        """Ask what is compared and lay it out, off the event loop; answer with a message."""
        try:
            answer: Message = self.Laid(DayTracks.of(self._question()))
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Laid)
    def show_laid(self, laid: Laid) -> None:
        tracks = laid.tracks
        self._everything = not tracks.changed
        rows = tracks.changed or tracks.tracks
        first = next((one for one in rows if one.changed), None)
        selected = rows.index(first) if first else 0
        self._look(Looked(tracks, rows, selected, first.changed[0] if first else 0))
        self._write_title()
        if len(rows) < 2:
            self.view.table.focus()

    @on(Failed)
    def show_failure(self, failed: Failed) -> None:
        failure = self.query_one("#failure", Static)
        failure.update(Content(f"{self._signs.rejected} {inert(str(failed.error), 400)}"))
        failure.add_class("-failed")

    @on(events.Resize)
    def draw_anew(self) -> None:
        self._write_title()

    @on(SeriesStrip.SeriesChosen)
    def choose_series(self, chosen: SeriesStrip.SeriesChosen) -> None:
        if self._looked is not None:
            place = self._looked.place if chosen.place is None else chosen.place
            self._look(replace(self._looked, selected=chosen.index, place=place))

    @on(DayChart.PlaceChosen)
    @on(SlotTable.PlaceChosen)
    def choose_place(self, chosen: DayChart.PlaceChosen | SlotTable.PlaceChosen) -> None:
        if self._looked is not None:
            self._look(replace(self._looked, place=chosen.place))

    def _look(self, looked: Looked) -> None:
        self._looked = looked
        self.view.look_at(looked)
        self.refresh_bindings()

    def _write_title(self) -> None:
        tracks = self._looked.tracks if self._looked else None
        line = title_line(tracks, self._subject, self.size.width, self._signs)
        self.query_one("#title", Static).update(content(in_signs(line, self._signs)), layout=False)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        looked = self._looked
        if action in {"copy", "difference", "move", "turn_focus"} and (looked is None or looked.track is None):
            return "there is no series"
        if looked is None:
            return None
        if action == "difference" and not any(one.changed for one in looked.tracks.tracks):
            return "nothing differs"
        if action == "turn_unchanged" and len(looked.tracks.changed) in {0, len(looked.tracks.tracks)}:
            return "every series changed" if looked.tracks.changed else "no series changed"
        return None

    def action_difference(self, step: int) -> None:
        if self._looked is None:
            return
        found = next_difference(self._looked.rows, self._looked.selected, self._looked.place, step)
        if found is None:
            say(self, "no further difference" if step > 0 else "no difference before this one")
        else:
            self._look(replace(self._looked, selected=found[0], place=found[1]))

    def action_move(self, places: int) -> None:
        if self._looked is not None:
            last = max(0, len(self._looked.tracks.axis.labels) - 1)
            self._look(replace(self._looked, place=clamp(self._looked.place + places, 0, last)))

    def action_copy(self) -> None:
        looked = self._looked
        if looked is None or looked.track is None:
            return
        self.app.push_screen(CopyMenu(copies(looked.tracks, looked.track, looked.place, self._subject)))

    def action_turn_unchanged(self) -> None:
        if self._looked is not None:
            tracks, track = self._looked.tracks, self._looked.track
            self._everything = not self._everything
            rows = tracks.tracks if self._everything else tracks.changed
            selected = next((index for index, one in enumerate(rows) if one is track), 0)
            self._look(replace(self._looked, rows=rows, selected=selected))

    def action_turn_focus(self) -> None:
        table = self.view.table
        (self.view.strip if table.has_focus else table).focus()
