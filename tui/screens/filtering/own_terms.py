"""The menu of what a row shares with others: filters to that, or everything but that."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from store.model.texts.inert import inert
from tui.presentation.filtering.own_terms import LETTERS, OwnTerm


class TermMenu(ModalScreen[str | None]):
    """Asks which of some terms shall be true, or `negated` shall not; answers with its text, None for none."""

    AUTO_FOCUS = "OptionList"
    CSS_PATH: ClassVar[str] = "../../styles/filtering.tcss"

    HELP = """
    ## Only this, not this

    What the event, or the branch of the tree, is: one letter lists only what shares it, or nothing that does.
    It becomes one more part of the filter in the title of the timeline.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", tooltip="Leave the filter as it is", id="terms.back"),
        *(
            Binding(letter, f"choose({letter!r})", "Choose", tooltip="Filter by this", id=f"terms.{letter}", show=False)
            for letter in LETTERS
        ),
    ]

    def __init__(self, terms: Sequence[OwnTerm], *, negated: bool) -> None:
        super().__init__()
        self._terms = {one.letter: one for one in terms}
        self._negated = negated

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Not this" if self._negated else "Only this")
            box.border_subtitle = Content("letter or enter · esc")
            yield OptionList(*(self._option(one) for one in self._terms.values()))

    def _option(self, one: OwnTerm) -> Option:
        text = inert(one.text(negated=self._negated), 100)
        words = Content.assemble((f" {one.letter} ", "$text-accent bold"), f" {one.label:<14} ", (text, "$text-muted"))
        return Option(words, id=one.letter)

    @on(OptionList.OptionSelected)
    def choose_option(self, event: OptionList.OptionSelected) -> None:
        """Take what was chosen by enter or by a click."""
        event.stop()
        self.action_choose(event.option_id or "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return True if action != "choose" or parameters[0] in self._terms else None

    def action_choose(self, letter: str) -> None:
        self.dismiss(self._terms[letter].text(negated=self._negated))
