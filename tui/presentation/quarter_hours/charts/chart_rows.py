"""The whole chart of a series on so many rows: the profile, the difference, and the times."""

from tui.presentation.pieces import Role
from tui.presentation.quarter_hours.charts.chart import Cell, Cells, delta_rows, profile_rows, scale_names
from tui.presentation.quarter_hours.charts.day_axis import Columns, DayAxis, time_line
from tui.presentation.quarter_hours.charts.glyphs import Glyphs
from tui.presentation.quarter_hours.charts.scales import Scale
from tui.presentation.quarter_hours.charts.tracks import Track
from tui.presentation.signs import Signs

LEAST_DELTA_ROWS = 3
"""The rows of a difference: one above its zero line, and one under it."""

_FACTORS = tuple(sorted((one * 10.0**power for power in range(-3, 7) for one in (1, 2, 4, 5)), reverse=True))
"""How many times as high as the profile a difference may be drawn, the highest first."""


def chart_rows(track: Track, axis: DayAxis, columns: Columns, height: int, signs: Signs) -> tuple[Cells, ...]:
    """Return the rows of a chart, at most `height` of them: the times stand on the last one."""
    glyphs = Glyphs.of(signs)
    times = Cell(" " * columns.gutter + time_line(axis, columns), Role.MUTED)
    profile, under = _scales(track, height - 1)
    rows = _named(profile_rows(track, columns, profile, glyphs), scale_names(profile, columns.gutter, glyphs))
    if under is not None:
        rows += _difference(track, columns, profile, under, glyphs)
    return (*rows, (times,))[-height:] if height > 0 else ()


def _scales(track: Track, room: int) -> tuple[Scale, Scale | None]:
    """Return the scales of the profile and of the difference on so many rows, a zero line in each.

    They are the same where a difference fills a row of the profile; else the difference is drawn higher, by a
    round factor. None where there is no difference to draw, or no room for it.
    """
    amounts = [amount for moment in track.moments for amount in moment.amounts]
    deltas = [track.moments[place].delta for place in track.changed] if track.two_sided else []
    if not deltas or room < LEAST_DELTA_ROWS + 3:
        return Scale.of(amounts, room - 1), None
    most = max(LEAST_DELTA_ROWS, room // 2)
    for rows in range(LEAST_DELTA_ROWS, most + 1):
        profile = Scale.of(amounts, room - rows - 1)
        same = Scale.with_step(deltas, profile.step, rows - 1)
        if same is not None and max(map(abs, deltas)) >= profile.step:
            return profile, same
    profile = Scale.of(amounts, room - most - 1)
    found = (Scale.with_step(deltas, profile.step / factor, most - 1) for factor in _FACTORS)
    return profile, next((scale for scale in found if scale is not None), None)


def _difference(track: Track, columns: Columns, profile: Scale, scale: Scale, glyphs: Glyphs) -> list[Cells]:
    factor = round(profile.step / scale.step, 6)
    note = glyphs.delta if factor == 1 else f"{glyphs.delta} {glyphs.times}{factor:g}"
    names = scale_names(scale, columns.gutter, glyphs)
    names[scale.above] = f" {note}".ljust(columns.gutter)[: columns.gutter]
    return _named(delta_rows(track, columns, scale, glyphs), names)


def _named(rows: list[Cells], names: list[str]) -> list[Cells]:
    return [(Cell(name, Role.MUTED), *row) for name, row in zip(names, rows, strict=True)]
