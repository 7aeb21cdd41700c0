"""What of a comparison of quarter-hours can be copied: tables for tickets and for spreadsheets."""

from collections.abc import Sequence
from functools import partial

from store.diff.days.quarter_hours import Amount
from store.exchange.reports.markdown import escaped, table
from store.model.market.megawatts import signed
from store.model.texts.inert import inert
from tui.presentation.changes.copies import Copy
from tui.presentation.changes.value_text import amount_text
from tui.presentation.pieces import plain
from tui.presentation.quarter_hours.charts.tracks import DayTracks, Track
from tui.presentation.quarter_hours.naming import series_name
from tui.presentation.quarter_hours.readings import reading_line, subject_text, totals_line
from tui.presentation.quarter_hours.table import difference_rows
from tui.presentation.signs import UNICODE

_HEAD = ("position", "local time", "quarter-hours", "before MW", "after MW", "Δ MW")
_WIDE = 400


def copies(tracks: DayTracks, track: Track, place: int, subject: str) -> tuple[Copy, ...]:
    """Return what can be copied of a series, of all of them, and of what is under the cursor."""
    reading = plain(reading_line(track, tracks.axis, place, tracks.comparison.names, UNICODE))
    name = series_name(track.series, tracks.comparison.party, 60, UNICODE)
    nothing = "" if tracks.changed else "nothing changed"
    return (
        Copy("m", "Table as Markdown", partial(markdown, tracks, (track,), subject), inert(name, 60)),
        Copy("r", "Rows as TSV", partial(tsv, tracks, track), "every quarter-hour, for a spreadsheet"),
        Copy(
            "e",
            "All as Markdown",
            partial(markdown, tracks, tracks.changed, subject),
            f"{len(tracks.changed)} series",
            nothing,
        ),
        Copy("v", "Values", lambda: reading, inert(reading, 60)),
    )


def markdown(tracks: DayTracks, shown: Sequence[Track], subject: str) -> str:
    """Return series as Markdown: a heading, then totals and the quarter-hours that differ of each, in runs."""
    lines = [f"## {escaped(subject_text(tracks.comparison, subject, UNICODE))}"]
    for track in shown:
        name = series_name(track.series, tracks.comparison.party, _WIDE, UNICODE)
        lines += [
            "",
            f"### {escaped(name)}",
            "",
            escaped(plain(totals_line(track, tracks.axis, tracks.comparison.names, _WIDE, UNICODE))),
        ]
        rows = difference_rows(track, tracks.axis)
        if rows:
            lines += ["", *table(_HEAD, rows)]
    return "\n".join(lines) + "\n"


def tsv(tracks: DayTracks, track: Track) -> str:
    """Return every quarter-hour of a series, the columns between tabs; missing is empty, null is `null`."""
    rows = ["position\tlocal time\tbefore MW\tafter MW\tdelta MW"]
    for place, moment in enumerate(track.moments):
        delta = signed(moment.delta).replace("−", "-").replace("±", "") if moment.differs else ""
        cells = (str(tracks.axis.positions[place]), tracks.axis.labels[place], _number(moment.before))
        rows.append("\t".join((*cells, _number(moment.after), delta)))
    return "\n".join(rows) + "\n"


def _number(amount: Amount) -> str:
    return amount_text(amount).replace("−", "-") if isinstance(amount, float) else "null" if amount is None else ""
