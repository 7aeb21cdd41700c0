"""Rows of the timeline as CSV (RFC 4180) that a spreadsheet can open without running anything.

A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"), also behind
a semicolon, where the spreadsheets of many countries begin another cell. All texts are inert. Numbers are ours and
stand as numbers; what is not known is an empty cell.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from typing import NamedTuple

from store.model.texts.inert import inert
from store.model.timeline import EventRow

BYTE_ORDER_MARK = "\ufeff"
"""What a file begins with for those spreadsheets that do not take it for UTF-8 otherwise."""

LONGEST_CELL = 8_000

_FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")

_BEHIND_A_SEMICOLON = re.compile(r""";(?=[\s"']*[=+\-@＝＋－＠])""")

Cell = str | int | float | date | datetime | bool | None


class Column(NamedTuple):
    """One column: its name, what it holds, and how it is read out of a row."""

    name: str
    about: str
    cell: Callable[[EventRow], Cell]


COLUMNS: Sequence[Column] = (
    Column("sequence", "place in the append order, from 1", lambda row: row.sequence),
    Column("created_at", "when, in UTC, to the millisecond (ISO 8601)", lambda row: row.created_at),
    Column("type", "type of the event", lambda row: row.type),
    Column("tso", "TSO, as it came", lambda row: row.tso),
    Column("market", "market, as it came", lambda row: row.market),
    Column("day", "delivery day (ISO 8601)", lambda row: row.day),
    Column("version", "version of the schedule", lambda row: row.version),
    Column("status_from", "status before, as it came", lambda row: row.summary.status_from),
    Column("status_to", "status after, as it came", lambda row: row.summary.status_to),
    Column("acceptance_level", "level of an acceptance, as it came", lambda row: row.summary.acceptance_level),
    Column("reason_codes", "reason codes, a space between two", lambda row: " ".join(row.summary.reason_codes)),
    Column("quarter_hours", "how many quarter-hours differ", lambda row: row.summary.quarter_hours),
    Column("largest_delta_mw", "the largest difference in MW", lambda row: row.summary.largest_delta_mw),
    Column("delta_mwh", "the sum of all differences in MWh", lambda row: row.summary.delta_mwh),
    Column("series", "how many series were submitted or reported", lambda row: row.summary.series),
    Column(
        "paths",
        "the changed keys, a space between two; at most eight, then `…` where there are more",
        lambda row: " ".join(row.summary.paths),
    ),
    Column("simulated", "whether Gridtrail made it up: true or false", lambda row: row.simulated),
    Column("uid", "uid of the entry", lambda row: row.uid),
    Column("schedule_uid", "uid of the schedule", lambda row: row.schedule_uid),
    Column("series_uid", "uid of the series", lambda row: row.series_uid),
    Column("request_id", "what the entries of one request share", lambda row: row.request_id),
    Column("user_uid", "who did it", lambda row: row.user_uid),
    Column("message_id", "the TSO message that it was read from", lambda row: row.message_id),
    Column("series_name", "what an event about one series calls it", lambda row: row.series_name),
)
"""The columns, in their order; new ones are added at the end."""


def csv_lines(rows: Iterable[EventRow]) -> Iterator[str]:
    """Yield the head and one line for each row, each with its line end."""
    yield _line([column.name for column in COLUMNS])
    for row in rows:
        yield _line([cell_text(column.cell(row)) for column in COLUMNS])


def cell_text(cell: Cell) -> str:
    """Return what stands in a cell, before it is quoted."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _guarded(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    begins = text[:1] in _FORMULA_SIGNS or text.lstrip()[:1] in _FORMULA_SIGNS
    shown = _BEHIND_A_SEMICOLON.sub(";'", inert(text, LONGEST_CELL))
    return f"'{shown}" if begins and text else shown


def _line(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
