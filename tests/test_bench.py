"""The benchmark: it refuses wrong answers, calls what falls short short, and keeps what it did not measure."""

import json
from pathlib import Path

import pytest

from tests.bench import __main__ as command
from tests.bench.diff import diff_bench
from tests.bench.measuring import LEAST_ROUNDS, Bench, Limit, Way, WrongAnswer, measured
from tests.bench.report import document, result, table


def bench(found: str = "2 changes", most: float = 1.0) -> Bench:
    """Return a comparison of two ways that take no time."""
    return Bench(
        title="Nothing",
        expected="2 changes",
        ways=(Way("ours", lambda: None, lambda _: "2 changes"), Way("peer", lambda: None, lambda _: found)),
        against="ours",
        limits=(Limit("at most so long", "ours", lambda _: most),),
        packages=("hypothesis",),
    )


def test_every_way_of_the_difference_finds_what_there_is() -> None:
    one = diff_bench()
    assert {way.name: way.found(way.run()) for way in one.ways} == dict.fromkeys(
        (way.name for way in one.ways), "60 changes"
    )


def test_a_way_with_another_answer_is_not_measured() -> None:
    with pytest.raises(WrongAnswer, match="peer found 1 changes, not 2 changes"):
        measured(bench(found="1 changes"), rounds=1)


def test_fewer_rounds_than_tell_something_are_not_run() -> None:
    assert {name: len(taken) for name, taken in measured(bench(), rounds=1).items()} == {
        "ours": LEAST_ROUNDS,
        "peer": LEAST_ROUNDS,
    }


@pytest.mark.parametrize(("most", "words"), [(2.0, "met"), (0.5, "**short**")])
def test_a_limit_that_is_not_met_is_called_short(most: float, words: str) -> None:
    one = result(bench(most=most), {"ours": [3.0, 1.0, 0.9], "peer": [4.0, 2.5, 2.0]}, "2026-03-26")
    lines = table(one)
    assert "| ours | 1000 ms | 900–3000 ms | 1 × |" in lines
    assert "| peer | 2500 ms | 2000–4000 ms | 2.5 × |" in lines
    assert lines[-1] == f"- ours, at most so long: {words}"


def test_what_was_not_measured_stays_in_the_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "DOCS", tmp_path)
    one = result(bench(), {"ours": [1.0], "peer": [2.0]}, "2026-03-26")
    command.write({"first": one})
    command.write({"second": {**one, "title": "Something"}})
    assert list(json.loads((tmp_path / "benchmarks.json").read_text(encoding="utf-8"))) == ["first", "second"]
    assert (tmp_path / "benchmarks.md").read_text(encoding="utf-8").count("\n## ") == 2


def test_the_documents_say_the_same() -> None:
    known = json.loads((command.DOCS / "benchmarks.json").read_text(encoding="utf-8"))
    assert (command.DOCS / "benchmarks.md").read_text(encoding="utf-8") == document(known)
