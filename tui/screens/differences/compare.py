"""Two sides of anything compared: what they are, how much differs, and every difference."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import PurePath
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from store.diff.days.day_comparison import DayComparison, day_comparison
from store.diff.versions.sides import Sides
from store.errors import StoreError
from store.model.texts.inert import inert
from tui.presentation.changes.copies import sides_copies
from tui.presentation.comparing.compared_lines import count_lines, side_line
from tui.presentation.comparing.marked import shared_part, told_apart
from tui.presentation.moves.move_lines import content
from tui.presentation.quarter_hours.readings import LETTERS
from tui.presentation.quarter_hours.table import fits_column
from tui.presentation.signs import Signs
from tui.questions.differences.comparing import Pair
from tui.screens.explaining import ExplainingScreen
from tui.screens.menus.copy_menu import CopyMenu
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.panes.change_panes import ChangePanes
from tui.widgets.plain_scroll_bar import scroll_plainly

_NARROW = 110
"""Columns below which both sides share every row, so that the amounts and their Δ have room."""


class CompareScreen(ExplainingScreen[None]):
    """Shows what differs from one side, A, to another, B; both stay named in its head.

    `question` is asked off the event loop. With `series` the cursor begins at the series of that name. Times are
    shown in `zone`.
    """

    AUTO_FOCUS = "ChangePanes"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../../styles/panes.tcss", "../../styles/comparing.tcss"]

    HELP = """
    ## Compare

    What differs from A to B: two versions, two series, the states of two events. A version is shown as the log
    leaves it: its newest whole state with what was told of it later; the head says as of which event.

    `c` marks A: in the schedules the version or series under the cursor, elsewhere the state after the event. The
    line at the top keeps it in sight. `c` on something else compares it with A, `esc` forgets it. `c` on a schedule
    offers its versions, the two newest chosen already; so does `c` on the version that is A. `c` on the event that is
    A turns to its state before, and back.

    Amounts of one day meet by instant, those of two days by local time. Δ is B minus A; energy has no sign of its own,
    so that the Δ of all series together says how much was declared more or less, whichever way it flows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "swap", "Swap", tooltip="Swap A and B", id="compare.swap"),
        Binding("d", "quarters", "Quarter-hours", tooltip="Each quarter-hour of the series", id="compare.quarters"),
        Binding("y", "copy", "Copy", tooltip="Copy the differences or a part of them", id="compare.copy"),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="compare.reload", show=False),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Back; A stays marked", id="compare.back"),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="compare.help", show=False),
    ]

    sides = getters.query_one("#sides", Static)
    counts = getters.query_one("#counts", Static)
    failure = getters.query_one("#failure", Static)
    panes = getters.query_one(ChangePanes)

    @dataclass
    class Compared(Message):
        """Both sides and the comparison of their day are known."""

        pair: Pair
        found: DayComparison

    @dataclass
    class Failed(Message):
        """The store could not answer, and why."""

        error: StoreError

    def __init__(self, question: Callable[[], Pair], signs: Signs, zone: tzinfo, series: str | None = None) -> None:
        super().__init__()
        self._question = question
        self._signs = signs
        self._zone = zone
        self._series = series
        self._is_swapped = False
        self._pair: Pair | None = None
        self._found: DayComparison | None = None

    def compose(self) -> ComposeResult:
        yield Static(f"loading{self._signs.waiting}", id="sides", markup=False)
        yield Static(id="counts", markup=False)
        yield Static(id="failure", markup=False)
        yield ChangePanes(self._signs, narrow=_NARROW, nothing=f"comparing{self._signs.waiting}")
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        scroll_plainly(self, self._signs)
        self.load()

    @property
    def pair(self) -> Pair | None:
        """What is compared, A first; None until it is known."""
        return self._pair

    @work(thread=True, exclusive=True, group="compare")
    def load(self) -> None:
        """Ask for both sides and compare their day off the event loop; answer with a message."""
        try:
            one, other = reversed(self._question()) if self._is_swapped else self._question()
            answer: Message = self.Compared((one, other), day_comparison(one.side, other.side))
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Compared)
    def show(self, compared: Compared) -> None:
        self._pair, self._found = compared.pair, compared.found
        self.failure.remove_class("-failed")
        if self._series is not None:
            self.panes.seek(self._series)
            self._series = None
        before, after = self._sides(compared.pair)
        one, other = self._names(compared.pair)
        self.panes.sides = (replace(before, title=one), replace(after, title=other))
        self._draw()
        self.refresh_bindings()

    @on(Failed)
    def show_failure(self, failed: Failed) -> None:
        self.failure.update(Content(f"{self._signs.rejected} {inert(str(failed.error), 400)}  (r tries again)"))
        self.failure.add_class("-failed")
        if self._pair is None:
            self.sides.update(Content(""))

    @on(events.Resize)
    def draw_anew(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self._pair is None or self._found is None:
            return
        width = max(20, self.size.width - 2)
        lines = [side_line(*one, width, self._signs, self._zone) for one in zip("AB", self._pair, strict=True)]
        self.sides.update(Content("\n").join(map(content, lines)))
        self.counts.update(Content("\n").join(map(content, count_lines(self._found, width, self._signs))))

    @staticmethod
    def _sides(pair: Pair) -> Sides:
        return pair[0].side, pair[1].side

    def _names(self, pair: Pair) -> tuple[str, str]:
        """Return what tells the sides apart: `A v1` and `B v2`."""
        one, other = told_apart(pair[0].marked.name, pair[1].marked.name, self._signs)
        return f"A {one}", f"B {other}"

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action not in {"swap", "quarters", "copy"}:
            return None
        if self._pair is None or self._found is None:
            return "nothing is compared yet"
        return "there are no amounts to compare" if action == "quarters" and not self._found.series else None

    def action_swap(self) -> None:
        self._is_swapped = not self._is_swapped
        self.load()

    def action_reload(self) -> None:
        self.load()

    def action_copy(self) -> None:
        if self._pair is not None:
            self.app.push_screen(CopyMenu(sides_copies(self._sides(self._pair), self.panes.current)))

    def action_quarters(self) -> None:
        from tui.screens.differences.quarter_hours import QuarterHoursScreen

        if self._found is not None and self._pair is not None:
            one, other = (one.marked.name for one in self._pair)
            names = self._names(self._pair)
            subject = shared_part(one, other, self._signs)
            if not all(map(fits_column, names)):
                whole = f" {self._signs.arrow} ".join(names)
                subject, names = f" {self._signs.dot} ".join(part for part in (subject, whole) if part), LETTERS
            self.app.push_screen(QuarterHoursScreen(replace(self._found, names=names), subject, self._signs))
