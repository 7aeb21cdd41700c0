"""What is wrong in the lives of the schedules that are selected, and what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from time import monotonic
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.texts.inert import inert
from tui.keys.key_names import way
from tui.presentation.lists.finding_lines import advice_lines, counts_line, nothing_text, progress_text
from tui.presentation.lists.found_list import Checked, FoundList
from tui.presentation.moves.move_lines import content
from tui.presentation.pieces import Piece, joined
from tui.presentation.signs import Signs
from tui.screens.explaining import ExplainingScreen
from tui.widgets.finding_list import FindingList
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.plain_scroll_bar import scroll_plainly

Check = Callable[[datetime], Iterator[Checked]]
"""Looks at one schedule after the other, as of a moment; may raise StoreError."""

_TELL_SECONDS = 0.1
"""How often the worker tells what it found."""

_FOLLOW_SECONDS = 1
"""How often what changed meanwhile is looked at."""

_A_WHILE = timedelta(minutes=1)
"""After how much time, as `now` tells it, something may be wrong that was not, though nothing was written."""

_FILTERS: tuple[str | None, ...] = (None, "error", "warning", "info")


class FindingsScreen(ExplainingScreen[str | None]):
    """Lists what is wrong as it is found; answers with the uid of an event to go to, None for none.

    `check` is run off the event loop and gives one schedule after the other, as of `now`; `subject` says in words
    what is checked. Times are shown in `zone`. Whoever knows that something was written calls `look_again`.
    """

    AUTO_FOCUS = "#found"
    CSS_PATH = "../../styles/findings.tcss"

    HELP = """
    ## Findings

    What is wrong in the lives of the schedules that are selected, by delivery day and TSO, the worst of each
    first. Below the list: since when, the whole sentence, and what to do about it.

    An error calls for somebody to act, a warning for a look, info is good to know. `s` leaves one of the three.
    What happens meanwhile, and what time brings, comes into the list; the cursor stays on its finding.
    Enter goes to the event that a finding rests on. The same, for a pipe: gridtrail check.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Event", tooltip="Go to the event it rests on", id="findings.event", priority=True),
        Binding("s", "turn_filter", "Severity", tooltip="Only errors, warnings, info, or all", id="findings.severity"),
        Binding("r", "reload", "Again", tooltip="Check again", id="findings.reload"),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Back to the events", id="findings.back"),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="findings.help", show=False),
        way("findings", "j", "step(1)", "down", "The next finding"),
        way("findings", "k", "step(-1)", "up", "The finding before"),
        way("findings", "g", "edge(0)", "first", "The first finding"),
        way("findings", "G", "edge(1)", "last", "The last finding"),
    ]

    found = getters.query_one("#found", FindingList)
    nothing = getters.query_one("#nothing", Static)
    advice = getters.query_one("#advice", Static)
    failure = getters.query_one("#failure", Static)
    box = getters.query_one("#findings", Vertical)

    @dataclass
    class Told(Message):
        """Some more schedules were checked; the check has ended, or could not go on; it was one more, of all."""

        checked: Sequence[Checked]
        ended: bool = False
        error: StoreError | None = None
        again: bool = False

    def __init__(self, check: Check, now: Callable[[], datetime], subject: str, signs: Signs, zone: tzinfo) -> None:
        super().__init__()
        self._check = check
        self._now = now
        self._subject = subject
        self._signs = signs
        self._zone = zone
        self._last: Checked | None = None
        self._is_checking = False
        self._is_stale = False
        self._checked_at = now()

    def compose(self) -> ComposeResult:
        with Vertical(id="findings"):
            yield Static(id="failure", markup=False)
            yield Static(id="nothing", markup=False)
            yield FindingList(self._signs)
        yield Static(id="advice", markup=False)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        self.advice.border_title = Content("What to do")
        scroll_plainly(self, self._signs)
        self.set_interval(_FOLLOW_SECONDS, self._follow)
        self.action_reload()

    @work(thread=True, exclusive=True, group="findings")
    def check_all(self, now: datetime, *, again: bool = False) -> None:
        """Check off the event loop; tell what was found in messages, a few times a second, `again` in one."""
        worker = get_current_worker()
        waiting: list[Checked] = []
        told_at = monotonic()
        error = None
        try:
            for checked in self._check(now):
                if worker.is_cancelled:
                    return
                waiting.append(checked)
                if not again and monotonic() - told_at >= _TELL_SECONDS:
                    self.post_message(self.Told(waiting))
                    waiting, told_at = [], monotonic()
        except StoreError as problem:
            error = problem
        if not worker.is_cancelled:
            self.post_message(self.Told(waiting, ended=True, error=error, again=again))

    def look_again(self) -> None:
        """Take note that something was written."""
        self._is_stale = True

    def _follow(self) -> None:
        """Look again where something was written, or may have become wrong by time alone."""
        now = self._now()
        busy = any(worker.group == "findings" and not worker.is_finished for worker in self.workers)
        if not busy and (self._is_stale or now - self._checked_at >= _A_WHILE):
            self._is_stale, self._checked_at = False, now
            self.check_all(now, again=True)

    @on(Told)
    def show_told(self, told: Told) -> None:
        self._is_checking = not told.ended
        if told.error is not None:
            self.failure.update(Content(f"{self._signs.rejected} {inert(str(told.error), 400)}  (r tries again)"))
        self.failure.set_class(told.error is not None, "-failed")
        self._last = told.checked[-1] if told.checked else self._last
        if not told.again:
            for checked in told.checked:
                self.found.found.put(checked)
            self.found.draw_new(ended=told.ended)
        elif told.error is None:
            fresh = FoundList(told.checked)
            if not fresh.same_as(self.found.found):
                self.found.found = fresh
                self.found.draw(ended=True)
        self._draw_edges()

    @on(OptionList.OptionHighlighted)
    def show_advice(self, chosen: OptionList.OptionHighlighted) -> None:
        chosen.stop()
        finding = self.found.current
        lines = advice_lines(finding, self._signs, self._zone) if finding else ()
        self.advice.update(Content("\n").join(map(content, lines)))
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def go_to_event(self, chosen: OptionList.OptionSelected) -> None:
        chosen.stop()
        self.action_go()

    @on(events.Resize)
    def draw_anew(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        self.found.draw(ended=not self._is_checking)
        self._draw_edges()

    def _draw_edges(self) -> None:
        signs, running = self._signs, self._is_checking
        parts = [
            (Piece(f"Findings {signs.dot} {inert(self._subject, 60)}"),),
            counts_line(self.found.found.counts, signs),
        ]
        if self.found.only:
            parts.append((Piece(f"only {self.found.only}"),))
        self.box.border_title = content(joined([part for part in parts if part], f" {signs.dot} "))
        self.box.border_subtitle = Content(progress_text(self._last, signs, running=running))
        self.box.set_class(not self.found.found.listed, "-empty")
        self.nothing.update(Content(nothing_text(self._last, signs, running=running, only=self.found.only)))
        self.advice.display = bool(self.found.found.listed)
        self.refresh_bindings()

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action != "go":
            return None
        if self.found.current is None:
            return "nothing was found"
        return None if self.found.current.events else "this finding rests on no event"

    def action_go(self) -> None:
        if self.found.current is not None and self.found.current.events:
            self.dismiss(self.found.current.events[0])

    def action_turn_filter(self) -> None:
        self.found.only = _FILTERS[(_FILTERS.index(self.found.only) + 1) % len(_FILTERS)]
        self._draw()

    def action_reload(self) -> None:
        self.found.found = FoundList()
        self._last = None
        self._is_checking, self._is_stale = True, False
        self._checked_at = self._now()
        self.failure.remove_class("-failed")
        self._draw()
        self.check_all(self._checked_at)

    def action_step(self, step: int) -> None:
        self.found.action_cursor_down() if step > 0 else self.found.action_cursor_up()

    def action_edge(self, last: int) -> None:
        self.found.action_last() if last else self.found.action_first()
