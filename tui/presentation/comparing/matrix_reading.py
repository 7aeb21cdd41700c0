"""What stands under the cursor of a matrix: the cell, what it can be compared with, and all of it in words."""

from dataclasses import dataclass, replace
from datetime import tzinfo

from store.diff.versions.version_matrix import Cell, CellKind, VersionMatrix
from store.model.market.megawatts import energy_text
from store.model.schedules.version_state import VersionState
from store.model.texts.inert import counted, inert
from tui.presentation.comparing.compared_lines import energy_delta, moment, moved_sign, signed_text
from tui.presentation.comparing.matrix_lines import MatrixLine, Row, cell_at, cell_energy, schedule_name, series_text
from tui.presentation.pieces import Line, Piece, Role, cut
from tui.presentation.signs import Signs, status_mark
from tui.presentation.times import day_text

_IMPOSED = "imposed by the TSO, the counterparty's values in place of ours"


@dataclass(frozen=True, slots=True)
class ChosenCell:
    """One cell of a matrix: the line and the column, which counts from 0."""

    block: VersionMatrix
    line: MatrixLine
    column: int

    @property
    def cell(self) -> Cell:
        """What the version did to the series, or to all of them."""
        return cell_at(self.line, self.column, self.block)

    @property
    def version(self) -> VersionState:
        """The version of the column."""
        return self.block.versions[self.column]

    @property
    def series(self) -> str | None:
        """The name of the series; None for all of them."""
        return self.block.rows[self.line.series].name if self.line.row is Row.SERIES else None

    @property
    def against(self) -> VersionState | None:
        """The version that this one stands against; None where there is none."""
        if self.line.row is not Row.SERIES:
            return self.block.versions[self.column - 1] if self.column else None
        return next((one for one in self.block.versions if one.number == self.cell.since), None)

    @property
    def why_alone(self) -> str | None:
        """Why there is nothing to compare with, in words; None when there is."""
        if self.against is not None:
            return None
        if self.cell.kind is CellKind.UNKNOWN:
            return "the log does not say what the amounts are in this version"
        return "there is no version before with amounts to compare with"

    def schedule(self, signs: Signs) -> str:
        """Return what the schedule is called: `Thu 26 Mar 2026 · 50Hertz 11XALPHA`."""
        day = f"{day_text(self.version.day)} {signs.dot} " if self.version.day else ""
        return f"{day}{schedule_name(self.block)}"


def reading_lines(chosen: ChosenCell, width: int, signs: Signs, zone: tzinfo) -> tuple[Line, ...]:
    """Return three lines: whose version it is and where it stands, which series, and what the version did to it."""
    version, line = chosen.version, chosen.line
    mark = status_mark(version.status, version.raw_status, signs)
    last = version.last
    as_of = f"  as of {moment(last.at, zone)} {inert(last.type, 40)}" if last else ""
    whose: Line = (
        Piece(f"{chosen.schedule(signs)} {signs.dot} v{version.number} ", Role.STRONG),
        *mark.line,
        Piece(as_of, Role.MUTED),
    )
    rows = chosen.block.rows
    what = series_text(rows[line.series], chosen.block, signs) if line.row is Row.SERIES else "all series"
    lines = (whose, (Piece(what),), (Piece(cell_reading(chosen.cell, signs)),))
    return tuple(cut(one, width, signs.cut) for one in lines)


def cell_reading(cell: Cell, signs: Signs) -> str:
    """Return in words what a version did to a series, and whose amounts it holds."""
    if not cell.imposed:
        return _change_reading(cell, signs)
    if cell.kind is CellKind.FIRST:
        return f"{_IMPOSED}{_energy_reading(cell, signs)}"
    return f"{_change_reading(cell, signs)}; {_IMPOSED}"


def _change_reading(cell: Cell, signs: Signs) -> str:
    against = f" against v{cell.since}" if cell.since is not None else ""
    energy = _energy_reading(cell, signs)
    match cell.kind:
        case CellKind.ABSENT:
            return "this version has no such series"
        case CellKind.UNKNOWN:
            return "the log does not say what the amounts are in this version"
        case CellKind.FIRST:
            return f"the first amounts in the log{energy}"
        case CellKind.SAME:
            return f"the same{against}{energy}"
    words = {CellKind.NEW: "new: ", CellKind.GONE: "gone: "}.get(cell.kind, "")
    if not cell.comparable:
        return f"{words}another resolution{against}, quarter-hours are not compared{energy}"
    noun = "quarter-hour" if cell.quarter_hours == 1 else "quarter-hours"
    largest = f", largest {signed_text(cell.largest.delta, signs)} MW at {cell.largest.label}" if cell.largest else ""
    count = f"{counted(cell.quarter_hours)} {noun}{against}{largest}"
    if cell.together:
        return (
            f"{moved_sign(signs)} {energy_text(cell.delta_mwh)} MWh in {count}: what rose and what fell, without signs"
        )
    return f"{words}{energy_delta(cell.delta_mwh, signs)} MWh in {count}{energy}"


def _energy_reading(cell: Cell, signs: Signs) -> str:
    return f"; {cell_energy(cell.energy_mwh, signs)} MWh" if cell.energy_mwh is not None else ""


def no_change_text(chosen: ChosenCell, step: int) -> str:
    """Return that no version after a cell changed its series, or none before; none at all where it is so."""
    columns = range(len(chosen.block.versions))
    what = "this series" if chosen.line.row is Row.SERIES else "any series"
    if not any(replace(chosen, column=column).cell.changes for column in columns):
        return f"no version changed {what}"
    return f"no {'later' if step > 0 else 'earlier'} version changed {what}"


def range_text(first: int, last: int, columns: int, signs: Signs) -> str:
    """Return which columns are in sight, counted from 0 and up to `last`, out of how many; empty when all are."""
    if (first, last) == (0, columns):
        return ""
    return f"columns {first + 1}{'–' if signs.cut == '…' else '-'}{last} of {counted(columns)}"
