"""Reason codes and the words of the schedule process in plain language."""

import csv
import re
import subprocess
import sys
from importlib.resources import files

import pytest

from store.model.event import EVENT_TYPES
from store.model.market.codes import (
    BUSINESS_TYPES,
    EVENT_TYPES_IN_WORDS,
    SERIES_TYPES,
    STATUSES_IN_WORDS,
    hint,
    phrase,
    title,
)
from store.model.status import Status
from tests.support.beside import REASON_CODES, needs_reason_codes

OPERATORS_CODES = frozenset(
    {"999", "A20", "A21", "A22", "A23", "A26", "A27", "A28", "A29", "A30", "A41", "A42", "A43", "A44", "A46"}
    | {
        "A49",
        "A50",
        "A51",
        "A52",
        "A53",
        "A54",
        "A55",
        "A57",
        "A59",
        "A62",
        "A63",
        "A69",
        "A78",
        "A94",
        "B45",
    }
    | {f"A0{digit}" for digit in range(1, 10)}
)


def packaged_rows() -> list[dict[str, str]]:
    text = files("store.model.market").joinpath("reason_codes.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_a_reason_code_has_the_title_of_the_code_list() -> None:
    assert title("A54") == "Global position not in balance"
    assert title("a54 ") == "Global position not in balance"


@pytest.mark.parametrize("code", ["", "A00", "Z99", "\x1b[31m"])
def test_an_unknown_code_has_neither_title_nor_hint(code: str) -> None:
    assert title(code) is None
    assert hint(code) is None


@pytest.mark.parametrize("code", sorted(OPERATORS_CODES))
def test_every_code_an_operator_meets_has_a_hint_of_a_line_or_two(code: str) -> None:
    advice = hint(code)
    assert advice is not None
    assert len(advice) <= 180
    assert advice.endswith(".")


def test_a_code_that_schedules_do_not_meet_has_a_title_and_no_hint() -> None:
    assert title("B43") == "Ordinary"
    assert hint("B43") is None


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("A54", None, "A54 global position not in balance"),
        ("A09", None, "A09 series not matching"),
        ("A10", None, "A10 credit limit exceeded"),
        ("B32", None, "B32 CGM inconsistency"),
        ("A24", None, "A24 not applicable"),
        ("A54", "  off by 3 MW at 02:15 ", "A54 global position not in balance: off by 3 MW at 02:15"),
        ("A01", "Message fully accepted", "A01 message fully accepted"),
        ("A09", "series not matching", "A09 series not matching"),
        ("A09", "  ", "A09 series not matching"),
        ("X77", None, "X77"),
        ("X77", "what the TSO wrote", "X77: what the TSO wrote"),
    ],
)
def test_a_reason_is_one_phrase_of_code_title_and_text(code: str, text: str | None, expected: str) -> None:
    assert phrase(code, text) == expected


def test_no_phrase_says_its_code_twice_or_shouts_its_first_word() -> None:
    for row in packaged_rows():
        words = phrase(row["code"]).removeprefix(f"{row['code']} ")
        assert row["code"] not in words
        assert re.match(r"[a-z]|[A-Z]{2}", words)


def test_the_packaged_list_is_complete_and_has_each_code_once() -> None:
    rows = packaged_rows()
    assert len({row["code"] for row in rows}) == len(rows)
    assert all(row["title"] and row["hint"] is not None and None not in row for row in rows)
    assert {row["code"] for row in rows if row["hint"]} == OPERATORS_CODES


@needs_reason_codes
def test_the_titles_are_those_of_the_published_list_and_its_definitions_are_not_taken() -> None:
    with REASON_CODES.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["code"]: " ".join(row["title"].split()) for row in rows} == {
        row["code"]: row["title"] for row in packaged_rows()
    }
    assert not {row["definition"] for row in rows} & {hint(row["code"]) for row in rows}


def test_every_documented_event_type_is_explained() -> None:
    assert tuple(EVENT_TYPES_IN_WORDS) == EVENT_TYPES


def test_every_status_is_explained() -> None:
    assert set(STATUSES_IN_WORDS) == set(Status)


def test_the_business_and_series_types_of_schedules_are_explained() -> None:
    assert BUSINESS_TYPES["A02"] == "internal trade"
    assert set(SERIES_TYPES) == {"internal", "external", "foreign", "production", "consumption"}


def test_the_small_models_are_imported_without_anything_heavy() -> None:
    program = (
        "import sys; from store.model.market import codes, delivery_day, eic, tso;"
        "heavy = {'pydantic', 'csv', 'importlib.resources', 'stdnum', 'sqlalchemy'};"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    # the program is the constant above
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert answer.stdout.strip() == "[]"
