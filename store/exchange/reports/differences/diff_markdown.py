"""What differs between two states as Markdown, for tickets and mails."""

from collections.abc import Iterator, Sequence

from store.exchange.reports.differences.amount_text import LEGEND
from store.exchange.reports.differences.diff_report import DiffReport
from store.exchange.reports.differences.series_table import SeriesTable
from store.exchange.reports.markdown import escaped, table

Block = list[str]
"""The lines of a paragraph, list or table; an empty line stands between two."""


def diff_markdown(report: DiffReport) -> str:
    """Return a report as Markdown."""
    blocks = [[f"### {escaped(report.title)}"], fact_list(report.facts)]
    if report.reasons:
        blocks += [["Reasons:"], [f"- {escaped(one, 4000)}" for one in report.reasons]]
    blocks += differences(report, level=4)
    return document(blocks)


def document(blocks: Sequence[Block]) -> str:
    """Return blocks as one text."""
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def fact_list(facts: Sequence[tuple[str, str]]) -> Block:
    """Return facts as a list."""
    return [f"- {escaped(label)}: {escaped(text)}" for label, text in facts]


def differences(report: DiffReport, *, level: int) -> Iterator[Block]:
    """Yield what differs: the places, the series and the anomalies, under headings of a level."""
    if not report.differs:
        yield ["Nothing differs."]
    if report.places:
        yield _places(report)
    for one in report.series:
        yield from series_blocks(one, level)
    if report.unchanged and report.series:
        yield [f"{report.unchanged} other series {'is' if report.unchanged == 1 else 'are'} the same."]
    for one in report.anomalies:
        yield from series_blocks(one, level, "Anomaly")
    if report.series or report.anomalies:
        yield [LEGEND]
    for note in report.notes:
        yield [escaped(note)]


def _places(report: DiffReport) -> Block:
    """Return the table of the places; a side that has nothing at any of them has no column."""
    shown = [number for number, has in enumerate((True, report.has_before, report.has_after)) if has]
    head = ("what", *map(escaped, report.names))
    rows = [(one.place, one.before, one.after) for one in report.places]
    return table([head[number] for number in shown], ([row[number] for number in shown] for row in rows), numbers=0)


def series_blocks(one: SeriesTable, level: int, word: str = "Series") -> Iterator[Block]:
    """Yield one series: its heading, what it is, and the table of its quarter-hours with the energy of the day."""
    yield [f"{'#' * level} {word} {escaped(one.name)}"]
    yield [escaped(text) for text in (f"{one.about}." if one.about else "", one.note) if text]
    if one.summary:
        yield [escaped(f"{one.summary}.")]
    if one.rows:
        head = ("quarter-hours", "count", *(f"{escaped(name)} MW" for name in one.names), "Δ MW")
        rows = [(row.times, str(row.count), row.before, row.after, row.delta) for row in one.rows]
        if any(one.energy):
            rows.append(("Σ of the day in MWh", "", *one.energy))
        yield table(head, rows, numbers=4)
