"""Two states side by side in a terminal, out of the same lines as the change panes draw."""

from collections.abc import Iterator, Sequence

from store.model.texts.inert import inert
from tui.cli.comparing.colours import Colours
from tui.presentation.changes.comparison import Subject
from tui.presentation.panes.lines.change_lines import Drawn, drawn
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Sign, Span, Spans, Unfolded
from tui.presentation.panes.pane_rows import Row, fitted, in_ascii, left_cells, row_spans, side_rows, unified_rows

SIDES_FROM = 100
"""Columns from which on both sides stand next to each other; below, each change takes one row or two."""

_RUN_JOINT = " │ "
_DEEPEST = 12


def side_lines(
    subject: Subject, names: tuple[str, str], width: int, colours: Colours, *, unicode: bool
) -> Iterator[str]:
    """Yield the lines that lay two states side by side in `width` columns; `names` head them."""
    # the first column is that of the cursor
    inner = width + 1
    wide = width >= SIDES_FROM
    shown = _opened(subject, inner, left_cells(inner) if wide else inner)
    if wide:
        left = left_cells(inner)
        yield colours.line(_named(names, left, inner - 2 - left)).rstrip()
    rows: Sequence[Row] = side_rows(shown.lines) if wide else unified_rows(shown.lines, inner)
    for row in rows:
        spans = row_spans(row, inner)
        yield colours.line(_without_cursor(spans if unicode else fitted(in_ascii(spans), inner))).rstrip()


def _opened(subject: Subject, width: int, half: int) -> Drawn:
    """Return two states drawn with everything that changed in sight: nobody can open a line of a text."""
    unfolded = Unfolded()
    shown = drawn(subject, None, unfolded, width, half)
    for _ in range(_DEEPEST):
        closed = [line for line in shown.lines if _hides_changes(line)]
        if not closed:
            break
        for line in closed:
            unfolded = unfolded.toggled(line)
        shown = drawn(subject, shown, unfolded, width, half)
    return shown


def _hides_changes(line: PaneLine) -> bool:
    return line.fold is Fold.CLOSED and line.change and line.sign is Sign.CHANGED and line.joint != _RUN_JOINT


def _named(names: tuple[str, str], left: int, right: int) -> Spans:
    sides = [(Span("     "), Span(inert(name, 200), Look.HEADING)) for name in names]
    return _without_cursor((*fitted(sides[0], left), Span(" │", Look.MUTED), *fitted(sides[1], right)))


def _without_cursor(spans: Spans) -> Spans:
    first, *rest = spans
    return (first._replace(text=first.text[1:]), *rest)
