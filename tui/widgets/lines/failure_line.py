"""The line that says what the store could not answer, above the last answer, which stays."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from store.model.texts.inert import inert
from tui.presentation.pieces import Piece, cells, cut, plain
from tui.presentation.signs import Signs


class FailureLine(Widget):
    """One sentence and how to ask again; not there while there is nothing to say."""

    sentence: reactive[str | None] = reactive(None)

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs

    def render(self) -> Content:
        again = Piece("  (r tries again)")
        room = self.size.width - cells((again,))
        text = f" {self._signs.rejected} {inert(self.sentence or '', 1000)}"
        return Content(plain((*cut((Piece(text),), room, self._signs.cut), again)))

    def watch_sentence(self, sentence: str | None) -> None:
        self.set_class(sentence is not None, "-failed")
