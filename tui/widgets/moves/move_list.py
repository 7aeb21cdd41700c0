"""The moves of a schedule: what can be made now, and why the others cannot."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.presentation.moves.move_lines import offer_prompt, title_of
from tui.presentation.signs import Signs

if TYPE_CHECKING:
    # reading a life brings in what the first frame does without
    from store.lifecycle.offers import Offer


class MoveList(OptionList):
    """Lists moves in the cells that there are; a reason is wrapped, not cut."""

    def __init__(self, offers: "Sequence[Offer]", signs: Signs) -> None:
        super().__init__(*(Option(title_of(one)) for one in offers), id="moves")
        self._offered = offers
        self._signs = signs
        self._drawn = 0

    @on(events.Resize)
    def draw_anew(self) -> None:
        # the cell of a scroll bar is kept free: whether there is one depends on what is drawn
        width = self.size.width - self.styles.scrollbar_size_vertical
        if width != self._drawn:
            self._drawn = width
            for index, offer in enumerate(self._offered):
                self.replace_option_prompt_at_index(index, offer_prompt(offer, self._signs, width))
