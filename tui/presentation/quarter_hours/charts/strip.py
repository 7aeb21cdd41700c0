"""The heat strip: in every row a series, in every column where and how much it differs."""

from collections.abc import Sequence

from store.diff.changes import ChangeKind
from store.model.market.megawatts import signed, signed_energy
from store.model.texts.inert import inert
from tui.presentation.pieces import Line, Piece, Role, cut, fitted
from tui.presentation.quarter_hours.charts.chart import Cell, Cells, merged
from tui.presentation.quarter_hours.charts.day_axis import Columns, DayAxis
from tui.presentation.quarter_hours.charts.glyphs import Glyphs
from tui.presentation.quarter_hours.charts.tracks import DayTracks, Moment, Track
from tui.presentation.quarter_hours.naming import series_name
from tui.presentation.quarter_hours.plainly import in_signs
from tui.presentation.signs import Signs

STRIP_GUTTER = 18
"""The cells at the left that a name needs at least."""

_KINDS = {ChangeKind.ADDED: ("+", Role.MORE), ChangeKind.REMOVED: ("-", Role.LESS)}


def strip_row(tracks: DayTracks, track: Track, columns: Columns, signs: Signs, *, selected: bool) -> Cells:
    """Return the row of a series: its name in the gutter, then its cells."""
    glyphs = Glyphs.of(signs)
    name = tuple(
        Cell(piece.text, piece.role) for piece in _name(tracks, track, columns.gutter, signs, selected=selected)
    )
    groups = ([track.moments[place] for place in group] for group in columns.groups())
    return (*name, *merged(_cell(track, group, tracks.largest, columns.each, glyphs) for group in groups))


def strip_totals(track: Track, axis: DayAxis, signs: Signs) -> Line:
    """Return the totals of a series, which stand at the end of its row where there is room."""
    series, glyphs = track.series, Glyphs.of(signs)
    if not series.comparable:
        return (Piece("not compared", Role.WAITING),)
    if not track.changed:
        return (Piece("unchanged", Role.MUTED),)
    largest = series.largest
    at = f" {signs.dot} max {signed(largest.delta)} MW {axis.labels[axis.place(largest)]}" if largest else ""
    role = Role.MORE if series.delta_mwh > 0 else Role.LESS if series.delta_mwh < 0 else Role.TEXT
    delta = Piece(f"{glyphs.delta} {signed_energy(series.delta_mwh):>10} MWh", role)
    return in_signs((delta, Piece(f" {signs.dot} {len(track.changed):>3} qh{at}", Role.MUTED)), signs)


def _name(tracks: DayTracks, track: Track, width: int, signs: Signs, *, selected: bool) -> Line:
    series = track.series
    sign, role = (signs.warning, Role.WAITING) if not series.comparable else (" ", Role.MUTED)
    if series.kind in _KINDS:
        sign, role = _KINDS[series.kind]
    elif series.comparable and track.changed:
        sign, role = "~", Role.WAITING
    text = Role.STRONG if selected else Role.TEXT if track.is_changed else Role.MUTED
    mark = Piece(signs.cursor if selected else " ", Role.STRONG)
    name = series_name(series, tracks.comparison.party, max(1, width - 4), signs)
    label = cut((Piece(inert(name, 60), text),), max(0, width - 4), signs.cut)
    return fitted((mark, Piece(sign, role), Piece(" "), *label), width, signs.cut)


def _cell(track: Track, moments: Sequence[Moment], largest: float, each: int, glyphs: Glyphs) -> Cell:
    if all(moment.is_missing for moment in moments):
        return Cell(" " * each)
    if not track.series.comparable:
        return Cell(glyphs.unknown * each, Role.WAITING)
    deltas = [moment.delta for moment in moments if moment.differs]
    if not deltas:
        return Cell(glyphs.same * each, Role.MUTED)
    more, less = max(deltas), min(deltas)
    if more > 0 > less:
        return Cell(glyphs.both * each, Role.WAITING, "heat--both")
    if more > 0:
        level = _level(more, largest)
        return Cell(glyphs.ups[level] * each, Role.MORE, f"heat--more-{level + 1}")
    if less < 0:
        level = _level(-less, largest)
        return Cell(glyphs.downs[level] * each, Role.LESS, f"heat--less-{level + 1}")
    if track.series.kind is not None and not any(moment.is_null for moment in moments):
        # a zero that the other side has no series for
        side = "more" if track.series.kind is ChangeKind.ADDED else "less"
        return Cell(glyphs.zero * each, Role.MUTED, f"heat--{side}-1")
    return Cell(glyphs.differs * each, Role.WAITING, "heat--both")


def _level(amount: float, largest: float) -> int:
    """Return how large a difference is beside the largest of all: 0, 1 or 2."""
    share = amount / largest
    return 0 if share <= 1 / 3 else 1 if share <= 2 / 3 else 2
