"""What stands in the edge of a box: its title at the left, a count at the right."""

from dataclasses import dataclass

from store.model.inert import counted
from tui.presentation.pieces import Line, Piece, Role, cells, cut
from tui.presentation.signs import Signs


@dataclass(frozen=True, slots=True)
class Caption:
    """What a list shows: whose events in words, how many, out of how many, and whether more is on its way."""

    subject: str = ""
    count: int | None = None
    overall: int | None = None
    loading: bool = False

    def line(self, title: str, width: int, signs: Signs) -> Line:
        """Return the upper edge of the list's box, `width` cells of it at most; the edge itself is muted."""
        left: Line = (Piece(title, Role.STRONG),)
        if self.subject:
            left = (*left, Piece(f" {signs.dot} {self.subject}"))
        counts = f"loading{signs.waiting}" if self.loading else count_text(self.count, self.overall)
        return edge_line(left, (Piece(counts),) if counts else (), width, signs)


def count_text(count: int | None, overall: int | None) -> str:
    """Return how many events a list holds, out of how many: `7 of 1 284 events`; empty while unknown."""
    if count is None:
        return ""
    if overall is None or overall == count:
        return f"{counted(count)} {'event' if count == 1 else 'events'}"
    return f"{counted(count)} of {counted(overall)} events"


def unseen_text(number: int) -> str:
    """Return how many events have come that were not followed, in the lower edge of the box: `42 new`."""
    return f"{counted(number)} new"


def edge_line(left: Line, right: Line, width: int, signs: Signs) -> Line:
    """Return a box's upper edge: one part at each end, the muted edge between; the left part is cut first.

    Where there is room for one of them only, it is the left one.
    """
    if not right or width < cells(right) + 6:
        return cut(left, width, signs.cut)
    left = cut(left, width - cells(right) - 4, signs.cut)
    fill = signs.line * max(1, width - cells(left) - cells(right) - 2)
    return (*left, Piece(f" {fill} ", Role.MUTED), *right)
