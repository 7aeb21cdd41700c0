"""The benchmark: it refuses wrong answers, calls what falls short short, and names what it did not measure."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.bench import __main__ as command
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, NotMeasured, Unit, Way, measured
from tests.bench.report import Result, amount, document, falls_short, result, table
from tests.bench.rows.diff import diff
from tests.bench.turns import called

DAY = "2026-03-26"


def giving(*numbers: float) -> Callable[[], Mapping[str, float]]:
    """Return what measures one number after the other."""
    left = iter(numbers)
    return lambda: {"time": next(left)}


def missing() -> Mapping[str, float]:
    raise NotMeasured("it is not installed")


def told(*ways: Way, limits: tuple[Limit, ...] = (), rounds: int = 1, why: str = "") -> Result:
    """Return what comes of a comparison of some ways."""
    comparison = Comparison([Figure("time", "nothing", limits=limits, why=why)], ways)
    group = Group("Nothing", "A note.", [comparison], ["hypothesis"], ["peer"])
    return result(group, [measured(comparison, rounds)], DAY, {"peer": "1.2", "other": "3"})


def row(one: Result) -> str:
    """Return the only row of a table."""
    return next(line for line in table(one) if line.startswith("| nothing"))


def test_every_way_of_the_difference_finds_what_there_is() -> None:
    for comparison in diff().comparisons:
        found = measured(comparison, 1)
        assert found.missing == {}
        assert list(found.medians("time")) == [way.name for way in comparison.ways]


def test_a_way_with_another_answer_is_not_measured() -> None:
    wrong = called("peer", lambda: None, lambda _: "1 change", "2 changes")
    found = measured(Comparison([Figure("time", "nothing")], [wrong]), 1)
    assert found.missing == {"peer": "found 1 change, not 2 changes"}
    assert found.values == {}


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        (Limit(2), "≤ 2 s | met"),
        (Limit(0.5), "≤ 500 ms | **SHORT** by 2 ×"),
        (Limit(0.5, times="peer"), "≤ 0.5 × peer | met"),
        (Limit(0.3, times="peer"), "≤ 0.3 × peer | **SHORT** by 1.33 ×"),
        (Limit(0.5, at_least=True), "≥ 500 ms | met"),
        (Limit(1, times="peer", at_least=True), "≥ 1 × peer | **SHORT** by 2.5 ×"),
        (Limit(1, times="other"), "≤ 1 × other | NOT MEASURED"),
    ],
)
def test_a_row_says_ours_the_peer_the_ratio_what_is_wanted_and_whether_it_is_met(limit: Limit, wanted: str) -> None:
    one = told(Way(OURS, giving(3.0, 1.0, 0.9)), Way("peer", giving(4.0, 2.5, 2.0)), limits=(limit,), rounds=3)
    assert row(one) == f"| nothing | 1 s | peer 2.5 s | 0.4 × | {wanted} |"
    assert falls_short(one) == ("SHORT" in wanted)


def test_what_could_not_be_measured_stands_there_with_the_reason() -> None:
    one = told(Way(OURS, giving(1.0)), Way("peer", missing), limits=(Limit(1, times="peer"),))
    assert row(one) == "| nothing | 1 s | peer NOT MEASURED | – | ≤ 1 × peer | NOT MEASURED |"
    assert table(one)[-1] == "- peer NOT MEASURED (nothing): it is not installed"
    ours = told(Way(OURS, missing), Way("peer", giving(1.0)), limits=(Limit(1),))
    assert row(ours) == "| nothing | NOT MEASURED | peer 1 s | – | ≤ 1 s | NOT MEASURED |"


def test_what_falls_short_says_what_the_cost_is_for_and_what_was_met_does_not() -> None:
    assert table(told(Way(OURS, giving(1.0)), limits=(Limit(0.5),)))[-1] == "- **SHORT** (nothing): not looked into"
    assert table(told(Way(OURS, giving(1.0)), limits=(Limit(0.5),), why="it waits"))[-1].endswith("(nothing): it waits")
    assert "it waits" not in "".join(table(told(Way(OURS, giving(1.0)), limits=(Limit(2),), why="it waits")))


def test_a_way_that_fails_in_a_later_round_does_not_count_at_all() -> None:
    def now_and_then() -> Mapping[str, float]:
        if asked := list(left):
            left.clear()
            return {"time": asked[0]}
        raise NotMeasured("it ended")

    left = [1.0]
    found = measured(Comparison([Figure("time", "nothing")], [Way("peer", now_and_then)]), 2)
    assert (found.values, found.missing) == ({}, {"peer": "it ended"})


def test_ways_take_turns_and_every_other_round_begins_with_the_last() -> None:
    said: list[str] = []
    ways = [Way("first", giving(1, 1)), Way("second", giving(1, 1))]
    measured(Comparison([Figure("time", "nothing")], ways), 2, said.append)
    assert [step.split(": ")[1] for step in said] == ["first", "second", "second", "first"]


def test_machine_versions_and_rounds_are_named() -> None:
    note = table(told(Way(OURS, giving(1.0))))[2]
    assert "A note. Medians of 1 round in turns; 2026-03-26, " in note
    assert ", hypothesis " in note
    assert note.endswith(", peer 1.2.")


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (0.000539, Unit.SECONDS, "0.539 ms"),
        (12.34, Unit.SECONDS, "12.3 s"),
        (83_210_000, Unit.BYTES, "83.2 MB"),
        (3.9e9, Unit.BYTES, "3.9 GB"),
        (22_437, Unit.RATE, "22\u202f400 ev/s"),
        (0.31, Unit.PERCENT, "0.31 %"),
        (1.04, Unit.SHARE, "1.04 ×"),
        (300_000, Unit.NUMBER, "300\u202f000"),
    ],
)
def test_amounts_are_written_in_the_unit_that_is_read_most_easily(number: float, unit: Unit, text: str) -> None:
    assert amount(number, unit) == text


def test_what_was_not_measured_this_time_stays_in_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "DOCS", tmp_path)
    one = told(Way(OURS, giving(1.0)))
    command.write({"first": one})
    command.write({"second": {**one, "title": "Something"}})
    assert list(json.loads((tmp_path / "benchmarks.json").read_text(encoding="utf-8"))) == ["first", "second"]
    assert (tmp_path / "benchmarks.md").read_text(encoding="utf-8").count("\n## ") == 2


def test_the_documents_say_the_same() -> None:
    known = json.loads((command.DOCS / "benchmarks.json").read_text(encoding="utf-8"))
    assert (command.DOCS / "benchmarks.md").read_text(encoding="utf-8") == document(known)
