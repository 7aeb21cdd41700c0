"""`gridtrail events --csv`: its columns, and cells that a spreadsheet runs nothing of."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exchange.spreadsheet import COLUMNS, Cell, cell_text, csv_lines
from tests.support.command_line import gridtrail
from tests.support.pane_events import event
from tests.support.report_texts import HOSTILE, is_inert

DANGEROUS = "=+-@\t\r"


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_the_documented_columns_are_those_that_are_written() -> None:
    lines = (Path(__file__).parents[2] / "docs" / "events_csv.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    assert rows == [f"| `{column.name}` | {column.about} |" for column in COLUMNS]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (-0.5, "-0.5"),
        (3, "3"),
        (True, "true"),
        (None, ""),
        ("", ""),
        ("A54", "A54"),
        ("=1+1", "'=1+1"),
        ("-A54", "'-A54"),
        ("+49", "'+49"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'⇥=1"),
        ("\r=1", "'␍=1"),
        ("  =1", "'  =1"),
        ("A54;=1", "A54;'=1"),
        ('; "-1";A54', ';\' "-1";A54'),
        (date(2026, 3, 26), "2026-03-26"),
        (datetime(2026, 3, 26, 13, 5, 12, 118_000, UTC), "2026-03-26T13:05:12.118Z"),
    ],
)
def test_numbers_are_numbers_and_formulas_are_texts(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    cell = cell_text(text)
    assert not cell.lstrip().startswith(tuple(DANGEROUS))
    assert is_inert(cell)
    assert "\n" not in cell


@given(st.text(st.sampled_from("=+-@;\"' ,a")))
def test_no_cell_begins_like_a_formula_where_a_semicolon_ends_it(text: str) -> None:
    row = replace(event(None, None).row, type=text, tso=text, user_uid=text)
    lines = "".join(csv_lines([row]))
    for cells in csv.reader(StringIO(lines, newline=""), delimiter=";"):
        assert not [cell for cell in cells if cell.lstrip().startswith(tuple(DANGEROUS))]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_row_keeps_its_cells_whatever_is_in_them(text: str) -> None:
    row = replace(event(None, None).row, type=text, tso=text, user_uid=text)
    lines = list(csv_lines([row]))
    assert len(lines) == 2
    found = read("".join(lines))[0]
    assert len(found) == len(COLUMNS)
    assert found["type"] == found["tso"] == cell_text(text)


def test_the_command_writes_what_its_json_says(sample_store: Path) -> None:
    written = gridtrail("events", sample_store, "--csv", PYTHONIOENCODING="ascii")
    assert (written.returncode, written.stderr) == (0, b"")
    rows = read(written.stdout.decode())
    objects = [json.loads(line) for line in gridtrail("events", sample_store, "--json").stdout.splitlines()]
    assert [row["uid"] for row in rows] == [one["uid"] for one in objects]
    assert [float(row["delta_mwh"]) for row in rows] == [one["changes"]["delta_mwh"] for one in objects]
    assert [row["created_at"] for row in rows] == [one["created_at"] for one in objects]


def test_a_byte_order_mark_comes_only_when_asked_for(sample_store: Path) -> None:
    plain = gridtrail("events", sample_store, "--csv", "--limit", 1).stdout
    assert gridtrail("events", sample_store, "--csv", "--limit", 1, "--bom").stdout == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b"sequence,created_at,")
    assert gridtrail("events", sample_store, "--bom").returncode == 2
    assert gridtrail("events", sample_store, "--csv", "--json").returncode == 2
