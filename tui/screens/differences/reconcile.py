"""Matching: what we declared against what the counterparties declare, and the quarter-hours that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade_comparison import trade_comparison
from store.errors import StoreError
from store.model.texts.inert import inert
from tui.presentation.matching.trade_actions import Readings, switched, version_beside, why_not
from tui.presentation.matching.trade_list import nothing_text, progress_text
from tui.presentation.matching.trade_rows import chart_subject, title_line
from tui.presentation.moves.move_lines import content
from tui.presentation.quarter_hours.plainly import in_signs
from tui.presentation.signs import Signs
from tui.questions.portions import portions
from tui.screens.explaining import ExplainingScreen
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.matching.trades import TradeDetails, Trades

if TYPE_CHECKING:
    from tui.questions.differences.matching import Read, ReadAll, ReadOne

_WIDTHS = [(0, "-narrow"), (120, "-normal"), (160, "-wide")]


class ReconcileScreen(ExplainingScreen[str | None]):
    """Lists the trades of schedules with how they stand; answers with the uid of an event to go to, None for none.

    `read_all` is run off the event loop and gives one schedule after the other, `read_one` reads another
    version of one, or the same with other readings. `subject` says in words what is looked at. Times are shown
    in `zone`, quarter-hours in that of the delivery day.
    """

    AUTO_FOCUS = "Trades"
    CSS_PATH = "../../styles/matching.tcss"
    HORIZONTAL_BREAKPOINTS = _WIDTHS

    HELP = """
    ## Matching

    Every trade with a counterparty, those first that somebody has to act on. An arrow to the left is energy
    that we receive. Beside it what the state rests on, and the quarter-hours in which both sides differ: ours,
    theirs, and theirs minus ours.

    Matched: confirmed, or a later version has their values. Mismatched: an anomaly report says that the two
    sides differ. Counterpart missing: they have sent no such series. Ours missing: only they have. Refused: the
    TSO did not take it. Imposed: other values took the place of ours. Not said: no word yet.

    The API documents the quantities of an anomaly both as values and as differences. Which of the two they are
    is decided for each trade, and said with the reason; `v` reads them the other way, and back.

    With an exchange its values win: that is information, not a task. The settings name exchanges:
    `exchanges = ["11X…"]`. The same, for a pipe: gridtrail reconcile.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Event", tooltip="Go to the event it rests on", id="matching.event", priority=True),
        Binding(
            "v", "turn_reading", "Reading", tooltip="Read quantities as values or as deltas", id="matching.reading"
        ),
        Binding("d", "chart", "Chart", tooltip="Both sides by quarter-hour", id="matching.quarter_hours"),
        Binding("left,[", "turn(-1)", "Earlier", tooltip="The version before", id="matching.earlier", priority=True),
        Binding("right,]", "turn(1)", "Later", tooltip="The version after", id="matching.later", priority=True),
        Binding("s", "turn_open", "Matches", tooltip="Leave out what matches, or not", id="matching.open"),
        Binding("tab", "app.focus_next", "Table", tooltip="To the quarter-hours and back", id="matching.table"),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Back to the events", id="matching.back"),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="matching.reload", show=False),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="matching.help", show=False),
    ]

    trades = getters.query_one(Trades)
    details = getters.query_one(TradeDetails)
    box = getters.query_one("#matching", Vertical)
    failure = getters.query_one("#failure", Static)
    nothing = getters.query_one("#nothing", Static)

    @dataclass
    class Told(Message):
        """Some more schedules were read; the reading has ended, or could not go on."""

        read: "Sequence[Read]" = ()
        ended: bool = False
        error: StoreError | None = None

    @dataclass
    class Turned(Message):
        """One schedule was read anew, another version of it or with other readings; or why it could not be."""

        answer: Reconciliation | StoreError

    def __init__(self, read_all: "ReadAll", read_one: "ReadOne", subject: str, signs: Signs, zone: tzinfo) -> None:
        super().__init__()
        self._read_all = read_all
        self._read_one = read_one
        self._subject = subject
        self._signs = signs
        self._zone = zone
        self._readings: dict[str, Readings] = {}
        self._progress: tuple[int, int] | None = None
        self._is_reading = False

    def compose(self) -> ComposeResult:
        with Container(id="both"):
            with Vertical(id="matching"):
                yield Static(id="failure", markup=False)
                yield Static(id="nothing", markup=False)
                yield Trades(self._signs)
            yield TradeDetails(self._signs, self._zone)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        self.action_reload()

    @work(thread=True, exclusive=True, group="matching")
    def load(self) -> None:
        """Read all schedules off the event loop; tell what was read in messages, a few times a second."""
        worker, error = get_current_worker(), None
        try:
            for read in portions(self._read_all()):
                if worker.is_cancelled:
                    return
                self.post_message(self.Told(read))
        except StoreError as problem:
            error = problem
        if not worker.is_cancelled:
            self.post_message(self.Told(ended=True, error=error))

    @work(thread=True, exclusive=True, group="matching of one")
    def load_one(self, uid: str, version: int | None, readings: Readings) -> None:
        """Read one schedule anew off the event loop; answer with a message."""
        answer: Reconciliation | StoreError
        try:
            answer = self._read_one(uid, version, readings)
        except StoreError as error:
            answer = error
        if not get_current_worker().is_cancelled:
            self.post_message(self.Turned(answer))

    @on(Told)
    def show_told(self, told: Told) -> None:
        self._is_reading = not told.ended
        self._progress = told.read[-1][:2] if told.read else self._progress
        self._say(told.error)
        self.trades.add(*(found for _, _, found in told.read))
        self._draw()

    @on(Turned)
    def show_turned(self, turned: Turned) -> None:
        if isinstance(turned.answer, StoreError):
            self._say(turned.answer)
            return
        self._say(None)
        self.trades.replace(turned.answer)
        self._draw()

    @on(OptionList.OptionHighlighted)
    def show_trade(self, chosen: OptionList.OptionHighlighted) -> None:
        chosen.stop()
        self._draw()

    @on(events.Resize)
    def draw_anew(self) -> None:
        self.call_after_refresh(self._draw)

    @on(OptionList.OptionSelected)
    def go_to_event(self, chosen: OptionList.OptionSelected) -> None:
        chosen.stop()
        self.action_go()

    def _say(self, error: StoreError | None) -> None:
        self.failure.set_class(error is not None, "-failed")
        words = f"{self._signs.rejected} {inert(str(error), 400)}  (r tries again)" if error else ""
        self.failure.update(Content(words))

    def _draw(self) -> None:
        """Draw what stands around the list, and the trade under the cursor."""
        signs, read = self._signs, self.trades.read
        self.box.border_title = content(
            in_signs(title_line(read.trades, self._subject, self.box.size.width - 4, signs), signs)
        )
        self.box.border_subtitle = Content(progress_text(read, self._progress, signs.cut, running=self._is_reading))
        self.box.set_class(not read.listed, "-empty")
        self.nothing.update(Content(nothing_text(read, signs.cut, running=self._is_reading)))
        self.details.show(self.trades.current)
        self.refresh_bindings()

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action == "turn":
            return "there is no other version on that side"
        return why_not(action, self.trades.trade)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn" and self.is_mounted and isinstance(parameters[0], int):
            return None if version_beside(self.trades.schedule, parameters[0]) is None else True
        return super().check_action(action, parameters)

    def action_turn(self, step: int) -> None:
        found, version = self.trades.schedule, version_beside(self.trades.schedule, step)
        if found is not None and version is not None:
            self.load_one(found.schedule_uid, version, self._readings.get(found.schedule_uid, {}))

    def action_turn_reading(self) -> None:
        one = self.trades.current
        if one is not None:
            uid = one.found.schedule_uid
            self._readings[uid] = switched(self._readings.get(uid, {}), one.trade)
            self.load_one(uid, one.found.version, self._readings[uid])

    def action_turn_open(self) -> None:
        self.trades.read.only_open = not self.trades.read.only_open
        self.trades.draw_anew()
        self._draw()

    def action_chart(self) -> None:
        from tui.screens.differences.quarter_hours import QuarterHoursScreen

        one = self.trades.current
        if one is not None:
            comparison = trade_comparison(one.found, one.trade)
            subject = chart_subject(one.found, self._signs)
            self.app.push_screen(QuarterHoursScreen(comparison, subject, self._signs))

    def action_reload(self) -> None:
        self._readings = {}
        self._is_reading = True
        self._say(None)
        self.trades.forget()
        self._draw()
        self.load()

    def action_go(self) -> None:
        if self.trades.trade is not None:
            self.dismiss(self.trades.trade.event)
