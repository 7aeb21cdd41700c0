"""The filter bar: one line over the timeline in which a query is typed, and below it what helps to type it."""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive, var
from textual.widgets import Input, Static

from store.query.language.mistake import QueryError
from tui.presentation.filtering.bar_lines import completion_lines, completions_in_sight, wrong_lines, wrong_place
from tui.presentation.filtering.completing import MOST_OFFERED, Completion, Completions, completed
from tui.presentation.pieces import Line
from tui.presentation.signs import Signs
from tui.widgets.filtering.hints import Hints
from tui.widgets.filtering.query_input import QueryInput, Underline

_HIGH, _MOST_LOW = 32, 4
"""Lines of the screen below which it is low, and how many completions are shown there."""

MOST_SECONDS = 0.5
"""How long a key that chooses among the completions waits for those of what stands there."""


class FilterBar(Vertical):
    """Asks for a query while it is open, and tells what is typed; `help_with` shows what completes it or is wrong.

    Up and down choose among the completions; where there are none, `history` is walked.
    """

    HELP = """
    ## Filter

    Words stand apart by spaces, and an event is listed when all of them are true of it: `type:version.*`
    `tso:amprion,50hertz` `-reason:A54` `version:>3` `date:tomorrow` `since:2h` `delta:>5` `is:simulated`
    `"free text"`. The list follows as you type; enter keeps the filter, escape gives back the one before.

    Tab, or right at the end, takes the completion; up and down choose another one, or, where there is none,
    go through the filters used before. What is wrong is underlined, and the last good list stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "take", "Complete", tooltip="Take the completion", id="filter.take"),
        Binding(
            "up", "step(-1)", "Up", tooltip="The completion above, or the filter before", id="filter.up", show=False
        ),
        Binding(
            "down", "step(1)", "Down", tooltip="The completion below, or the next filter", id="filter.down", show=False
        ),
        Binding("escape", "leave", "Back", tooltip="The filter from before", id="filter.leave"),
    ]

    completions: reactive[Completions | None] = reactive(None)
    mistake: reactive[QueryError | None] = reactive(None)
    chosen: reactive[int] = reactive(0)
    history: var[tuple[str, ...]] = var(())

    field = getters.query_one(QueryInput)
    hints = getters.query_one(Hints)

    @dataclass
    class Typed(Message):
        """This is the text now, and there the cursor stands."""

        text: str
        cursor: int

    @dataclass
    class Kept(Message):
        """What is typed shall be the filter; with `away` the last good one, for something else has the focus."""

        text: str
        away: bool = False

    class Left(Message):
        """The filter from before is wanted again."""

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs
        self._underline = Underline()
        self._back = 0
        self._typed = ""
        self._offered_of: str | None = None
        self._known_of: str | None = None
        self._waited_for: str | None = None
        self._is_known = asyncio.Event()

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(Content("/"), id="slash")
            yield QueryInput(
                self.action_take,
                placeholder="type:version.*  tso:amprion  -reason:A54  a word; up: used before",
                highlighter=self._underline,
            )
        yield Hints(id="hints", markup=False)

    def on_mount(self) -> None:
        self.field.around = (self,)

    @property
    def is_open(self) -> bool:
        """Whether a query is being typed."""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.field.value

    def open(self, text: str) -> None:
        """Ask for a query, beginning with a text."""
        self._write(f"{text} " if text else "")
        self._back, self._typed = 0, ""
        self._offered_of = self._known_of = self._waited_for = self.text
        self.field.held = None
        self.add_class("-open")
        # at once: what is typed next is meant for it already
        self.screen.set_focus(self.field)

    def close(self) -> None:
        """Put the bar away."""
        self.remove_class("-open")
        self.completions = self.mistake = None

    def complete(self, completions: Completions | None, *, of: str, more: bool = False) -> None:
        """Offer what completes a text, unless it was used before; with `more` not all of it is known yet."""
        self.completions, self.chosen = None if self._back else completions, 0
        self._offered_of = of
        if not more:
            self._known_of = of
            self._is_known.set()

    def _write(self, text: str) -> None:
        self.field.value = text
        self.field.cursor_position = len(self.field.value)

    @property
    def _choice(self) -> Completion | None:
        offered = self.completions.offered if self.completions else ()
        return offered[self.chosen % len(offered)] if offered else None

    def watch_mistake(self, error: QueryError | None) -> None:
        self.field.held = None
        self._underline.place = None if error is None else wrong_place(self.text, error)
        self.field.refresh()
        self._show_hints()

    @property
    def _most(self) -> int:
        """How many completions are shown together: on a low screen they stand above the list, which needs the room."""
        return MOST_OFFERED if self.screen.size.height >= _HIGH else _MOST_LOW

    def _show_hints(self) -> None:
        width = max(1, self.size.width - 2)
        lines: tuple[Line, ...] = ()
        if self._choice is not None and self.completions is not None:
            chosen = self.chosen % len(self.completions.offered)
            lines = completion_lines(self.completions, chosen, width, self._signs, self._most)
        elif self.mistake is not None:
            lines = wrong_lines(self.text, self.mistake, width, self._signs)
        self.hints.show_lines(lines)
        self.refresh_bindings()

    watch_completions = watch_chosen = on_resize = _show_hints

    @on(Input.Changed)
    def tell(self, changed: Input.Changed) -> None:
        changed.stop()
        if self.is_open:
            self._underline.place = None
            self._leave_history()
            self.post_message(self.Typed(self.text, self.field.cursor_position))

    def _leave_history(self) -> None:
        """Take note that what was used before was changed."""
        if self._back and self.text != self.history[-self._back]:
            self._back = 0

    @on(Input.Submitted)
    def keep(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self.post_message(self.Kept(submitted.value))

    @on(Input.Blurred)
    def keep_what_is_typed(self, blurred: Input.Blurred) -> None:
        blurred.stop()
        if self.is_open and self.app.app_focus:
            self.post_message(self.Kept(self.text, away=True))

    def on_click(self, event: events.Click) -> None:
        """Take the completion that was clicked."""
        if event.widget is not self.hints or self.completions is None or not self.completions.offered:
            return
        chosen = self.chosen % len(self.completions.offered)
        in_sight = completions_in_sight(self.completions, chosen, self._most)
        if event.y < len(in_sight):
            self.chosen = self.completions.offered.index(in_sight[event.y])
            self._take()

    def _take(self) -> None:
        if self.completions is not None and self._choice is not None:
            text, cursor = completed(self.text, self.completions.wanted, self._choice)
            self.completions = None
            self.field.value = text
            self.field.cursor_position = cursor

    async def _until_known(self) -> None:
        """Wait for what completes the text that stands there; keys that come meanwhile wait behind this one."""
        self._leave_history()
        if self._offered_of != self.text:
            # what tells of a change of the text may wait behind this key as well
            self.post_message(self.Typed(self.text, self.field.cursor_position))
        try:
            async with asyncio.timeout(MOST_SECONDS):
                while self.text not in {self._known_of, self._waited_for}:
                    self._is_known.clear()
                    await self._is_known.wait()
        except TimeoutError:
            # waited for once, in vain
            self._waited_for = self.text

    async def action_take(self) -> None:
        await self._until_known()
        if self._offered_of == self.text:
            self._take()

    async def action_step(self, step: int) -> None:
        await self._until_known()
        if self._choice is not None:
            self.chosen += step
            return
        back = min(max(0, self._back - step), len(self.history))
        if back != self._back:
            self._typed = self.text if not self._back else self._typed
            self._back = back
            self._write(self.history[-back] if back else self._typed)

    def action_leave(self) -> None:
        self.post_message(self.Left())
