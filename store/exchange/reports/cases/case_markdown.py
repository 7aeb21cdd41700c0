"""The case of a schedule as Markdown, for a ticket."""

from collections.abc import Iterator

from store.exchange.reports.cases.case import CaseFinding, CaseReport, CaseVersion
from store.exchange.reports.cases.case_entries import CaseAnomaly
from store.exchange.reports.differences.amount_text import LEGEND
from store.exchange.reports.differences.diff_markdown import Block, differences, document, fact_list, series_blocks
from store.exchange.reports.markdown import escaped, table


def case_markdown(report: CaseReport) -> str:
    """Return a case as Markdown."""
    blocks: list[Block] = [[f"## {escaped(report.title)}"], [f"**{escaped(report.status)}**"], fact_list(report.facts)]
    blocks.append(["### What is wrong"])
    blocks += [_finding_list(report.findings) or ["Nothing was found."]]
    blocks.append(["### Conversation"])
    for version in report.versions:
        blocks += _version(version)
    if report.changes:
        blocks.append(["### What each version changed"])
    for change in report.changes:
        blocks += [[f"#### {escaped(change.title)}"], *differences(change, level=5)]
    if report.anomalies:
        blocks.append(["### Anomalies"])
    for anomaly in report.anomalies:
        blocks += _anomaly(anomaly)
    blocks.append(["### Entries"])
    rows = [(one.local, one.utc, one.type, one.version, one.uid) for one in report.events]
    blocks.append(table(("local time", "UTC", "type", "version", "uid"), rows, numbers=0))
    blocks += [["### About this report"], [f"- {escaped(note)}" for note in report.notes] + fact_list(report.origin)]
    return document(blocks)


def _finding_list(findings: tuple[CaseFinding, ...]) -> Block:
    return [
        f"- **{one.severity}** {escaped(one.title)} (`{one.code}`{', ' + one.version if one.version else ''}): "
        f"{escaped(one.sentence, 2000)} → {escaped(one.advice, 2000)}"
        for one in findings
    ]


def _version(version: CaseVersion) -> Iterator[Block]:
    if version.number:
        marks = f", {version.marks}" if version.marks else ""
        yield [f"#### v{version.number}: {escaped(version.status + marks)}"]
    head = ("local time", "UTC", "after", "who", "what", "outcome", "document")
    yield table(
        head,
        (
            (one.local, one.utc, one.after, one.who, one.what, "; ".join(one.outcome), one.document)
            for one in version.steps
        ),
        numbers=0,
    )


def _anomaly(anomaly: CaseAnomaly) -> Iterator[Block]:
    yield [f"#### {escaped(anomaly.title)}"]
    yield [f"- event: {escaped(anomaly.uid)}", *(f"- {escaped(one, 2000)}" for one in anomaly.reasons)]
    for one in anomaly.trades:
        yield from series_blocks(one, 5, "Series")
    if anomaly.note:
        yield [escaped(anomaly.note)]
    yield [LEGEND]
