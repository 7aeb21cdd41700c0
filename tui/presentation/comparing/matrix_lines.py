"""The matrix of versions as lines: a column of series that stays, and a column for each version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from store.diff.versions.version_matrix import Cell, CellKind, MatrixRow, VersionMatrix
from store.model.market.eic import PSEUDO_PARTIES
from store.model.market.megawatts import energy_text
from store.model.market.tso import short_name
from store.model.texts.inert import counted, inert
from tui.presentation.comparing.compared_lines import energy_delta, moved_sign
from tui.presentation.lists.tree_labels import counterparty
from tui.presentation.pieces import Line, Piece, Role, cells, fitted
from tui.presentation.signs import ASCII, Signs, status_mark

NAME_CELLS, WIDE_NAME_CELLS = 22, 34
TOTAL_CELLS = 14
_ROOMY, _TIGHT = 110, 60
"""Columns from which on cells say the unit and names have more room, and below which there are no sums."""
_LEAST_CELLS, _MOST_CELLS = 10, 26


class Row(StrEnum):
    """What a line of the matrix is about."""

    HEAD = "head"
    SERIES = "series"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One line: which schedule's matrix it belongs to, what it is about, and which of the series."""

    block: int
    row: Row
    series: int = 0


@dataclass(frozen=True, slots=True)
class MatrixLook:
    """How a matrix is drawn: the cells of its columns, the signs, and whether there is room for the unit."""

    name_cells: int
    total_cells: int
    cell_cells: int
    signs: Signs
    with_unit: bool

    @property
    def fixed_cells(self) -> int:
        """The cells of the columns that stay."""
        return self.name_cells + self.total_cells

    @classmethod
    def of(cls, blocks: Sequence[VersionMatrix], width: int, signs: Signs) -> "MatrixLook":
        """Return how matrices are drawn in so many columns: no cell is wider than it must be."""
        roomy = width >= _ROOMY
        names = WIDE_NAME_CELLS if roomy else NAME_CELLS if width >= _TIGHT else max(8, width // 3)
        look = cls(names, TOTAL_CELLS if width >= _TIGHT else 0, _MOST_CELLS, signs, roomy)
        columns = max((len(block.versions) for block in blocks), default=0)
        room = width - 1 - look.fixed_cells
        # the words of the heads are short ones where the whole ones keep a version out of sight
        whole, short = (look._fitting(blocks, most) for most in (_MOST_CELLS, _LEAST_CELLS))
        cell_cells = whole if whole * columns <= room else short
        needed = max((cells(one) + 1 for block in blocks for one in _names(block, signs)), default=0)
        spare = max(0, room - cell_cells * columns)
        return replace(look, cell_cells=cell_cells, name_cells=max(names, min(needed, names + spare)))

    def _fitting(self, blocks: Sequence[VersionMatrix], most: int) -> int:
        """Return the cells that a column must have whose heads are written for so many."""
        look = replace(self, cell_cells=most)
        widest = max((cells(one) for block in blocks for one in _all_cells(block, look)), default=0)
        return max(_LEAST_CELLS, min(_MOST_CELLS, widest + 2))


def matrix_lines(blocks: Sequence[VersionMatrix]) -> tuple[MatrixLine, ...]:
    """Return the lines of matrices one under the other, each with its head and its total."""
    found: list[MatrixLine] = []
    for number, block in enumerate(blocks):
        found.append(MatrixLine(number, Row.HEAD))
        found += [MatrixLine(number, Row.SERIES, series) for series in range(len(block.rows))]
        found.append(MatrixLine(number, Row.TOTAL))
    return tuple(found)


def fixed_line(line: MatrixLine, block: VersionMatrix, look: MatrixLook) -> Line:
    """Return the columns of a line that stay: whose it is, and the sum of what all versions changed."""
    name = _name(line, block, look.signs)
    if line.row is Row.HEAD:
        total: Line = (Piece(f"{look.signs.sigma} {'Δ' if look.signs is not ASCII else ''} MWh", Role.MUTED),)
    elif line.row is Row.TOTAL:
        moved = energy_text(sum(abs(row.delta_mwh) for row in block.rows))
        total = (Piece(moved, Role.STRONG) if any(row.changes for row in block.rows) else Piece("=", Role.MUTED),)
    else:
        row = block.rows[line.series]
        delta = Piece(energy_delta(row.delta_mwh, look.signs), Role.STRONG)
        total = (delta if row.changes else Piece("=", Role.MUTED),)
    names = fitted(name, look.name_cells - 1, look.signs.cut)
    if not look.total_cells:
        return (*names, Piece(" "))
    return (*names, Piece(" "), *fitted(total, look.total_cells - 1, look.signs.cut), Piece(" "))


def _name(line: MatrixLine, block: VersionMatrix, signs: Signs) -> Line:
    """Return what a line is about."""
    match line.row:
        case Row.HEAD:
            return (Piece(schedule_name(block), Role.STRONG),)
        case Row.TOTAL:
            return (Piece(f"  {moved_sign(signs)} all series", Role.MUTED),)
        case Row.SERIES:
            return (Piece(f"  {series_text(block.rows[line.series], block, signs)}"),)


def _names(block: VersionMatrix, signs: Signs) -> Sequence[Line]:
    return [_name(line, block, signs) for line in matrix_lines([block])]


def cell_line(line: MatrixLine, column: int, block: VersionMatrix, look: MatrixLook) -> Line:
    """Return one column of a line, filled to its width; empty where the schedule has no such version."""
    if column >= len(block.versions):
        return (Piece(" " * look.cell_cells),)
    if line.row is Row.HEAD:
        shown = head_text(block, column, look)
    else:
        shown = cell_text(cell_at(line, column, block), _before(block, column), look)
    return fitted(shown, look.cell_cells, look.signs.cut)


def cell_at(line: MatrixLine, column: int, block: VersionMatrix) -> Cell:
    """Return what a version did to the series of a line, or to all of them."""
    return block.total(column) if line.row is Row.TOTAL else block.rows[line.series].cells[column]


def cell_text(cell: Cell, before: int | None, look: MatrixLook) -> Line:
    """Return a cell; where it stands against another version than `before`, that one is named."""
    signs = look.signs
    since = "" if cell.since is None or cell.since == before else f" {signs.back}v{cell.since}"
    imposed: Line = (Piece(f" {signs.imposed}", Role.IMPOSED),) if cell.imposed else ()
    match cell.kind:
        case CellKind.SAME:
            return (Piece(f"={since}", Role.MUTED), *imposed)
        case CellKind.ABSENT:
            return (Piece(signs.dot, Role.MUTED),)
        case CellKind.UNKNOWN:
            return (Piece("?", Role.WAITING),)
        case CellKind.FIRST:
            return (Piece(cell_energy(cell.energy_mwh, signs), Role.MUTED), *imposed)
    words = {CellKind.NEW: "new ", CellKind.GONE: "gone "}.get(cell.kind, "")
    if cell.kind is not CellKind.CHANGED:
        amount = energy_delta(cell.delta_mwh, signs) if cell.delta_mwh else ""
        role = Role.ACCEPTED if cell.kind is CellKind.NEW else Role.REJECTED
        return (Piece(f"{words}{amount}{since}".rstrip(), role), *imposed)
    unit = " MWh" if look.with_unit else ""
    count = f" {signs.dot} {counted(cell.quarter_hours)} qh" if cell.comparable else f" {signs.warning} resolution"
    amount = energy_text(cell.delta_mwh) if cell.together else energy_delta(cell.delta_mwh, signs)
    return (Piece(f"{amount}{unit}", Role.STRONG), Piece(f"{count}{since}"), *imposed)


def head_text(block: VersionMatrix, column: int, look: MatrixLook) -> Line:
    """Return a version's number and where it stands: `v3 ✔ confirmed`."""
    version = block.versions[column]
    mark = status_mark(version.status, version.raw_status, look.signs)
    word = mark.word if len(f"v{version.number} {mark.sign} {mark.word}") < look.cell_cells else mark.short
    return (Piece(f"v{version.number} ", Role.STRONG), Piece(f"{mark.sign} {word}", mark.role))


def schedule_name(block: VersionMatrix) -> str:
    """Return whose schedule a matrix is of, inert: its TSO and the party."""
    version = block.versions[0]
    tso = inert(short_name(version.tso), 30) if version.tso else "TSO not known"
    return f"{tso} {inert(version.party, 20)}" if version.party else tso


def series_text(row: MatrixRow, block: VersionMatrix, signs: Signs) -> str:
    """Return a series: its name, type, and the other party with the way the energy goes."""
    # the party that stands for a forecast says what the type says
    forecast = bool(PSEUDO_PARTIES.keys() & {row.in_party, row.out_party})
    way = "" if forecast else counterparty(row, block.versions[0].party, signs)
    return " ".join(part for part in (inert(row.name or "–", 20), inert(row.type or "", 12), way) if part)


def cell_energy(energy_mwh: float | None, signs: Signs) -> str:
    """Return an energy in MWh with spaces between thousands; empty where it is not known."""
    return "" if energy_mwh is None else signs.amount(energy_text(energy_mwh, grouped=True))


def _before(block: VersionMatrix, column: int) -> int | None:
    return block.versions[column - 1].number if column else None


def _all_cells(block: VersionMatrix, look: MatrixLook) -> Sequence[Line]:
    lines = [line for line in matrix_lines([block]) if line.row is not Row.HEAD]
    columns = range(len(block.versions))
    heads = [head_text(block, column, look) for column in columns]
    return [
        *heads,
        *(
            cell_text(cell_at(line, column, block), _before(block, column), look)
            for line in lines
            for column in columns
        ),
    ]
