"""What is wrong in the lives of the schedules that are selected, and what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.inert import inert
from tui.key_names import way
from tui.presentation.finding_lines import (
    advice_lines,
    counts_line,
    finding_line,
    group_line,
    left_out_line,
    nothing_text,
    progress_text,
)
from tui.presentation.found_list import Checked, FoundList
from tui.presentation.moves.move_lines import content
from tui.presentation.pieces import Piece, joined
from tui.presentation.signs import ASCII, Signs
from tui.widgets.plain_scroll_bar import scroll_plainly

if TYPE_CHECKING:
    # the rules bring in what the first frame does without
    from store.lifecycle.findings.finding import Finding

Check = Callable[[], Iterator[Checked]]
"""Looks at one schedule after the other; may raise StoreError."""

_TELL_SECONDS = 0.1
"""How often the worker tells what it found."""

_FILTERS: tuple[str | None, ...] = (None, "error", "warning", "info")


class FindingsScreen(ModalScreen[str | None]):
    """Lists what is wrong as it is found; answers with the uid of an event to go to, None for none.

    `check` is run off the event loop and gives one schedule after the other; `subject` says in words what is
    checked. Times are shown in `zone`.
    """

    AUTO_FOCUS = "#found"
    CSS_PATH = "../../styles/findings.tcss"

    HELP = """
    ## Findings

    What is wrong in the lives of the schedules that are selected, by delivery day and TSO, the worst of each
    first. Below the list: since when, the whole sentence, and what to do about it.

    An error calls for somebody to act, a warning for a look, info is good to know. `s` leaves one of the three.
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

    found = getters.query_one("#found", OptionList)
    nothing = getters.query_one("#nothing", Static)
    advice = getters.query_one("#advice", Static)
    failure = getters.query_one("#failure", Static)
    box = getters.query_one("#findings", Vertical)

    @dataclass
    class Told(Message):
        """Some more schedules were checked; the check has ended, or could not go on."""

        checked: Sequence[Checked]
        ended: bool = False
        error: StoreError | None = None

    def __init__(self, check: Check, subject: str, signs: Signs, zone: tzinfo) -> None:
        super().__init__()
        self._check = check
        self._subject = subject
        self._signs = signs
        self._zone = zone
        self._list = FoundList()
        self._last: Checked | None = None
        self._is_checking = False
        self._only: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="findings"):
            yield Static(id="failure", markup=False)
            yield Static(id="nothing", markup=False)
            yield OptionList(id="found", markup=False)
        yield Static(id="advice", markup=False)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self.advice.border_title = Content("What to do")
        if self._signs is ASCII:
            scroll_plainly(self.found)
        self.action_reload()

    @work(thread=True, exclusive=True, group="findings")
    def check_all(self) -> None:
        """Check off the event loop; tell what was found in messages, a few times a second."""
        worker = get_current_worker()
        waiting: list[Checked] = []
        told_at = monotonic()
        error = None
        try:
            for checked in self._check():
                if worker.is_cancelled:
                    return
                waiting.append(checked)
                if monotonic() - told_at >= _TELL_SECONDS:
                    self.post_message(self.Told(waiting))
                    waiting, told_at = [], monotonic()
        except StoreError as problem:
            error = problem
        if not worker.is_cancelled:
            self.post_message(self.Told(waiting, ended=True, error=error))

    @on(Told)
    def show_told(self, told: Told) -> None:
        self._is_checking = not told.ended
        for checked in told.checked:
            self._last = checked
            self._list.put(checked)
        if told.error is not None:
            self.failure.update(Content(f"{self._signs.rejected} {inert(str(told.error), 400)}  (r tries again)"))
            self.failure.add_class("-failed")
        self._draw_new()

    @on(OptionList.OptionHighlighted)
    def show_advice(self, chosen: OptionList.OptionHighlighted) -> None:
        chosen.stop()
        finding = self._current
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

    @property
    def _current(self) -> "Finding | None":
        """The finding under the cursor."""
        place = self.found.highlighted
        key = None if place is None else self.found.get_option_at_index(place).id
        return None if key is None else self._list.findings[int(key)][1]

    def _draw(self) -> None:
        """Draw the whole list anew, the cursor on the same finding."""
        place = self.found.highlighted
        key = None if place is None else self.found.get_option_at_index(place).id
        self.found.clear_options()
        self._list.begin_again(self._only)
        self._draw_new()
        if key is not None and key in self._list.listed:
            self.found.highlighted = self.found.get_option_index(key)

    def _draw_new(self) -> None:
        """Draw what is not in the list yet, and how far the check is."""
        signs, width = self._signs, max(40, self.found.scrollable_content_region.width)
        rows: list[Option] = []
        for heading, key, finding in self._list.not_listed():
            if heading is not None:
                rows.append(Option(content(group_line(*heading, signs)), disabled=True))
            rows.append(Option(content(finding_line(finding, width, signs)), id=key))
        if not self._is_checking and self._list.left_out:
            rows.append(Option(content(left_out_line(self._list.left_out, signs)), disabled=True))
        self.found.add_options(rows)
        if self.found.highlighted is None and self._list.listed:
            self.found.action_first()
        self._draw_edges()

    def _draw_edges(self) -> None:
        signs, running = self._signs, self._is_checking
        parts = [(Piece(f"Findings {signs.dot} {inert(self._subject, 60)}"),), counts_line(self._list.counts, signs)]
        if self._only:
            parts.append((Piece(f"only {self._only}"),))
        self.box.border_title = content(joined([part for part in parts if part], f" {signs.dot} "))
        self.box.border_subtitle = Content(progress_text(self._last, signs, running=running))
        self.box.set_class(not self._list.listed, "-empty")
        self.nothing.update(Content(nothing_text(self._last, signs, running=running, only=self._only)))
        if not self._list.listed:
            self.advice.update(Content(""))
        self.refresh_bindings()

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action != "go":
            return None
        if self._current is None:
            return "nothing was found"
        return None if self._current.events else "this finding rests on no event"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def action_go(self) -> None:
        if self._current is not None and self._current.events:
            self.dismiss(self._current.events[0])

    def action_turn_filter(self) -> None:
        self._only = _FILTERS[(_FILTERS.index(self._only) + 1) % len(_FILTERS)]
        self._draw()

    def action_reload(self) -> None:
        self._list = FoundList()
        self._last = None
        self._is_checking = True
        self.failure.remove_class("-failed")
        self._draw()
        self.check_all()

    def action_step(self, step: int) -> None:
        self.found.action_cursor_down() if step > 0 else self.found.action_cursor_up()

    def action_edge(self, last: int) -> None:
        self.found.action_last() if last else self.found.action_first()
