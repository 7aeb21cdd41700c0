"""The chart of one series: before and after over the day on one scale, and the difference under it.

What both sides have is filled; what one has beyond the other is shaded, by which of them has more. Every
row of cells has one cell for each column of the axis.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from math import ceil, floor
from typing import NamedTuple

from tui.presentation.pieces import Role
from tui.presentation.quarter_hours.charts.day_axis import Columns
from tui.presentation.quarter_hours.charts.glyphs import Glyphs, filled
from tui.presentation.quarter_hours.charts.scales import Scale
from tui.presentation.quarter_hours.charts.tracks import Moment, Track


class Cell(NamedTuple):
    """Text of one or more cells, what it stands for, and the class of its ground, if it has one."""

    text: str
    role: Role = Role.TEXT
    ground: str = ""


Cells = tuple[Cell, ...]

BLANK = Cell(" ")


def merged(row: Iterable[Cell]) -> Cells:
    """Return a row with neighbours that look alike in one piece: fewer are drawn faster."""
    groups = groupby(row, key=lambda cell: (cell.role, cell.ground))
    return tuple(Cell("".join(cell.text for cell in group), *look) for look, group in groups)


def profile_rows(track: Track, columns: Columns, scale: Scale, glyphs: Glyphs) -> list[Cells]:
    """Return the rows of before and after from top to bottom, the zero line among them."""
    two_sided = track.two_sided

    def column(moments: Sequence[Moment]) -> list[Cell]:
        amounts = [amount for moment in moments for amount in _levels(moment, two_sided=two_sided)]
        look = _look(moments if two_sided else (), glyphs)
        above = _bar(max(0.0, min(amounts, default=0.0)), max(0.0, max(amounts, default=0.0)), scale, look)
        below = _bar(max(0.0, -max(amounts, default=0.0)), max(0.0, -min(amounts, default=0.0)), scale, look)
        up = [above(row, glyphs.rising) for row in range(scale.above, 0, -1)]
        down = [below(row, glyphs.hanging) for row in range(1, scale.below + 1)]
        return [*up, _zero(moments, glyphs), *down]

    return _rows(track, columns, column)


def delta_rows(track: Track, columns: Columns, scale: Scale, glyphs: Glyphs) -> list[Cells]:
    """Return the rows of the difference from top to bottom: more upwards, less downwards from the zero line."""

    def column(moments: Sequence[Moment]) -> list[Cell]:
        deltas = [moment.delta for moment in moments if moment.differs]
        more, less = max([*deltas, 0.0]), -min([*deltas, 0.0])
        up = [_level(more, row, scale, glyphs.rising, Role.MORE) for row in range(scale.above, 0, -1)]
        down = [_level(less, row, scale, glyphs.hanging, Role.LESS) for row in range(1, scale.below + 1)]
        return [*up, _delta_zero(moments, glyphs, deltas), *down]

    return _rows(track, columns, column)


def scale_names(scale: Scale, gutter: int, glyphs: Glyphs) -> list[str]:
    """Return what stands before the rows of a scale, `gutter` cells wide."""
    named = {0, *scale.named()}
    rows = [*range(scale.above, 0, -1), 0, *range(-1, -scale.below - 1, -1)]
    return [_name(scale, row, gutter, glyphs) if row in named else _edge("", gutter, glyphs.spread) for row in rows]


def _name(scale: Scale, row: int, gutter: int, glyphs: Glyphs) -> str:
    name = scale.name(row).replace("−", glyphs.minus)
    if len(name) > gutter - 2:
        name = f"{row * scale.step:.2g}".replace("e+0", "e").replace("e+", "e")
    return _edge(name, gutter, glyphs.tick)


def _edge(name: str, gutter: int, end: str) -> str:
    return f"{name[: max(0, gutter - 2)]:>{max(0, gutter - 2)}} {end}"[:gutter] if gutter > 1 else " " * gutter


def _levels(moment: Moment, *, two_sided: bool) -> list[float]:
    """Return the amounts of a place; where a side has none that the other has, it is at zero."""
    amounts = moment.amounts
    return [*amounts, 0.0] if two_sided and moment.delta and len(amounts) == 1 else amounts


class _Look(NamedTuple):
    """How what lies between the amounts of a column is drawn."""

    shade: str
    role: Role
    filled_role: Role
    differs: bool


def _look(moments: Sequence[Moment], glyphs: Glyphs) -> _Look:
    furthest = max((moment.delta for moment in moments), key=abs, default=0.0)
    if not furthest:
        return _Look(glyphs.spread, Role.SAME, Role.SAME, differs=False)
    if furthest < 0:
        return _Look(glyphs.less, Role.LESS, Role.SAME, differs=True)
    return _Look(glyphs.more, Role.MORE, Role.SAME, differs=True)


def _bar(least: float, most: float, scale: Scale, look: _Look) -> Callable[[int, str], Cell]:
    """Return what stands in each row of a bar that is filled up to `least`, and shaded on to `most`."""
    if least == most:
        return lambda row, steps: _level(most, row, scale, steps, look.filled_role)
    if not look.differs and ceil(most / scale.step) - floor(least / scale.step) <= 1:
        return lambda row, steps: _level(most, row, scale, steps, look.filled_role)
    full, end = round(least / scale.step), round(most / scale.step)
    if end <= full:
        # less than a row lies between them, which has to be seen all the same
        end = max(1, full + 1 if most > (full + 0.25) * scale.step else full)
        full = end - 1

    def cell(row: int, steps: str) -> Cell:
        if row <= full:
            return Cell(steps[-1], look.filled_role)
        return Cell(look.shade, look.role) if row <= end else BLANK

    return cell


def _level(amount: float, row: int, scale: Scale, steps: str, role: Role) -> Cell:
    """Return what a bar of one amount shows in a row: parts of a cell, the least of them for a trifle."""
    share = amount / scale.step - (row - 1)
    if amount <= 0 or (row > 1 and share <= 1e-9):
        return BLANK
    return Cell(filled(steps, min(1.0, share)), role)


def _zero(moments: Sequence[Moment], glyphs: Glyphs) -> Cell:
    if any(moment.is_null for moment in moments):
        return Cell(glyphs.null, Role.WAITING)
    if any(moment.differs and not moment.delta for moment in moments):
        return Cell(glyphs.differs, Role.WAITING)
    return BLANK if all(moment.is_missing for moment in moments) else Cell(glyphs.zero, Role.MUTED)


def _delta_zero(moments: Sequence[Moment], glyphs: Glyphs, deltas: Sequence[float]) -> Cell:
    if any(delta == 0 for delta in deltas):
        return Cell(glyphs.differs, Role.WAITING)
    return BLANK if all(moment.is_missing for moment in moments) else Cell(glyphs.zero, Role.MUTED)


def _rows(track: Track, columns: Columns, column: Callable[[Sequence[Moment]], Iterable[Cell]]) -> list[Cells]:
    drawn = [list(column([track.moments[place] for place in group])) for group in columns.groups()]
    wide = [[Cell(cell.text * columns.each, cell.role) for cell in one] for one in drawn]
    return [merged(row) for row in zip(*wide, strict=True)]
