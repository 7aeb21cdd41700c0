"""What differs between two states as a unified text, which tools that know `diff` colour."""

from collections.abc import Iterator

from store.exchange.reports.differences.amount_text import LEGEND
from store.exchange.reports.differences.diff_report import DiffReport
from store.exchange.reports.differences.series_table import SeriesTable


def unified_lines(report: DiffReport) -> Iterator[str]:
    """Yield the lines: `---` and `+++` name the sides, `@@` a place, `-` and `+` are before and after, `#` a remark."""
    yield f"# {report.title}"
    yield from (f"# {label}: {text}" for label, text in report.facts)
    yield from (f"# reason: {one}" for one in report.reasons)
    yield f"--- {report.names[0]}"
    yield f"+++ {report.names[1]}"
    for place in report.places:
        moved = " moved" if place.kind == "moved" else ""
        yield f"@@ {place.place}{moved} @@"
        yield from (f"{sign}{text}" for sign, text in (("-", place.before), ("+", place.after)) if text)
    for one in report.series:
        yield from _series(one, "series")
    for one in report.anomalies:
        yield from _series(one, "anomaly")
    if report.series or report.anomalies:
        yield f"# {LEGEND}"
    yield from (f"# {note}" for note in report.notes)
    if not report.differs:
        yield "# nothing differs"


def _series(one: SeriesTable, word: str) -> Iterator[str]:
    yield f"@@ {word} {one.name} @@ {one.about}".rstrip()
    yield from (f"# {text}" for text in (one.note, one.summary) if text)
    for row in one.rows:
        count = f"  ({row.count} quarter-hours)" if row.count > 1 else ""
        yield f"@@ {word} {one.name} {row.times}{count} @@ {row.delta and row.delta + ' MW'}".rstrip()
        yield f"-{row.before}"
        yield f"+{row.after}"
    if one.rows and any(one.energy):
        before, after, delta = one.energy
        yield f"@@ {word} {one.name} whole day @@ {delta} MWh"
        yield f"-{before} MWh"
        yield f"+{after} MWh"
