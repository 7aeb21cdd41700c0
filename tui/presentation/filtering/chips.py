"""The parts of a query in force, as they stand in the title of the timeline."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.model.inert import inert
from tui.presentation.pieces import Line, Piece, Role, cells
from tui.presentation.signs import Signs

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question

LONGEST = 40
"""Cells of the longest chip."""


def chips_of(question: "Question | None") -> tuple[str, ...]:
    """Return the terms of a question, each as it stands in a query."""
    if question is None:
        return ()
    from store.query.printing import printed_term

    return tuple(printed_term(one.term) for one in question.criteria)


def chips_line(chips: tuple[str, ...], room: int, signs: Signs) -> Line:
    """Return the chips in a row that takes at most `room` cells; of those that find no room it says how many."""
    line: list[Piece] = []
    for number, chip in enumerate(chips):
        pieces = (Piece(" "), Piece(f"{inert(chip, LONGEST)} {signs.remove}", Role.CHIP))
        left = len(chips) - number
        more = Piece(f" +{left}", Role.MUTED)
        if cells((*line, *pieces)) + (cells((more,)) if left > 1 else 0) > room:
            return (*line, more)
        line += pieces
    return tuple(line)


def chip_at(line: Line, x: int) -> int | None:
    """Return the number of the chip that a cell of a line belongs to; None where there is none."""
    at = number = 0
    for piece in line:
        end = at + cell_len(piece.text)
        if piece.role is Role.CHIP:
            if at <= x < end:
                return number
            number += 1
        at = end
    return None
