"""Which version of a schedule changed which of its series, and by how much: rows of series, columns of versions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from store.diff.days.day_comparison import SeriesComparison, Slot, series_comparison
from store.diff.days.day_grid import DayGrid
from store.diff.days.matching import matched
from store.diff.days.quarter_hours import DECIMALS
from store.diff.versions.version_sides import version_side
from store.model.market.delivery_day import zone_of
from store.model.schedules.version_state import VersionState
from store.model.snapshot import TimeSeries
from store.model.status import Status, status_of


class CellKind(StrEnum):
    """What a version did to a series.

    FIRST is the first version whose amounts the log holds: nothing is known that they could have changed.
    UNKNOWN is a version of which the log does not say what the amounts of the series are.
    """

    ABSENT = "absent"
    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cell:
    """One series in one version, against the nearest earlier version whose amounts are known.

    `since` is the number of that version, None where there is none. `delta_mwh` is the energy added,
    `quarter_hours` counts those that differ and `largest` is the one furthest from zero. `energy_mwh` is
    that of the series in this version. Not `comparable` are two resolutions, of which only the energy is.
    Of `together` all series `delta_mwh` sums the differences without their signs. `imposed` are amounts that the TSO
    put in the place of ours, those of the counterparty.
    """

    kind: CellKind
    since: int | None = None
    delta_mwh: float = 0.0
    quarter_hours: int = 0
    largest: Slot | None = None
    energy_mwh: float | None = None
    comparable: bool = True
    together: bool = False
    imposed: bool = False

    @property
    def changes(self) -> bool:
        """Whether the version did something to the series."""
        return self.kind in {CellKind.CHANGED, CellKind.NEW, CellKind.GONE}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One series through all versions; areas and parties are the newest told."""

    name: str
    type: str | None
    in_area: str | None
    out_area: str | None
    in_party: str | None
    out_party: str | None
    cells: tuple[Cell, ...]

    @property
    def delta_mwh(self) -> float:
        """The sum of all its changes: the energy in the last version minus that in the first."""
        return round(sum(one.delta_mwh for one in self.cells), DECIMALS)

    @property
    def changes(self) -> int:
        """How many versions did something to it."""
        return sum(one.changes for one in self.cells)


@dataclass(frozen=True, slots=True)
class VersionMatrix:
    """All series of a schedule, in the order they first appear, by its versions, ascending by number."""

    versions: tuple[VersionState, ...]
    rows: tuple[MatrixRow, ...]

    def total(self, column: int) -> Cell:
        """Return what a version did to all series together.

        Energy that is bought and energy that is used have no sum: `energy_mwh` and `largest` are left out.
        """
        cells = [row.cells[column] for row in self.rows]
        known = [one for one in cells if one.kind is not CellKind.UNKNOWN]
        since = {one.since for one in known if one.changes or one.kind is CellKind.SAME}
        return Cell(
            _total_kind(cells),
            since=next(iter(since)) if len(since) == 1 else None,
            delta_mwh=round(sum(abs(one.delta_mwh) for one in cells), DECIMALS),
            quarter_hours=sum(one.quarter_hours for one in cells),
            comparable=all(one.comparable for one in cells),
            together=True,
        )


def version_matrix(versions: Sequence[VersionState]) -> VersionMatrix:
    """Return the matrix of the versions of one schedule, ascending by number."""
    rows: list[_Row] = []
    heard: int | None = None
    for column, version in enumerate(versions):
        series = version_side(version).known.series
        by_newest = {id(row.newest): row for row in rows}
        # a version that tells of no series does not say what they are
        for one, other in matched([row.newest for row in rows], series) if series else ():
            row = by_newest.get(id(one))
            if row is None and other is not None:
                rows.append(row := _Row(other, [Cell(CellKind.ABSENT)] * column))
            if row is not None:
                taken = row.taken(other, version, heard)
                row.cells.append(replace(taken, imposed=True) if other is not None and _is_imposed(other) else taken)
        for row in rows[: len(by_newest)] if not series else ():
            row.cells.append(Cell(CellKind.UNKNOWN))
        heard = version.number if series else heard
    return VersionMatrix(tuple(versions), tuple(row.done() for row in rows))


@dataclass(slots=True)
class _Row:
    """A series on the way through the versions: its newest mention, and its newest amounts with whose they are."""

    newest: TimeSeries
    cells: list[Cell]
    present: bool = False
    known: TimeSeries | None = None
    known_in: int | None = None
    energy_mwh: float | None = None

    def taken(self, series: TimeSeries | None, version: VersionState, heard: int | None) -> Cell:
        """Return what the next version does to the series; `heard` is the last one that told of any series."""
        grid = DayGrid.of(version.day, version.day, zone_of(version.market))
        if series is None:
            return self._gone(grid, heard)
        is_new, self.present, self.newest = not self.present and heard is not None, True, series
        before, since = (None, heard) if is_new else (self.known, self.known_in)
        if not series.amounts:
            return Cell(CellKind.NEW if is_new else CellKind.UNKNOWN, since=heard if is_new else None)
        self.known, self.known_in = series, version.number
        if before is not None and before.points == series.points:
            return Cell(CellKind.SAME, since, energy_mwh=self.energy_mwh)
        found = series_comparison(before, series, grid)
        self.energy_mwh = found.after_mwh
        if before is None and not is_new:
            return Cell(CellKind.FIRST, energy_mwh=found.after_mwh)
        differs = is_new or bool(found.changed) or not found.comparable
        kind = CellKind.NEW if is_new else CellKind.CHANGED if differs else CellKind.SAME
        return _cell(kind, since, found, found.after_mwh)

    def done(self) -> MatrixRow:
        """Return the row with all its cells."""
        one = self.newest
        name = one.time_series_uid or one.uid or ""
        return MatrixRow(name, one.type, one.in_area, one.out_area, one.in_party, one.out_party, tuple(self.cells))

    def _gone(self, grid: DayGrid, heard: int | None) -> Cell:
        if not self.present:
            return Cell(CellKind.ABSENT)
        gone, since = self.known, self.known_in
        self.present, self.known, self.known_in, self.energy_mwh = False, None, None, None
        if gone is None:
            return Cell(CellKind.GONE, heard)
        return _cell(CellKind.GONE, since, series_comparison(gone, None, grid), None)


def _is_imposed(series: TimeSeries) -> bool:
    return bool(series.amounts) and status_of(series.status, series.acceptance_level) is Status.IMPOSED


def _cell(kind: CellKind, since: int | None, found: SeriesComparison, energy_mwh: float | None) -> Cell:
    return Cell(kind, since, found.delta_mwh, len(found.changed), found.largest, energy_mwh, found.comparable)


def _total_kind(cells: Sequence[Cell]) -> CellKind:
    kinds = {one.kind for one in cells}
    if any(one.changes for one in cells):
        return CellKind.CHANGED
    return next((kind for kind in (CellKind.SAME, CellKind.FIRST, CellKind.UNKNOWN) if kind in kinds), CellKind.ABSENT)
