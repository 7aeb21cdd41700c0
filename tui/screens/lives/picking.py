"""Lists over the form of a move: the reason codes, and the series of a version."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store.model.market.codes import hint, title
from store.model.texts.inert import inert
from tui.keys.key_names import way
from tui.presentation.moves.move_lines import SeriesChoice, reason_hint, reason_prompt, series_prompt


class ReasonPicker(ModalScreen[str | None]):
    """Every reason code with its title; what is typed leaves those that hold all its words.

    Answers with the code, None when nothing was chosen.
    """

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", tooltip="Close without choosing", id="reasons.back"),
        way("reasons", "down", "move(1)", "down", "The next reason"),
        way("reasons", "up", "move(-1)", "up", "The reason before"),
        way("reasons", "pagedown", "move(8)", "page_down", "Eight reasons down"),
        way("reasons", "pageup", "move(-8)", "page_up", "Eight reasons up"),
    ]

    words = getters.query_one(Input)
    options = getters.query_one(OptionList)

    def __init__(self, codes: Sequence[str], chosen: str) -> None:
        super().__init__()
        self._codes = codes
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Reason")
            box.border_subtitle = Content("type to filter · enter · esc")
            words = Input(placeholder="code or word", compact=True)
            # a blinking cursor keeps the terminal busy
            words.cursor_blink = False
            yield words
            # the words above keep the focus; the arrows move here
            options = OptionList(*self._options(""))
            options.can_focus = False
            yield options
            yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        self.options.highlighted = self._codes.index(self._chosen) if self._chosen in self._codes else 0

    def _options(self, typed: str) -> list[Option]:
        words = typed.casefold().split()
        return [Option(reason_prompt(code), id=code) for code in self._codes if _has(code, words)]

    @on(Input.Changed)
    def filter_codes(self, changed: Input.Changed) -> None:
        changed.stop()
        self.options.clear_options()
        self.options.add_options(self._options(changed.value))
        count = self.options.option_count
        self.options.highlighted = 0 if count else None
        if not count:
            self.query_one("#hint", Static).update("no reason code has all of these words")
        self.query_one(Vertical).border_title = Content(f"Reason ── {count} of {len(self._codes)}")

    @on(OptionList.OptionHighlighted)
    def explain(self, highlighted: OptionList.OptionHighlighted) -> None:
        highlighted.stop()
        self.query_one("#hint", Static).update(reason_hint(highlighted.option_id or ""))

    @on(Input.Submitted)
    def choose_highlighted(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self.options.action_select()

    @on(OptionList.OptionSelected)
    def choose(self, chosen: OptionList.OptionSelected) -> None:
        chosen.stop()
        self.dismiss(chosen.option_id)

    def action_move(self, step: int) -> None:
        count = self.options.option_count
        if count:
            self.options.highlighted = max(0, min(count - 1, (self.options.highlighted or 0) + step))


class SeriesPicker(ModalScreen[tuple[str, ...] | None]):
    """The series of a version, any number of which can be chosen; answers with their names, None for no answer."""

    AUTO_FOCUS = "OptionList"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", tooltip="Close without choosing", id="series.back"),
        Binding("space", "turn", "Choose", tooltip="Choose the series, or no longer", id="series.choose"),
        Binding("a", "all", "All", tooltip="Choose all of them, or none", id="series.all"),
        way("series", "j", "move(1)", "down", "The next series"),
        way("series", "k", "move(-1)", "up", "The series before"),
    ]

    options = getters.query_one(OptionList)

    def __init__(self, choices: Sequence[SeriesChoice], chosen: Sequence[str]) -> None:
        super().__init__()
        self._choices = choices
        self._chosen = {one.name for one in choices if one.name in chosen}

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Series")
            box.border_subtitle = Content("space chooses · a all or none · enter done · esc")
            yield OptionList(*self._prompts())

    def _prompts(self) -> list[Content]:
        return [series_prompt(one, chosen=one.name in self._chosen) for one in self._choices]

    def _redraw(self) -> None:
        for index, prompt in enumerate(self._prompts()):
            self.options.replace_option_prompt_at_index(index, prompt)

    @on(OptionList.OptionSelected)
    def take(self, selected: OptionList.OptionSelected) -> None:
        selected.stop()
        # with none chosen, enter means the one under the cursor
        chosen = self._chosen or {self._choices[selected.option_index].name}
        self.dismiss(tuple(one.name for one in self._choices if one.name in chosen))

    def action_turn(self) -> None:
        if self.options.highlighted is not None:
            self._chosen ^= {self._choices[self.options.highlighted].name}
            self._redraw()

    def action_all(self) -> None:
        names = {one.name for one in self._choices}
        self._chosen = set() if self._chosen == names else names
        self._redraw()

    def action_move(self, step: int) -> None:
        if step > 0:
            self.options.action_cursor_down()
        else:
            self.options.action_cursor_up()


def _has(code: str, words: Sequence[str]) -> bool:
    """Return whether the code with its title and what it means holds every one of these words."""
    text = inert(f"{code} {title(code) or ''} {hint(code) or ''}", 1000).casefold()
    return all(word in text for word in words)
