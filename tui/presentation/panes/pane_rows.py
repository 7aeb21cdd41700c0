"""Lines of the change panes laid out as rows: side by side, or both sides in one pane."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rich.cells import cell_len, set_cell_size

from tui.presentation.panes.elision import elided
from tui.presentation.panes.pane_lines import Look, PaneLine, Sign, Span, Spans, cells_of

GUTTER = 5
"""Columns in front of every row: the cursor bar, the sign, the fold marker, and spaces."""

DEEPEST = 12
"""Deeper steps are not indented further."""

CHANGED_TO = " → "
"""The joint of two values that need not be on one row."""


class Part(StrEnum):
    """Which of a line's sides a row shows; SIDES are before and after next to each other."""

    BEFORE = "before"
    AFTER = "after"
    SIDES = "sides"
    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a pane: the line it shows and its number among the lines."""

    line: PaneLine
    index: int
    part: Part


def side_rows(lines: Sequence[PaneLine], part: Part = Part.SIDES) -> tuple[Row, ...]:
    """Return one row for each line, of both sides next to each other or of one; all have as many."""
    return tuple(Row(line, index, part) for index, line in enumerate(lines))


def unified_rows(lines: Sequence[PaneLine], width: int) -> tuple[Row, ...]:
    """Return the rows that show both sides in one; what does not fit one row takes two, amounts never."""
    rows: list[Row] = []
    for index, line in enumerate(lines):
        if line.joint == CHANGED_TO and line.sign is Sign.CHANGED and not _fits(line, width):
            rows += [Row(line, index, Part.OLD), Row(line, index, Part.NEW)]
        else:
            rows.append(Row(line, index, Part.BOTH))
    return tuple(rows)


def row_spans(row: Row, width: int, *, cursor: bool = False) -> Spans:
    """Return what a row shows, cut visibly or filled to exactly `width` cells."""
    line = row.line
    if line.heading:
        return fitted(_heading(row, width, cursor=cursor), width)
    if row.part is Part.SIDES and not line.wide:
        return _sides(row, width, cursor=cursor)
    if (row.part is Part.BEFORE and line.before is None) or (row.part is Part.AFTER and line.after is None):
        return fitted((_bar(cursor=cursor),), width)
    sign = Span(f"{_sign(row)} ", _SIGN_LOOKS[_sign(row)])
    start = (_bar(cursor=cursor), sign, *_indent(line), *line.label)
    return fitted((*start, *_values(row, width - cells_of(start))), width)


def left_cells(width: int) -> int:
    """Return how many of a pane's columns the side before has, left of a space and the line between both."""
    return max(0, width - 2) // 2


def _sides(row: Row, width: int, *, cursor: bool) -> Spans:
    if width < 2:
        return fitted((), width)
    left = left_cells(width)
    before = row_spans(replace(row, part=Part.BEFORE), left, cursor=cursor)
    return (*before, Span(" │", Look.MUTED), *row_spans(replace(row, part=Part.AFTER), width - 2 - left))


def fitted(spans: Sequence[Span], width: int) -> Spans:
    """Return spans that fill exactly `width` cells: cut with `…`, or filled with spaces."""
    shown: list[Span] = []
    left = width
    for span in spans:
        cells = cell_len(span.text)
        if cells > left:
            break
        shown.append(span)
        left -= cells
    else:
        return (*shown, Span(" " * left)) if left else tuple(shown)
    return _cut(shown, span, left)


def _cut(shown: list[Span], span: Span, left: int) -> Spans:
    """Return spans with the last one cut to what is left, and a `…` in the very last cell."""
    shown.append(Span(set_cell_size(span.text, left), span.look))
    while shown and not shown[-1].text:
        shown.pop()
    if not shown:
        return ()
    last = shown.pop()
    return (*shown, Span(set_cell_size(last.text, cell_len(last.text) - 1), last.look), Span("…", Look.MUTED))


_SIGN_LOOKS = {Sign.SAME: Look.MUTED, Sign.CHANGED: Look.DELTA, Sign.ADDED: Look.NEW, Sign.REMOVED: Look.OLD}


def _bar(*, cursor: bool) -> Span:
    return Span("▌" if cursor else " ", Look.KEY)


def _sign(row: Row) -> Sign:
    return {Part.OLD: Sign.REMOVED, Part.NEW: Sign.ADDED}.get(row.part, row.line.sign)


def _indent(line: PaneLine) -> Spans:
    marker = line.fold.value if line.fold else " "
    return (Span("  " * min(line.depth, DEEPEST)), Span(f"{marker} ", Look.MUTED))


def _values(row: Row, room: int) -> Spans:
    before, after = row.line.before or (), row.line.after or ()
    if row.part in _ONE_SIDE and before and after and row.line.sign is Sign.CHANGED and not row.line.delta:
        before, after = elided(before, after, room)
    match row.part:
        case Part.BEFORE | Part.OLD:
            return before
        case Part.AFTER | Part.NEW:
            return (*after, *row.line.delta)
    if row.line.sign is Sign.CHANGED and before != after and row.line.joint:
        return (*before, Span(row.line.joint, Look.MUTED), *after, *row.line.delta)
    gone = row.line.sign is Sign.REMOVED or row.line.after is None
    return (*(before if gone else after), *row.line.delta)


_ONE_SIDE = {Part.BEFORE, Part.AFTER, Part.OLD, Part.NEW}


def _fits(line: PaneLine, width: int) -> bool:
    parts = (_indent(line), line.label, line.before or (), line.after or (), line.delta)
    return 3 + sum(cells_of(spans) for spans in parts) + len(line.joint) <= width


def _heading(row: Row, width: int, *, cursor: bool) -> Spans:
    """Return a heading with a rule behind it; the before side shows the rule alone."""
    title = () if row.part is Part.BEFORE else (*row.line.label, Span(" "))
    rule = "─" * max(0, width - GUTTER - cells_of(title))
    return (_bar(cursor=cursor), Span("    "), *title, Span(rule, Look.MUTED))


_ASCII = str.maketrans(
    {"▸": ">", "▾": "v", "⋯": ":", "▌": ">", "─": "-", "┬": "-", "│": "|", "→": "->", "←": "<-", "×": "x", "–": "-"}
    | {"−": "-", "±": "+", "…": "~", "∅": "null", "·": ".", "≥": ">="}
)


def in_ascii(spans: Spans) -> Spans:
    """Return spans with the signs of the panes in ASCII; wider than before by a few cells."""
    return tuple(Span(ascii_text(span.text), span.look) for span in spans)


def ascii_text(text: str) -> str:
    """Return text with the signs of the panes in ASCII."""
    return text.translate(_ASCII)
