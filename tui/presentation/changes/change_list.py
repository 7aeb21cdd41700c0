"""What an event changed, as text for tickets and mails."""

from collections.abc import Iterator
from datetime import tzinfo

from store.diff.changes import Element, Path
from store.diff.days.anomalies import PositionDifference, anomaly_difference
from store.exchange.reports.markdown import code, escaped, table
from store.model.market.codes import BUSINESS_TYPES
from store.model.market.megawatts import power_text, signed
from store.model.market.tso import short_name
from store.model.snapshot import Anomaly, recognised
from store.model.texts.inert import inert
from store.model.timeline import Event
from tui.presentation.change_text import change_line
from tui.presentation.changes.comparison import Comparison
from tui.presentation.changes.element_text import reason_phrases
from tui.presentation.event_details import local_time
from tui.presentation.panes.lines.anomaly_lines import anomaly_quarters, one_sided, quantities
from tui.presentation.panes.lines.change_lines import Drawn, drawn
from tui.presentation.panes.lines.note_lines import told_reasons
from tui.presentation.panes.lines.quarter_hour_lines import time_label
from tui.presentation.panes.pane_lines import PaneLine, Unfolded, text_of
from tui.presentation.panes.quarter_hour_runs import Quarter, amount_of, runs
from tui.presentation.pieces import plain
from tui.presentation.signs import UNICODE
from tui.presentation.times import day_text

_WIDTH = 120


def row_text(event: Event, zone: tzinfo | None = None) -> str:
    """Return the row of an event as one line: when in a zone, what, whose version, and what it changed."""
    row = event.row
    version = None if row.version is None else f"v{row.version}"
    tso = short_name(row.tso) if row.tso else None
    parts = (local_time(event, zone), row.type, tso, version, plain(change_line(row, UNICODE)))
    return "  ".join(inert(part, 400) for part in parts if part)


def change_list(event: Event, zone: tzinfo | None = None) -> str:
    """Return what an event changed as Markdown: heading, reasons, and a table of changes or anomalies.

    Amounts are in MW, quarter-hours in local time, equal runs on one row.
    """
    shown = drawn(event, None, Unfolded(), _WIDTH)
    reasons = [f"- {escaped(words, 2000)}" for words in reason_phrases(told_reasons(event.metadata))]
    blocks = [_heading(event, zone), _identity(event), ["Reasons:", "", *reasons] if reasons else []]
    anomalies = recognised(event.after, event.row.type).anomalies
    blocks += _anomaly_blocks(shown.comparison, anomalies) if anomalies else [_changes(shown)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _heading(event: Event, zone: tzinfo | None) -> list[str]:
    row = event.row
    tso = short_name(row.tso) if row.tso else "no TSO"
    day = f"delivery {day_text(row.day)}" if row.day else "no delivery day"
    version = [] if row.version is None else [f"v{row.version}"]
    return ["### " + escaped(" · ".join([tso, day, *version, row.type, local_time(event, zone)]))]


def _identity(event: Event) -> list[str]:
    request = event.row.request_id
    return [f"- uid {code(event.row.uid)}", *([f"- request id {code(request)}"] if request else [])]


def _changes(shown: Drawn) -> list[str]:
    lines = [shown.lines[number] for number in shown.stops]
    if not lines:
        return ["Nothing changed."]
    return table(("what", "before", "after", "Δ"), map(_cells, lines))


def _cells(line: PaneLine) -> tuple[str, str, str, str]:
    if line.joint == " │ " and line.at:
        what = f"{readable(line.at.steps, with_quarter=False)} {_times(text_of(line.label))}".strip()
    else:
        what = readable(line.at.steps) if line.at and line.at.steps else text_of(line.label).strip()
    return what, text_of(line.before or ()), text_of(line.after or ()), text_of(line.delta)


def readable(steps: Path, *, with_quarter: bool = True) -> str:
    """Return a place in words: `series TS-004 status`, `spec.tso`; not the point of a list of quarter-hours."""
    words: list[str] = []
    for number, step in enumerate(steps):
        following = steps[number + 1] if number + 1 < len(steps) else None
        if isinstance(step, Element):
            name = (
                step.identity.partition("=")[2]
                if step.identity
                else f"[{step.after if step.before is None else step.before}]"
            )
            if with_quarter or not (step.identity or "").startswith(("ts=", "pos=")):
                words.append(inert(name, 60))
        elif isinstance(following, Element) and step == "series":
            words = ["series"]
        elif not (words[:1] == ["series"] and step in {"spec", "data"}):
            words.append(inert(step, 60))
    return " ".join(words) if words[:1] == ["series"] else ".".join(words)


def _times(label: str) -> str:
    start, _, count = " ".join(label.split()).partition(" ")
    return f"{start} ({count.removesuffix(' ×')} quarter-hours)" if count else start


def _anomaly_blocks(comparison: Comparison, anomalies: tuple[Anomaly, ...]) -> Iterator[list[str]]:
    difference = anomaly_difference(anomalies, comparison.party)
    head = ("quarter-hours", "ours", "theirs", "Δ MW")
    for pair in difference.pairs:
        yield [f"{_trade(pair.ours)}; ours {_series(pair.ours)}, theirs {_series(pair.theirs)}"]
        yield table(head, _rows(comparison, pair.positions)) if pair.positions else ["No quarter-hour differs."]
    for anomaly in difference.unpaired:
        yield [f"{_trade(anomaly)}; {_series(anomaly)}: {escaped(quantities(anomaly, comparison.party))}"]
        yield table(("quarter-hours", "MW"), ((row[0], row[2]) for row in _rows(comparison, one_sided(anomaly))))


def _trade(anomaly: Anomaly) -> str:
    kind = BUSINESS_TYPES.get(anomaly.business_type or "", anomaly.business_type or "series")
    return escaped(f"{kind}, from {anomaly.out_party or '–'} to {anomaly.in_party or '–'}")


def _series(anomaly: Anomaly) -> str:
    return escaped(anomaly.series_id or "a series without id")


def _rows(
    comparison: Comparison, positions: tuple[PositionDifference, ...] | list[PositionDifference]
) -> Iterator[tuple[str, str, str, str]]:
    for run in runs(anomaly_quarters(comparison, positions).steps, by_value=True):
        times = time_label(run) + (f" ({len(run)} quarter-hours)" if len(run) > 1 else "")
        delta = run[0].delta
        yield times, _amounts(run, "before"), _amounts(run, "after"), "" if delta is None else signed(delta)


def _amounts(run: tuple[Quarter, ...], side: str) -> str:
    """Return the amount of a run, or between which it lies; `·` for none."""
    known = [amount_of(step.before if side == "before" else step.after) for step in run]
    numbers = [one for one in known if one is not None]
    if not numbers:
        return "·"
    lowest, highest = power_text(min(numbers)), power_text(max(numbers))
    return lowest if lowest == highest else f"{lowest}…{highest}"
