"""What an event changed, as the panes say it."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from store.diff.changes import MISSING
from tests.support.pane_events import OWN, drawing, event, points, series, sides, state_rows, unified, version
from tui.presentation.panes.lines.change_lines import drawn
from tui.presentation.panes.lines.kept_lines import MOST_LINES
from tui.presentation.panes.pane_lines import Extent, Fold, Look, PaneLine, Unfolded, text_of
from tui.presentation.panes.pane_rows import Part, in_ascii, row_spans, side_rows, unified_rows


def test_changed_keys_stand_before_a_fold_that_counts_the_others() -> None:
    rows = unified(event({"status": "submitted", "a": 1, "b": 2}, {"status": "rejected", "a": 1, "b": 2}))
    assert state_rows(rows) == ["~   status  submitted → rejected", "  ⋯ 2 unchanged"]


def test_an_opened_fold_shows_what_is_unchanged() -> None:
    rows = unified(event({"status": "x", "a": 1}, {"status": "y", "a": 1}), "1 unchanged")
    assert state_rows(rows) == ["~   status  x → y", "  ▾ 1 unchanged", "      a  1"]


def test_both_sides_have_a_line_for_what_only_one_of_them_has() -> None:
    assert sides(event({"gone": 1}, {"new": 2}))[:2] == [("+   new   ·", "+   new   2"), ("-   gone  1", "-   gone  ·")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "∅"), ("", '""'), (0, "0"), ("0", '"0"'), ("null", '"null"'), (" x", '" x"'), ([], "[]"), (False, "false")],
)
def test_values_that_could_be_taken_for_each_other_look_different(value: object, shown: str) -> None:
    assert state_rows(unified(event({"key": "before"}, {"key": value})))[0] == f"~   key  before → {shown}"


def test_within_texts_the_words_that_differ_are_marked() -> None:
    line = drawing(event({"text": "the quick brown fox"}, {"text": "the quick red fox"})).lines[0]
    assert [span.text for span in line.before or () if span.look is Look.OLD_WORD] == ["brown"]
    assert [span.text for span in line.after or () if span.look is Look.NEW_WORD] == ["red"]


def test_texts_with_little_in_common_are_replaced_as_a_whole() -> None:
    line = drawing(event({"text": "submitted"}, {"text": "rejected"})).lines[0]
    assert [span.look for span in line.before or ()] == [Look.OLD]


@pytest.mark.parametrize(
    ("before", "after", "looks"),
    [
        ({"status": "submitted"}, {"status": "rejected"}, (Look.STATUS_WAITING, Look.STATUS_REJECTED)),
        ({"status": "ack_positive"}, {"status": "ack_negative"}, (Look.STATUS_ACCEPTED, Look.STATUS_REJECTED)),
        (
            {"status": "accepted", "acceptance_level": "par"},
            {"status": "imposed", "acceptance_level": "par"},
            (Look.STATUS_PARTLY, Look.STATUS_IMPOSED),
        ),
        ({"status": "created"}, {"status": "unheard-of"}, (Look.STATUS_MUTED, Look.NEW)),
        ({"status": 1}, {"status": None}, (Look.OLD, Look.NEW)),
    ],
)
def test_a_status_keeps_its_own_colour(
    before: dict[str, object], after: dict[str, object], looks: tuple[Look, Look]
) -> None:
    line = drawing(event(before, after)).lines[0]
    assert tuple(spans[0].look for spans in (line.before, line.after) if spans) == looks
    assert text_of(line.before or ()) == str(before["status"])


def test_what_does_not_fit_one_row_takes_two() -> None:
    rows = unified(event({"text": "a" * 30}, {"text": "b" * 30}), width=50)
    assert rows[:2] == ["-   text  " + "a" * 30, "+   text  " + "b" * 30]


def test_an_object_with_one_change_inside_gives_up_its_line() -> None:
    rows = unified(event({"spec": {"tso": "TTG_DE", "x": 1}}, {"spec": {"tso": "DE-AMPRION-TSO", "x": 1}}))
    assert state_rows(rows) == ["~   spec.tso  TTG_DE TenneT DE → DE-AMPRION-TSO Amprion", "  ⋯ 1 unchanged"]


def test_an_object_with_more_changes_keeps_its_line_over_them() -> None:
    rows = unified(event({"spec": {"a": 1, "b": 1}}, {"spec": {"a": 2, "b": 2}}))
    assert state_rows(rows) == ["  ▾ spec", "~     a  1 → 2", "~     b  1 → 2"]


def test_elements_are_matched_by_what_names_them() -> None:
    before = version(series("TS-1", [5.0]), series("TS-2", [6.0], status="submitted"))
    after = version(series("TS-0", [1.0]), series("TS-1", [5.0]), series("TS-2", [6.0], status="accepted"))
    rows = state_rows(unified(event(before, after)))
    assert rows[0] == "+ ▸ series TS-0  internal ← 11XALPHA  0.250 MWh  max 1.000 MW"
    assert rows[1].startswith("  ▾ series TS-2  internal ← 11XALPHA")
    assert rows[2] == "~     status  submitted → accepted"
    assert "  ⋯ 1 unchanged in spec.series" in rows


def test_without_a_state_before_the_one_after_is_shown_whole() -> None:
    rows = unified(event(None, version(series("TS-1", [4.0] * 96)), type_="version.submitted"))
    assert "    status   submitted" in rows
    assert "      tso        50HERTZ_DE_TSO  50Hertz" in rows
    assert "      ▸ TS-1  internal ← 11XALPHA  96.000 MWh  max 4.000 MW" in rows


def test_the_direction_is_that_of_the_own_party() -> None:
    given = series("TS-1", [1.0])
    given["spec"]["ids"] = {"in_party": "11XBETA", "out_party": OWN}
    assert any("→ 11XBETA" in row for row in unified(event(None, version(given))))


def test_reasons_are_given_in_words() -> None:
    metadata = {"reason_codes": [{"code": "A54", "text": None}, {"code": "A57", "text": "gate 14:30"}, {"code": "X"}]}
    rows = unified(event({"a": 1}, {"a": 2}, metadata))
    assert "    reason  A54 global position not in balance" in rows
    assert not any("Metadata" in row for row in rows)
    assert any(row.startswith("    reason  A57 ") and row.endswith(": gate 14:30") for row in rows)
    assert "    reason  X" in rows


def test_the_original_message_is_one_folded_line_that_opens() -> None:
    xml = "<a>\n" + "<b/>" * 100 + "\n</a>"
    change = event(None, {"a": 1}, {"message": {"xml": xml, "kind": "ACK"}})
    assert "    ▸ xml   original message, 409 characters" in unified(change)
    assert "        <a>" in unified(change, "original message")


def test_a_status_request_is_put_in_words() -> None:
    request = {
        "tso": "DE-AMPRION-TSO",
        "sender_id": OWN,
        "date": "2026-03-26",
        "status": "rate_limited",
        "next_allowed_at": "2026-03-25T14:20:00Z",
    }
    rows = unified(event(None, request, type_="status_request.sent"))
    assert rows[0] == f"    Asked Amprion where the schedule stands for 2026-03-26, as {OWN}"
    assert rows[1] == "    not sent: too many requests; the next one is allowed at 2026-03-25T14:20:00Z"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (None, None, "    No state is recorded with this event."),
        ({"a": 1}, {"a": 1}, "    Nothing changed: both states are the same."),
        ({"a": 1}, None, "    a  1"),
        ([1], "text", "~ ▸ state  [1 element] → text"),
    ],
)
def test_any_pair_of_states_is_shown(before: object, after: object, shown: str) -> None:
    assert unified(event(before, after))[0] == shown


def test_a_line_knows_its_place_and_values() -> None:
    change = event({"series": [{"uid": "A", "n": 1}]}, {"series": [{"uid": "Z", "n": 1}, {"uid": "A", "n": 2}]})
    line = next(line for line in drawing(change).lines if line.at and line.at.after == 2)
    assert line.at is not None
    assert (line.at.path, line.at.pointer, line.at.before) == ("series[A].n", "/series/1/n", 1)


def test_a_place_that_is_gone_points_into_the_state_before() -> None:
    at = next(line.at for line in drawing(event({"a": [1, 2]}, {"a": [1]})).lines if line.change)
    assert at is not None
    assert (at.before, at.after, at.pointer) == (2, MISSING, "/a/1")


def test_a_long_list_opens_by_pages() -> None:
    change = event(None, {"rows": list(range(1000))})
    assert "    ⋯ 800 more" in unified(change)
    assert "    ⋯ 600 more" in unified(change, "800 more")


def test_no_more_lines_are_built_than_can_be_read() -> None:
    rows = drawing(event(None, [{"a": list(range(150))} for _ in range(190)]), everything=True).lines
    assert len(rows) == MOST_LINES + 1
    assert "cut here" in text_of(rows[-1].label)


def test_a_state_nested_a_thousand_deep_is_shown() -> None:
    before: object = 1
    after: object = 2
    for _ in range(1000):
        before, after = {"a": before, "b": [0]}, {"a": after, "b": [1]}
    shown = replace(event(1, 2), before=before, after=after)
    rows = drawing(shown, everything=True).lines
    assert any("changed further inside" in text_of(line.delta) for line in rows)


ANY_TEXT = st.text(st.characters(codec=None), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | st.sampled_from(["2026-03-25T23:00:00Z"]),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(ANY_TEXT | st.sampled_from(["data", "series", "intervals", "code"]), children, max_size=4)
        | st.lists(
            st.fixed_dictionaries({"ts": st.sampled_from(["2026-03-25T23:00Z", "x"]), "amount": children}), max_size=3
        )
    ),
    max_leaves=12,
)
TYPES = st.sampled_from(["version.accepted", "anomaly.received", "status_request.sent", "unheard.of"])


def all_rows(lines: tuple[PaneLine, ...], width: int) -> list[tuple[int, str]]:
    rows = [*unified_rows(lines, width), *(row for part in (Part.BEFORE, Part.SIDES) for row in side_rows(lines, part))]
    return [(width, text_of(row_spans(row, width, cursor=True))) for row in rows]


@given(JSON, JSON, JSON, TYPES, st.booleans())
def test_any_event_is_drawn_harmlessly_and_to_the_cell(
    before: object, after: object, metadata: object, type_: str, everything: bool
) -> None:
    lines = drawing(event(before, after, metadata, type_=type_), everything=everything, width=60).lines
    assert len({line.key for line in lines}) == len(lines)
    for width, text in [*all_rows(lines, 60), *all_rows(lines, 20), *all_rows(lines, 1)]:
        assert cell_len(text) == width
        assert all(unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for one in text)


@given(JSON, JSON)
def test_every_line_that_folds_shows_more_when_open_than_when_closed(before: object, after: object) -> None:
    one = event(before, after)
    shown = drawing(one)
    for line in shown.lines:
        if line.fold:
            other = drawn(one, shown, Unfolded().toggled(line), 100)
            opened, closed = (shown, other) if line.fold is Fold.OPEN else (other, shown)
            assert len(opened.lines) > len(closed.lines)


@settings(deadline=None)
@given(JSON, JSON, st.sampled_from(Extent), st.lists(st.integers(0, 200), max_size=6))
def test_lines_that_are_kept_are_those_that_would_be_drawn_anew(
    before: object, after: object, extent: Extent, turns: list[int]
) -> None:
    one = event({"a": [before, {"b": before}], "c": before}, {"a": [before, {"b": after}], "c": after})
    unfolded = Unfolded(extent)
    shown = drawn(one, None, unfolded, 100)
    for turn in turns:
        folds = [line for line in shown.lines if line.fold]
        unfolded = unfolded.toggled(folds[turn % len(folds)])
        shown = drawn(one, shown, unfolded, 100)
        assert shown == drawn(one, None, unfolded, 100)


def test_the_signs_can_be_written_in_ascii() -> None:
    row = unified_rows(drawing(event({"data": points([1.0])}, {"data": points([2.0])})).lines, 90)[1]
    assert text_of(in_ascii(row_spans(row, 90))).isascii()


def test_marks_with_next_to_nothing_between_them_are_one() -> None:
    line = drawing(event({"at": "2026-10-24T12:12:07.355Z"}, {"at": "2026-10-26T15:03:18.840Z"})).lines[0]
    assert [span.text for span in line.after or () if span.look is Look.NEW_WORD] == ["26T15:03:18.840"]


def test_what_is_cut_ends_with_a_mark() -> None:
    row = unified(event({"a": 1}, {"a": 1, "b": "x" * 100}), width=40)[0]
    assert row == "+   b  " + "x" * 31 + "…"
