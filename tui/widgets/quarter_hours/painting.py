"""Cells and lines painted in the colours of a widget."""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from tui.presentation.pieces import Line, Role, fitted
from tui.presentation.quarter_hours.charts.chart import Cell
from tui.widgets.palette import Palette

CURSOR = "quarters--cursor"
"""The class of the ground under the cursor."""

NOWHERE = range(0)


def painted(palette: Palette, row: Iterable[Cell], width: int, cursor: range = NOWHERE) -> Strip:
    """Return a row as a strip of that many cells; those in `cursor` lie on the cursor's ground."""
    segments = [Segment(text, palette.style(role, ground)) for text, role, ground in _grounded(row, cursor)]
    return Strip(segments).adjust_cell_length(width, palette.style(Role.TEXT))


def line_strip(palette: Palette, line: Line, width: int, cut: str, *, at_cursor: bool = False) -> Strip:
    """Return a line as a strip of that many cells, cut visibly."""
    return palette.strip(fitted(line, width, cut), width, CURSOR if at_cursor else "")


def _grounded(row: Iterable[Cell], cursor: range) -> Iterator[Cell]:
    """Yield cells, cut where the cursor begins and ends."""
    start = 0
    for cell in row:
        length = cell_len(cell.text)
        end = start + length
        if end <= cursor.start or start >= cursor.stop or length != len(cell.text):
            yield cell
        else:
            inner = slice(max(0, cursor.start - start), min(length, cursor.stop - start))
            for part, ground in (
                (cell.text[: inner.start], cell.ground),
                (cell.text[inner], CURSOR),
                (cell.text[inner.stop :], cell.ground),
            ):
                if part:
                    yield Cell(part, cell.role, ground)
        start = end
