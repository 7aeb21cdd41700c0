"""Which version changed which series by how much: rows of series, columns of versions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.diff.changes import ChangeKind
from store.diff.days.day_comparison import day_comparison
from store.diff.versions.sides import Side
from store.diff.versions.version_matrix import Cell, CellKind, MatrixRow, VersionMatrix, version_matrix
from store.diff.versions.version_sides import version_side
from store.lifecycle.scenarios.library import play
from store.model.recorded import recorded
from store.model.schedules.version_state import VersionState, version_states
from store.model.status import Status
from tests.diff.series_states import Amounts, series, version

DAY = date(2026, 3, 26)


def state(number: int, *found: dict[str, Any], day: date | None = DAY) -> VersionState:
    return VersionState("schedule", number, Status.SUBMITTED, "submitted", version(*found), day=day, market="DE")


def matrix(*versions: Sequence[dict[str, Any]]) -> VersionMatrix:
    return version_matrix([state(number, *found) for number, found in enumerate(versions, start=1)])


def row(*amounts: Amounts | None, name: str = "TS-1") -> MatrixRow:
    (found,) = matrix(*([series(name, one)] for one in amounts)).rows
    return found


def kinds(found: MatrixRow) -> list[str]:
    return [one.kind.value for one in found.cells]


def test_a_cell_holds_what_a_version_changed_against_the_one_before() -> None:
    found = row({0: 4.0, 1: 4.0}, {0: 4.0, 1: 6.0}, {0: 4.0, 1: 6.0})
    assert kinds(found) == ["first", "changed", "same"]
    changed = found.cells[1]
    assert (changed.since, changed.delta_mwh, changed.quarter_hours, changed.energy_mwh) == (1, 0.5, 1, 2.5)
    assert changed.largest is not None
    assert (changed.largest.label, changed.largest.delta) == ("00:15", 2.0)
    assert found.cells[2].since == 2
    assert (found.delta_mwh, found.changes) == (0.5, 1)


def test_a_new_series_and_one_that_is_gone_and_comes_back_share_a_row_each() -> None:
    one, other = series("TS-1", {0: 4.0}), series("TS-2", {0: 8.0})
    first, second = matrix([one], [one, other], [one], [other, one]).rows
    assert kinds(first) == ["first", "same", "same", "same"]
    assert kinds(second) == ["absent", "new", "gone", "new"]
    assert [cell.delta_mwh for cell in second.cells] == [0.0, 2.0, -2.0, 2.0]
    assert [cell.since for cell in second.cells] == [None, 1, 2, 3]


def test_a_version_without_amounts_is_stepped_over_and_the_next_says_against_which_it_stands() -> None:
    found = row({0: 4.0}, None, {0: 6.0})
    assert kinds(found) == ["first", "unknown", "changed"]
    assert (found.cells[2].since, found.cells[2].delta_mwh) == (1, 0.5)


def test_a_version_that_tells_of_no_series_does_not_say_that_they_are_gone() -> None:
    (found,) = matrix([series("TS-1", {0: 4.0})], [], [series("TS-1", {0: 4.0})]).rows
    assert kinds(found) == ["first", "unknown", "same"]
    assert found.cells[2].since == 1


def test_a_new_series_without_amounts_is_new_and_its_amounts_are_no_change() -> None:
    one = series("TS-1", {0: 4.0})
    _, second = matrix([one], [one, series("TS-2", None)], [one, series("TS-2", {0: 8.0})]).rows
    assert [(cell.kind, cell.delta_mwh, cell.energy_mwh) for cell in second.cells[1:]] == [
        (CellKind.NEW, 0.0, None),
        (CellKind.FIRST, 0.0, 2.0),
    ]


def test_a_total_sums_what_a_version_did_to_all_series() -> None:
    before = [series("TS-1", {0: 4.0}), series("TS-2", {0: 4.0})]
    after = [series("TS-1", {0: 6.0}), series("TS-3", {0: 1.0})]
    total = matrix(before, after).total(1)
    assert (total.kind, total.since, total.delta_mwh, total.quarter_hours) == (CellKind.CHANGED, 1, 1.75, 3)
    assert (total.together, total.energy_mwh) == (True, None)
    assert matrix(before, before).total(1).kind is CellKind.SAME
    assert matrix([], []).total(0) == Cell(CellKind.ABSENT, together=True)


def test_another_resolution_is_not_compared_by_quarter_hours() -> None:
    found = row({0: 4.0, 1: 4.0}, {0: 4.0, 2: 4.0}).cells[1]
    assert (found.kind, found.comparable, found.quarter_hours) == (CellKind.CHANGED, False, 0)


@pytest.mark.parametrize("day", [None, date.max, date.min])
def test_a_day_nobody_knows_or_can_reckon_with_is_no_obstacle(day: date | None) -> None:
    states = [state(number, series("TS-1", {0: float(number)}), day=day) for number in (1, 2)]
    (found,) = version_matrix(states).rows
    assert found.delta_mwh == 0.25
    one, other = map(version_side, states)
    assert day_comparison(one, other).moved_mwh == 0.25


_MEGAWATTS = st.integers(0, 99_999).map(lambda thousandths: thousandths / 1000)
_AMOUNTS = st.lists(_MEGAWATTS, min_size=1, max_size=6).map(lambda amounts: dict(enumerate(amounts)))
_VERSIONS = st.lists(st.dictionaries(st.sampled_from(["TS-1", "TS-2", "TS-3"]), _AMOUNTS), min_size=1, max_size=6)


def energy(amounts: Amounts) -> float:
    return sum(one for one in amounts.values() if isinstance(one, float)) / 4


@given(_VERSIONS)
def test_the_deltas_of_a_row_sum_to_last_minus_first(versions: list[dict[str, dict[int, float]]]) -> None:
    known = [one for one in versions if one]
    found = matrix(*([series(name, amounts) for name, amounts in one.items()] for one in versions))
    for one in found.rows:
        first, last = (energy(known[place].get(one.name, {})) for place in (0, -1))
        assert one.delta_mwh == pytest.approx(last - first, abs=1e-6)
    assert len({one.name for one in found.rows}) == len(found.rows)


@given(_VERSIONS)
def test_each_column_says_what_the_comparison_of_its_two_versions_says(
    versions: list[dict[str, dict[int, float]]],
) -> None:
    states = [
        state(number, *(series(name, amounts) for name, amounts in one.items()))
        for number, one in enumerate((one for one in versions if one), start=1)
    ]
    found = version_matrix(states)
    for column in range(1, len(states)):
        compared = day_comparison(version_side(states[column - 1]), version_side(states[column]))
        expected = {one.name: (one.delta_mwh, len(one.changed)) for one in compared.changed}
        cells = {one.name: one.cells[column] for one in found.rows if one.cells[column].changes}
        assert {name: (cell.delta_mwh, cell.quarter_hours) for name, cell in cells.items()} == expected


def test_a_storm_of_versions_adds_up() -> None:
    simulation = play("intraday-storm", seed=1, day=DAY)
    entries: list[bytes] = []
    while (step := simulation.step()) is not None:
        entries += step.entries
    states = version_states([recorded(number, content) for number, content in enumerate(entries)])
    found = version_matrix(states)
    assert len(found.versions) > 100
    whole = day_comparison(version_side(states[0]), version_side(states[-1]))
    assert {one.name: one.delta_mwh for one in found.rows} == {one.name: one.delta_mwh for one in whole.series}
    assert any(one.delta_mwh for one in found.rows)


def test_two_series_of_different_names_are_compared_when_each_stands_alone() -> None:
    sides = [
        Side(name, series(name, {0: amount}), "series.status_changed", DAY, "DE")
        for name, amount in (("TS-1", 4.0), ("TS-2", 6.0))
    ]
    (one,) = day_comparison(*sides).series
    assert (one.kind, one.delta_mwh) == (None, 0.5)
    assert day_comparison(version_side(state(1, series("TS-1", {0: 4.0}))), sides[1]).series[0].kind is ChangeKind.ADDED
