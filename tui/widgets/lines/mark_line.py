"""The line that keeps what was marked in sight."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.presentation.comparing.marked import Marked, MarkedState
from tui.presentation.moves.move_lines import content
from tui.presentation.pieces import Line, Piece, Role, cut, longest
from tui.presentation.signs import Signs


def mark_line(marked: Marked, width: int, signs: Signs, key: str) -> Line:
    """Return what is marked as A and what can be done with it, in at most `width` cells; `key` marks B."""
    name: Line = (Piece(" A ", Role.STRONG), Piece(marked.name))
    again = "turns before and after" if isinstance(marked, MarkedState) else "offers its other versions"
    texts = (
        f"{key} on something else marks B {signs.dot} {key} here again {again} {signs.dot} esc forgets",
        f"{key} elsewhere marks B {signs.dot} esc forgets",
        f"{key} marks B",
    )
    line = longest([(*name, Piece(f"  {signs.dot} {text}", Role.MUTED)) for text in texts], width)
    return cut(line, width, signs.cut)


class MarkLine(Widget):
    """What is marked as A, for as long as it is; nothing otherwise. `key` is the one that marks B."""

    marked: reactive[Marked | None] = reactive(None)
    key: reactive[str] = reactive("c")

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs

    def watch_marked(self, marked: Marked | None) -> None:
        self.set_class(marked is not None, "-marked")

    def render(self) -> Content:
        if self.marked is None:
            return Content("")
        return content(mark_line(self.marked, self.size.width, self._signs, self.key))
