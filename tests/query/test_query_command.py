"""Queries on the command line: which events and findings they leave, and how a mistake is shown."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from rich.cells import cell_len

from store.database.opening import open_store
from store.model.timeline import StoreKind
from store.query.language.mistake import QueryError
from store.query.resolving import question
from tests.query.queries import CLOCK, NEARLY
from tests.support.command_line import gridtrail
from tests.support.entries import MINUTE, created, encoded, life, submitted
from tui.cli.log.querying import StoreAndQuery, negated_terms_last, store_and_query
from tui.presentation.filtering import query_mistake
from tui.presentation.filtering.query_mistake import mistake_lines


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of a store with two schedules, of which one waits for an answer."""
    path = tmp_path_factory.mktemp("query") / "two.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    waiting = [created(30 * MINUTE, "other", tso="TTG_DE"), submitted(1, 31 * MINUTE, "other")]
    store.append([encoded(one) for one in [*life(), *waiting]], origin="test")
    store.close()
    return path


def types(path: Path, *query: str) -> list[str]:
    result = gridtrail("events", path, "--json", *query)
    assert (result.returncode, result.stderr) == (0, b"")
    return [json.loads(line)["type"] for line in result.stdout.splitlines()]


def test_events_prints_those_that_answer_in_the_one_order(path: Path) -> None:
    assert types(path, "type:schedule.*,anomaly.*") == ["schedule.created", "anomaly.received", "schedule.created"]
    assert types(path, "tso:amprion", "type:version.submitted version:>1") == ["version.submitted"] * 2
    assert types(path, "tso:tennet", "type:anomaly.*") == []


def test_a_limit_gives_the_newest_that_answer(path: Path) -> None:
    assert types(path, "-type:version.*", "--limit", "2") == ["anomaly.received", "schedule.created"]
    assert types(path, "has:before", "--limit", "1") == ["version.submitted"]
    assert types(path, "has:before tso:amprion type:*submitted", "--limit", "99") == ["version.submitted"] * 3


def test_that_nothing_answers_is_said_to_people_and_not_to_programs(path: Path) -> None:
    nothing = gridtrail("events", path, "foobarxx", "is:active")
    assert (nothing.returncode, nothing.stdout) == (0, b"")
    first, *more = nothing.stderr.decode().splitlines()
    assert first == "no event answers: foobarxx is:active"
    assert "where one begins, in ids" in more[0]
    assert gridtrail("events", path, "tso:tennet", "type:anomaly.*").stderr.decode().splitlines() == [
        "no event answers: tso:tennet type:anomaly.*"
    ]
    for form in ("--json", "--csv"):
        assert gridtrail("events", path, form, "foobarxx").stderr == b""


def test_the_other_forms_take_a_query_too(path: Path) -> None:
    rows = gridtrail("events", path, "--csv", "type:anomaly.*").stdout.splitlines()
    assert len(rows) == 2
    utc = gridtrail("events", path, "--utc", "since:2026-03-25T12:03", "before:2026-03-25T12:04")
    assert utc.stdout.count(b"\n") == utc.stdout.count(b"anomaly.received") == 1


def test_without_a_store_the_query_is_put_to_the_one_that_is_meant(path: Path) -> None:
    result = gridtrail("events", "type:anomaly.received", "-tso:x", GRIDTRAIL_STORE=str(path))
    assert result.stdout.count(b"\n") == 1


def test_a_mistake_is_underlined_with_the_nearest_word_and_exit_code_2(path: Path) -> None:
    result = gridtrail("events", path, "type:version.*", "staus:rejected")
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode().splitlines() == [
        "gridtrail: there is no field 'staus': did you mean 'status'?",
        "  type:version.* staus:rejected",
        "                 ^^^^^",
    ]


def test_what_is_expected_is_named_where_nothing_is_near(path: Path) -> None:
    lines = gridtrail("check", path, "version:>").stderr.decode().splitlines()
    assert lines[1:] == ["  version:>", "           ^", "  expected: >3"]


def test_check_looks_into_the_schedules_of_which_an_event_answers(path: Path) -> None:
    everything = gridtrail("check", path, "--json", "--at", "2026-03-25T13:00Z")
    waiting = gridtrail("check", path, "--json", "--at", "2026-03-25T13:00Z", "tso:tennet type:*submitted")
    none = gridtrail("check", path, "--at", "2026-03-25T13:00Z", "has:warning")
    codes = [json.loads(line)["tso"] for line in waiting.stdout.splitlines()]
    assert set(codes) == {"TTG_DE"}
    assert len(everything.stdout.splitlines()) > len(codes)
    assert b"1 schedule with 2 events" in waiting.stderr
    assert (none.returncode, none.stderr) == (0, b"0 schedules with 0 events: nothing found\n")


def test_check_as_of_a_moment_does_not_know_what_answers_later(path: Path) -> None:
    early = gridtrail("check", path, "--at", "2026-03-25T12:30:30Z", "tso:tennet type:*submitted")
    assert early.stderr == b"0 schedules with 0 events: nothing found\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (None, "")),
        (["log.db"], ("log.db", "")),
        (["log.db", "type:x", "y"], ("log.db", "type:x y")),
        (["type:x", "y"], (None, "type:x y")),
        (["-type:x"], (None, "-type:x")),
        (["postgresql://host/log", "x"], ("postgresql://host/log", "x")),
        (["C:\\log.db"], ("C:\\log.db", "")),
    ],
)
def test_the_first_word_is_a_store_unless_it_is_like_a_term(words: list[str], expected: tuple[str | None, str]) -> None:
    assert store_and_query(words) == StoreAndQuery(*expected)


def test_a_file_that_is_named_like_a_term_is_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("type:x").touch()
    assert store_and_query(["type:x", "y"]) == StoreAndQuery("type:x", "y")


def test_terms_that_look_like_options_come_last() -> None:
    arguments = ["events", "-type:x", "--limit", "3", "-tso:y", "--", "-z"]
    assert negated_terms_last(arguments) == ["events", "--limit", "3", "--", "-type:x", "-tso:y", "-z"]
    assert negated_terms_last(["events", "-h"]) == ["events", "-h"]


@given(NEARLY)
def test_whatever_was_typed_a_mistake_is_shown_on_lines_that_fit(text: str) -> None:
    try:
        question(text, CLOCK)
    except QueryError as error:
        _, *lines = mistake_lines(text, error, 40)
        shown, marks = lines[:2]
    else:
        return
    assert cell_len(shown) <= 40
    assert set(marks) <= {" ", "^"}
    assert "^" in marks
    assert shown.isprintable()


def test_of_a_long_text_the_part_around_the_place_is_shown() -> None:
    text = "type:a " * 30 + "version:many " + "type:b " * 30
    with pytest.raises(QueryError) as caught:
        question(text, CLOCK)
    _, shown, marks, _ = mistake_lines(text, caught.value, 60)
    assert shown[marks.index("^") :][: marks.count("^")] == "many"
    assert shown.startswith("  …")
    assert shown.endswith("…")


def test_a_long_query_is_marked_without_being_measured_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []

    def counted(text: str) -> int:
        measured.append(len(text))
        return cell_len(text)

    monkeypatch.setattr(query_mistake, "cell_len", counted)
    text = "\u202e" * 9_000 + '"'
    _, shown, marks, *_ = mistake_lines(text, QueryError("not closed", 9_000, 9_001), 80)
    assert cell_len(shown) <= 78
    assert marks.endswith("^")
    assert sum(measured) < 10 * 8 * len(text)
