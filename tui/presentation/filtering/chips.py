"""The parts of a query in force, as they stand in the title of the timeline."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.model.texts.inert import inert
from tui.presentation.pieces import Line, Piece, Role, cells, cut
from tui.presentation.signs import Signs

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question

LONGEST = 44
"""Cells of the longest chip, which holds a uid."""

_SHORT, _LEAST = 26, 8
"""Cells that are left of a first chip for which there is no room, and the fewest that say something."""


def chips_of(question: "Question | None") -> tuple[str, ...]:
    """Return the terms of a question, each as it stands in a query."""
    if question is None:
        return ()
    from store.query.language.printing import printed_term

    return tuple(printed_term(one.term) for one in question.criteria)


def chips_line(chips: tuple[str, ...], room: int, signs: Signs) -> Line:
    """Return the chips in a row that takes at most `room` cells; of those that find no room it says how many."""
    line: list[Piece] = []
    for number, chip in enumerate(chips):
        left = len(chips) - number
        more = Piece(f" +{left}", Role.MUTED)
        free = room - cells(tuple(line)) - (cells((more,)) if left > 1 else 0)
        pieces = _chip(chip, LONGEST, signs)
        if cells(pieces) > free and not line:
            pieces = _chip(chip, min(_SHORT, free - cells(_chip("", 0, signs))), signs)
        if cells(pieces) > free:
            return (*line, more)
        line += pieces
    return tuple(line)


def _chip(text: str, width: int, signs: Signs) -> Line:
    """Return a chip with so many cells of its text, or with the fewest that say something."""
    (shown,) = cut((Piece(inert(text, 200)),), max(_LEAST, width), signs.cut)
    return Piece(" "), Piece(f"{shown.text} {signs.remove}", Role.CHIP)


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
