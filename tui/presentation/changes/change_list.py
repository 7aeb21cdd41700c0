"""What an event changed, as text for tickets and mails."""

from datetime import tzinfo

from store.model.timeline import Event
from store.model.tso import short_name
from tui.presentation.change_text import change_line
from tui.presentation.event_details import local_time
from tui.presentation.inert import inert
from tui.presentation.panes.change_lines import drawn
from tui.presentation.panes.pane_lines import PaneLine, Unfolded, text_of
from tui.presentation.pieces import plain
from tui.presentation.signs import UNICODE

_WIDTH = 120


def row_text(event: Event, zone: tzinfo | None = None) -> str:
    """Return the row of an event as one line: when in a zone, what, whose version, and what it changed."""
    row = event.row
    version = None if row.version is None else f"v{row.version}"
    tso = short_name(row.tso) if row.tso else None
    parts = (local_time(event, zone), row.type, tso, version, plain(change_line(row, UNICODE)))
    return "  ".join(inert(part, 400) for part in parts if part)


def change_list(event: Event, zone: tzinfo | None = None) -> str:
    """Return what an event changed as a Markdown table; amounts in MW, equal runs on one line."""
    shown = drawn(event, None, Unfolded(), _WIDTH)
    rows = [_row(shown.lines[number]) for number in shown.stops]
    head = f"{_cell(row_text(event, zone))}\n\nuid `{_code(event.row.uid)}`\n"
    if not rows:
        return f"{head}\nNothing changed.\n"
    return "\n".join([head, "| what | before | after | Δ |", "| --- | --- | --- | ---: |", *rows, ""])


def _row(line: PaneLine) -> str:
    label = text_of(line.label).strip()
    path = inert(line.at.path, 200) if line.at else ""
    what = path if label in path else f"{path} {label}".strip()
    cells = (what, text_of(line.before or ()), text_of(line.after or ()), text_of(line.delta))
    return f"| {' | '.join(_cell(' '.join(cell.split())) for cell in cells)} |"


def _cell(text: str) -> str:
    """Return text that no Markdown renderer takes for a table edge, markup or HTML."""
    escaped = inert(text, 400).replace("\\", "\\\\")
    for sign, instead in (("|", "\\|"), ("`", "\\`"), ("*", "\\*"), ("_", "\\_"), ("[", "\\["), ("<", "&lt;")):
        escaped = escaped.replace(sign, instead)
    return escaped


def _code(text: str) -> str:
    return inert(text, 100).replace("`", "'")
