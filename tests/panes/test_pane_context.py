"""Changes with context: unchanged members next to a changed one, in their place, and the rest folded between."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store.diff.changes import changes
from tests.panes.test_change_lines import JSON
from tests.support.pane_events import event, points, series, version
from tui.presentation.panes.lines.change_lines import drawn
from tui.presentation.panes.pane_lines import Extent, Fold, Unfolded, text_of
from tui.presentation.panes.pane_rows import row_spans


def with_context(before: object, after: object, metadata: object = None, *opened: str) -> list[str]:
    """Return the rows of a state with context, without the gutter's empty first column, up to the entry."""
    unfolded = Unfolded(Extent.CONTEXT)
    shown = drawn(event(before, after, metadata), None, unfolded, 100)
    for words in opened:
        (line,) = [line for line in shown.lines if line.fold and words in text_of(line.label)]
        unfolded = unfolded.toggled(line)
        shown = drawn(shown.comparison.subject, shown, unfolded, 100)
    rows = [text_of(row_spans(row, 100))[1:].rstrip() for row in shown.rows]
    return rows[: next(number for number, row in enumerate(rows) if " ──" in row)]


def numbered(count: int, **more: object) -> dict[str, Any]:
    return {**{f"k{number}": number for number in range(count)}, **more}


def test_two_members_stand_on_either_side_of_a_change_and_the_rest_is_folded_in_its_place() -> None:
    assert with_context(numbered(9), numbered(9, k4=99)) == [
        "  ⋯ 2 unchanged",
        "    k2  2",
        "    k3  3",
        "~   k4  4 → 99",
        "    k5  5",
        "    k6  6",
        "  ⋯ 2 unchanged",
    ]


def test_a_fold_opens_where_it_stands() -> None:
    rows = with_context(numbered(9), numbered(9, k8=99), None, "6 unchanged")
    assert rows[0] == "  ▾ 6 unchanged"
    assert rows[1:7] == [f"      k{number}  {number}" for number in range(6)]


def test_what_is_gone_stands_where_it_was_and_what_is_new_where_it_is() -> None:
    before = {"gone": 0, "a": 1, "b": 2, "also": 3, "c": 4}
    assert with_context(before, {"a": 1, "new": 5, "b": 2, "c": 4}) == [
        "-   gone  0",
        "    a     1",
        "+   new   5",
        "    b     2",
        "-   also  3",
        "    c     4",
    ]


def test_elements_keep_their_place_among_those_that_did_not_change() -> None:
    before = version(*(series(f"TS-{number}", [1.0]) for number in range(8)))
    after = version(*(series(f"TS-{number}", [1.0]) for number in range(8) if number != 3))
    rows = [row for row in with_context(before, after) if " in series" in row or "TS-" in row]
    assert [" ".join(row.split()[:4]) for row in rows] == [
        "⋯ 1 unchanged in",
        "▸ series TS-1 internal",
        "▸ series TS-2 internal",
        "- ▸ series TS-3",
        "▸ series TS-4 internal",
        "▸ series TS-5 internal",
        "⋯ 2 unchanged in",
    ]


def test_quarter_hours_next_to_a_change_are_shown() -> None:
    amounts = [float(number) for number in range(12)]
    rows = with_context({"data": points(amounts)}, {"data": points([*amounts[:5], 99.0, *amounts[6:]])})
    assert [row.split()[:2] for row in rows[1:]] == [
        ["⋯", "00:00–00:45"],
        ["00:45", "3.000"],
        ["01:00", "4.000"],
        ["~", "01:15"],
        ["01:30", "6.000"],
        ["01:45", "7.000"],
        ["⋯", "02:00–03:00"],
    ]


def test_the_reasons_come_first_and_statuses_stand_in_their_place() -> None:
    reasons = {"reason_codes": ["A54"]}
    rows = with_context({"a": 1, "status": "x"}, {"a": 1, "status": "y"}, reasons)
    assert [row.split()[:2] for row in rows] == [["reason", "A54"], ["a", "1"], ["~", "status"]]


@settings(deadline=None)
@given(JSON, JSON)
def test_with_context_every_change_has_a_line_and_no_two_lines_are_the_same(before: object, after: object) -> None:
    shown = drawn(event({"x": before}, {"x": after}), None, Unfolded(Extent.CONTEXT, searched=True), 100)
    assert len({line.key for line in shown.lines}) == len(shown.lines)
    places = {line.at.steps for line in shown.lines if line.at}
    kept = {change.path for change in changes({"x": before}, {"x": after})}
    assert all(any(path[: len(steps)] == steps for steps in places if steps) for path in kept)


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_every_element_of_both_lists_is_shown_once(before: list[str], after: list[str]) -> None:
    sides = [{"rows": [{"uid": name, "n": 1} for name in names]} for names in (before, after)]
    shown = drawn(event(*sides), None, Unfolded(Extent.CONTEXT, searched=True), 100)
    labels = [text_of(line.label).split()[-1] for line in shown.lines if line.at and len(line.at.steps) == 2]
    assert before == after or sorted(one for one in labels if one in "abcdefgh") == sorted({*before, *after})
    assert all(line.fold is not Fold.UNCHANGED for line in shown.lines)
