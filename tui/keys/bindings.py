"""Every key of the screens in one list, out of the bindings that declare them."""

from textual.binding import BindingType

from tui.app import GridtrailApp
from tui.keys.key_names import EVERYWHERE, KeyRow, key_rows
from tui.screens.differences.compare import CompareScreen
from tui.screens.differences.matrix import MatrixScreen
from tui.screens.differences.quarter_hours import QuarterHoursScreen
from tui.screens.differences.reconcile import ReconcileScreen
from tui.screens.differences.version_picker import VersionPicker
from tui.screens.filtering.ask_name import AskName
from tui.screens.filtering.filtering import Filtering
from tui.screens.filtering.narrowing import Narrowing
from tui.screens.filtering.own_terms import TermMenu
from tui.screens.help import HelpScreen
from tui.screens.lives.conversation import ConversationScreen
from tui.screens.lives.findings import FindingsScreen
from tui.screens.lives.moves import MovesScreen
from tui.screens.lives.picking import ReasonPicker, SeriesPicker
from tui.screens.main import MainScreen
from tui.screens.marking import Marking
from tui.screens.menus.copy_menu import CopyMenu
from tui.screens.menus.export_menu import ExportMenu
from tui.screens.places.ask_place import AskPlace
from tui.screens.places.bookmarking import Bookmarking
from tui.screens.places.journey import Journey
from tui.screens.places.jumping import Jumping
from tui.screens.places.overview import Overview
from tui.screens.places.returning import Returning
from tui.screens.places.searching import Searching
from tui.screens.simulating.desk import Desk
from tui.screens.simulating.live_tso import LiveTso
from tui.screens.study import Study
from tui.screens.travel.ask_moment import AskMoment
from tui.screens.travel.time_travel import TimeTravel
from tui.screens.welcome import WelcomeScreen
from tui.simulator.sandboxes import AskSandbox
from tui.widgets.filtering.filter_bar import FilterBar
from tui.widgets.matching.trades import Trades
from tui.widgets.matrix_view import MatrixView
from tui.widgets.moves.choice import Choice
from tui.widgets.panes.change_panes import ChangePanes
from tui.widgets.places.histogram_bar import HistogramBar
from tui.widgets.quarter_hours.series_strip import SeriesStrip
from tui.widgets.quarter_hours.slot_table import SlotTable
from tui.widgets.timeline.timeline import Timeline
from tui.widgets.tree.schedule_tree import ScheduleTree
from tui.widgets.workspace import Workspace

_DECLARED: tuple[tuple[str, list[BindingType]], ...] = (
    (EVERYWHERE, GridtrailApp.BINDINGS),
    (EVERYWHERE, Returning.BINDINGS),
    (EVERYWHERE, MainScreen.BINDINGS),
    (EVERYWHERE, Workspace.BINDINGS),
    (EVERYWHERE, Filtering.BINDINGS[:1]),
    (EVERYWHERE, Narrowing.BINDINGS),
    (EVERYWHERE, Filtering.BINDINGS[1:]),
    (EVERYWHERE, Overview.BINDINGS),
    (EVERYWHERE, Jumping.BINDINGS),
    (EVERYWHERE, Journey.BINDINGS),
    (EVERYWHERE, Desk.BINDINGS),
    (EVERYWHERE, Study.BINDINGS),
    (EVERYWHERE, Marking.BINDINGS),
    (EVERYWHERE, LiveTso.BINDINGS),
    (EVERYWHERE, TimeTravel.BINDINGS[:2]),
    ("Time travel", TimeTravel.BINDINGS[2:]),
    ("Schedules", ScheduleTree.BINDINGS),
    ("Timeline", Timeline.BINDINGS),
    ("Changes", ChangePanes.BINDINGS),
    ("Timeline", Searching.BINDINGS),
    ("Timeline", Bookmarking.BINDINGS),
    ("Histogram", HistogramBar.BINDINGS),
    ("Jump", AskPlace.BINDINGS),
    ("Filter", FilterBar.BINDINGS),
    ("Only this, not this", TermMenu.BINDINGS),
    ("Save a view", AskName.BINDINGS),
    ("Copy", CopyMenu.BINDINGS),
    ("Export", ExportMenu.BINDINGS),
    ("Conversation", ConversationScreen.BINDINGS),
    ("Findings", FindingsScreen.BINDINGS),
    ("Compare", CompareScreen.BINDINGS),
    ("Matrix", MatrixScreen.BINDINGS),
    ("Matrix", MatrixView.BINDINGS),
    ("Versions", VersionPicker.BINDINGS),
    ("Matching", ReconcileScreen.BINDINGS),
    ("Matching", Trades.BINDINGS),
    ("Moves", MovesScreen.BINDINGS),
    ("Moves", Choice.BINDINGS),
    ("Quarter-hours", QuarterHoursScreen.BINDINGS),
    ("Quarter-hours: series", SeriesStrip.BINDINGS),
    ("Quarter-hours: table", SlotTable.BINDINGS),
    ("Reasons", ReasonPicker.BINDINGS),
    ("Series", SeriesPicker.BINDINGS),
    ("Moment", AskMoment.BINDINGS),
    ("Sandbox", AskSandbox.BINDINGS),
    ("Help", HelpScreen.BINDINGS),
    ("First screen", WelcomeScreen.BINDINGS),
)


def all_bindings() -> tuple[KeyRow, ...]:
    """Return every binding: id, keys, label, what it does, and the pane where it works."""
    return tuple(row for pane, bindings in _DECLARED for row in key_rows(pane, bindings))
