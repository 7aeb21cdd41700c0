"""The lines over the parts of the screen: what is compared, how many series, what the chart shows, the totals."""

from collections.abc import Sequence

from tui.presentation.pieces import Line, Piece, Role, cells, cut, spread
from tui.presentation.quarter_hours.charts.day_axis import Columns, time_line
from tui.presentation.quarter_hours.charts.glyphs import Glyphs
from tui.presentation.quarter_hours.charts.tracks import DayTracks, Track
from tui.presentation.quarter_hours.naming import series_name
from tui.presentation.quarter_hours.readings import counts_line, legend_line, subject_text, totals_line
from tui.presentation.signs import Signs


def title_line(tracks: DayTracks | None, subject: str, width: int, signs: Signs) -> Line:
    """Return the title: what is compared at the left, how much of it changed at the right."""
    title = (Piece(" Quarter-hours", Role.STRONG),)
    if tracks is None:
        return spread(
            (*title, Piece(f" {signs.dot} {subject}")), (Piece(f"loading{signs.waiting} "),), width, signs.cut
        )
    left = (*title, Piece(f" {signs.dot} {subject_text(tracks.comparison, subject, signs)}"))
    right = (*counts_line(tracks, signs), Piece(" "))
    if cells(left) + cells(right) + 2 > width:
        right = ()
    return spread(left, right, width, signs.cut)


def strip_heading(tracks: DayTracks | None, columns: Columns, rows: Sequence[Track], signs: Signs) -> Line:
    """Return how many series there are, and the times over their quarter-hours."""
    if tracks is None:
        return ()
    if not tracks.tracks:
        return (Piece(" No series to compare: a side does not say what it holds", Role.MUTED),)
    left_out = len(tracks.tracks) - len(rows)
    name = f"{left_out} unchanged, x" if left_out else f"{len(rows)} series"
    label = cut((Piece(f" {name}", Role.STRONG),), columns.gutter - 1, signs.cut)
    fill = " " * max(0, columns.gutter - cells(label))
    return (*label, Piece(fill), Piece(time_line(tracks.axis, columns).rstrip(), Role.MUTED))


def chart_heading(tracks: DayTracks, track: Track, width: int, signs: Signs, *, shared: bool) -> Line:
    """Return which series the chart shows, and what its fills stand for."""
    legend = (*legend_line(track, tracks.comparison.names, signs, shared=shared), Piece(" "))
    name = series_name(track.series, tracks.comparison.party, max(10, width - cells(legend) - 10), signs)
    return _ruled((Piece(name, Role.STRONG), Piece(" MW", Role.MUTED)), legend, width, signs)


def table_heading(tracks: DayTracks, track: Track, width: int, signs: Signs) -> Line:
    """Return the totals of the series."""
    return _ruled(totals_line(track, tracks.axis, tracks.comparison.names, width - 6, signs), (), width, signs)


def _ruled(left: Line, right: Line, width: int, signs: Signs) -> Line:
    """Return a line that parts what is above from what is below, with a text at both ends."""
    rule = Glyphs.of(signs).rule
    left = cut(left, max(0, width - 4), signs.cut)
    room = width - cells(left) - 4 - (cells(right) + 1 if cells(right) > 1 else 0)
    if room < 1:
        return (Piece(f"{rule} ", Role.MUTED), *left, Piece(f" {rule}", Role.MUTED))
    tail = (Piece(" "), *right) if cells(right) > 1 else (Piece(rule, Role.MUTED),)
    return (Piece(f"{rule} ", Role.MUTED), *left, Piece(f" {rule * room}", Role.MUTED), *tail)
