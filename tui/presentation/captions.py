"""What stands in the edge of a box: its title at the left, a count at the right."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.model.texts.inert import counted
from tui.presentation.filtering.chips import chips_line
from tui.presentation.pieces import Line, Piece, Role, cells, cut
from tui.presentation.signs import Signs

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question


@dataclass(frozen=True, slots=True)
class Caption:
    """What a list shows: whose events in words, how many, out of how many, and whether more is on its way.

    `chips` are the terms it is filtered by. Where not all are `counted` it is known that so many answer at least;
    `counting` while that goes on.
    """

    subject: str = ""
    count: int | None = None
    overall: int | None = None
    loading: bool = False
    chips: tuple[str, ...] = ()
    counted: int | None = None
    counting: bool = False

    def line(self, title: str, width: int, signs: Signs) -> Line:
        """Return the upper edge of the list's box, `width` cells of it at most; the edge itself is muted."""
        left: Line = (Piece(title, Role.STRONG),)
        counts = self._counts(signs)
        right: Line = (Piece(counts),) if counts else ()
        subject: Line = (Piece(f" {signs.dot} {self.subject}"),) if self.subject else ()
        if not self.chips:
            return edge_line((*left, *subject), right, width, signs)
        # whose events is said in as much room as the chips leave
        room = width - cells(left) - cells(right) - 8
        chips = chips_line(self.chips, room, signs)
        subject = cut(subject, max(0, room - cells(chips)), signs.cut)
        between = Piece(f" {signs.line * 2}", Role.MUTED)
        return edge_line((*left, *subject, between, *chips), right, width, signs)

    def _counts(self, signs: Signs) -> str:
        if self.loading:
            return f"loading{signs.waiting}"
        if self.counted is not None and self.count is not None:
            return f"{counted(self.count)} of >{counted(self.counted)}{signs.waiting if self.counting else ''}"
        return count_text(self.count, self.overall)


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


def index_text(percent: int | None, question: "Question | None") -> str:
    """Return how much of the text index there is where a question takes longer for what it lacks; else nothing."""
    if percent is None or question is None or not question.residual:
        return ""
    from store.query.indexed import signs_of

    return f"text index {percent} %: slower" if any(map(signs_of, question.criteria)) else ""


def edge_line(left: Line, right: Line, width: int, signs: Signs) -> Line:
    """Return a box's upper edge: one part at each end, the muted edge between; the left part is cut first.

    Where there is room for one of them only, it is the left one.
    """
    if not right or width < cells(right) + 6:
        return cut(left, width, signs.cut)
    left = cut(left, width - cells(right) - 4, signs.cut)
    fill = signs.line * max(1, width - cells(left) - cells(right) - 2)
    return (*left, Piece(f" {fill} ", Role.MUTED), *right)
