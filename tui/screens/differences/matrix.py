"""All versions of a schedule, or of the schedules of a day: which changed which series by how much."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from store.diff.days.day_comparison import DayComparison, day_comparison
from store.diff.versions.version_sides import version_side
from store.errors import StoreError
from store.model.texts.inert import counted, inert
from tui.presentation.comparing.marked import Marked, version_of
from tui.presentation.comparing.matrix_reading import range_text, reading_lines
from tui.presentation.moves.move_lines import content
from tui.presentation.pieces import Piece, cut
from tui.presentation.signs import Signs
from tui.questions.differences.comparing import MOST_SCHEDULES, Pair, ScheduleMatrix
from tui.screens.differences.compare import CompareScreen
from tui.screens.explaining import ExplainingScreen
from tui.screens.toasts import say
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.matrix_view import MatrixView
from tui.widgets.plain_scroll_bar import scroll_plainly

PairQuestion = Callable[[Marked, Marked], Callable[[], Pair]]
"""Returns the question for two marked sides."""


class MatrixScreen(ExplainingScreen[None]):
    """Shows matrices of versions as they are made; opens what two versions differ in.

    `question` is asked off the event loop and gives one schedule after the other; `pair_question` makes the
    question for two versions. `subject` says in words what is looked at, where it is more than one schedule.
    """

    AUTO_FOCUS = "MatrixView"
    CSS_PATH = "../../styles/comparing.tcss"

    HELP = """
    ## Versions

    Which version changed which series by how much: in every row a series, in every column a version, against the
    one before. `+12.500 MWh · 8 qh` is energy added in eight quarter-hours; `new` and `gone` are series that came and
    went, `=` is the same, `·` is no such series. Σ is the sum of a row: the last version minus the first.

    `?` is a version whose amounts the log does not hold. The next one then stands against the last one known, and
    names it: `←v3`. A plain number is the energy of the first version whose amounts are known. `⇄` are amounts that
    the TSO imposed: the counterparty's values in place of ours.

    Enter compares the two versions, the cursor on this series; `d` shows its quarter-hours. Energy that comes and
    energy that goes have no sum: the line of all series sums the differences without their signs, Σ |Δ|.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "quarters", "Quarter-hours", tooltip="The quarter-hours of this cell", id="matrix.quarters"),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="matrix.reload", show=False),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Back to the events", id="matrix.back"),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="matrix.help", show=False),
    ]

    view = getters.query_one(MatrixView)
    about = getters.query_one("#about", Static)
    failure = getters.query_one("#failure", Static)

    @dataclass
    class Told(Message):
        """One more schedule is laid out; None when all are."""

        schedule: ScheduleMatrix | None

    @dataclass
    class Failed(Message):
        """The store could not answer, and why."""

        error: StoreError

    def __init__(
        self,
        question: Callable[[], Iterator[ScheduleMatrix]],
        pair_question: PairQuestion,
        subject: str,
        signs: Signs,
        zone: tzinfo,
    ) -> None:
        super().__init__()
        self._question = question
        self._pair_question = pair_question
        self._subject = subject
        self._signs = signs
        self._zone = zone
        self._told: list[ScheduleMatrix] = []
        self._is_loading = True

    def compose(self) -> ComposeResult:
        yield Static(id="failure", markup=False)
        yield MatrixView(self._signs)
        yield Static(id="about", markup=False)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        scroll_plainly(self, self._signs)
        self._draw()
        self.load()

    @property
    def _schedules(self) -> list[ScheduleMatrix]:
        """The schedules that have versions, in the order of the view."""
        return [one for one in self._told if one.matrix.versions]

    @work(thread=True, exclusive=True, group="matrix")
    def load(self) -> None:
        """Ask for one schedule after the other off the event loop; answer with messages."""
        worker = get_current_worker()
        try:
            for schedule in self._question():
                if worker.is_cancelled:
                    return
                self.post_message(self.Told(schedule))
            answer: Message = self.Told(None)
        except StoreError as error:
            answer = self.Failed(error)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(Told)
    def show_told(self, told: Told) -> None:
        if told.schedule is None:
            self._is_loading = False
        else:
            self._told.append(told.schedule)
            if told.schedule.matrix.versions:
                self.view.show([one.matrix for one in self._schedules])
        self._draw()

    @on(Failed)
    def show_failure(self, failed: Failed) -> None:
        self._is_loading = False
        self.failure.update(Content(f"{self._signs.rejected} {inert(str(failed.error), 400)}  (r tries again)"))
        self.failure.add_class("-failed")
        self._draw()

    @on(MatrixView.Moved)
    @on(events.Resize)
    def draw_anew(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        signs, chosen = self._signs, self.view.chosen
        subject = self._subject or (chosen.schedule(signs) if chosen else "")
        title = (Piece(f"Versions {signs.dot} {subject}" if subject else "Versions"),)
        self.view.border_title = content(cut(title, max(1, self.size.width - 6), signs.cut))
        self.view.border_subtitle = Content(self._count_text())
        lines = reading_lines(chosen, self.size.width - 2, signs, self._zone) if chosen else ()
        self.about.update(Content("\n").join(map(content, lines)))
        self.refresh_bindings()

    def _count_text(self) -> str:
        """Return which versions are in sight out of how many, and of how many schedules."""
        if self._is_loading:
            return f"loading{self._signs.waiting}"
        if self.view.chosen is None:
            return "no versions"
        parts = [range_text(*self.view.in_sight, self.view.columns, self._signs)]
        of = self._told[0].of
        if of > MOST_SCHEDULES:
            parts.append(f"only the first {MOST_SCHEDULES} of {counted(of)} schedules")
        elif of > len(self._schedules):
            parts.append(f"{len(self._schedules)} of {counted(of)} schedules have versions")
        return f" {self._signs.dot} ".join(part for part in parts if part)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action != "quarters":
            return None
        return self.view.chosen.why_alone if self.view.chosen else "there are no versions"

    @on(MatrixView.Opened)
    def compare(self, opened: MatrixView.Opened) -> None:
        """Show what the two versions of a cell differ in."""
        chosen = opened.chosen
        if chosen.against is None:
            say(self, chosen.why_alone or "")
            return
        uid, name = self._schedules[chosen.line.block].schedule_uid, chosen.schedule(self._signs)
        one, other = (version_of(uid, name, state.number, self._signs) for state in (chosen.against, chosen.version))
        question = self._pair_question(one, other)
        self.app.push_screen(CompareScreen(question, self._signs, self._zone, chosen.series))

    @on(MatrixView.Stayed)
    def say_why_it_stayed(self, stayed: MatrixView.Stayed) -> None:
        say(self, stayed.why)

    def action_quarters(self) -> None:
        from tui.screens.differences.quarter_hours import QuarterHoursScreen

        chosen = self.view.chosen
        if chosen is None or chosen.against is None:
            return
        sides = [version_side(state) for state in (chosen.against, chosen.version)]

        def question() -> DayComparison:
            found = day_comparison(*sides)
            return replace(found, series=tuple(one for one in found.series if chosen.series in {None, one.name}))

        self.app.push_screen(QuarterHoursScreen(question, chosen.schedule(self._signs), self._signs))

    def action_reload(self) -> None:
        self._told = []
        self._is_loading = True
        self.failure.remove_class("-failed")
        self._draw()
        self.load()
