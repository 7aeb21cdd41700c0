"""What stands first, what takes the whole width, and what is left out where room is short."""

import pytest

from store.diff.changes import MISSING
from tests.support.pane_events import drawing, event, points, series, state_rows, unified, version
from tui.presentation.changes.element_text import reason_phrases
from tui.presentation.panes.elision import elided
from tui.presentation.panes.pane_lines import Look, Span, text_of
from tui.presentation.panes.pane_rows import row_spans, side_rows

EARLY, LATE = "2026-03-25T12:46:04.129Z", "2026-03-25T12:46:37.377Z"
REASON = {"reason_codes": [{"code": "A54", "text": "Global position not in balance."}], "id": "x"}


def side_by_side(before: object, after: object, metadata: object = None, width: int = 82) -> list[str]:
    lines = drawing(event(before, after, metadata), width=width).lines
    return [text_of(row_spans(row, width))[1:].rstrip() for row in side_rows(lines)]


def test_statuses_come_first_then_reasons_then_amounts_and_bookkeeping_last() -> None:
    before = {"last_modified_ts": EARLY, "message_id": "1", "data": points([1.0]), "is_active": False, "status": "sent"}
    after = {
        "last_modified_ts": LATE,
        "message_id": "2",
        "data": points([2.0]),
        "is_active": True,
        "status": "rejected",
    }
    rows = state_rows(unified(event(before, after, REASON)))
    starts = ["status", "is_active", "A54", "data", "00:00", "last_modified_ts", "message_id"]
    assert [next(one for one in starts if one in row) for row in rows] == starts


def test_bookkeeping_is_dimmed_but_for_what_differs() -> None:
    line = drawing(event({"last_modified_ts": EARLY}, {"last_modified_ts": LATE})).lines[0]
    assert {span.look for span in (*line.label, *(line.after or ()))} == {Look.MUTED, Look.NEW_WORD}
    assert line.change


def test_a_reason_is_whole_on_as_many_lines_as_it_needs() -> None:
    words = "word " * 40
    metadata = {"reason_codes": [{"code": "Z1", "text": words}]}
    rows = side_by_side({"status": "a"}, {"status": "b"}, metadata, width=60)
    told = [row for row in rows[1:] if row.strip() and "│" not in row and "──" not in row and "keys" not in row]
    assert " ".join(" ".join(told).split()) == f"reason Z1: {words.strip()}"
    assert len(told) > 2


@pytest.mark.parametrize("text", ["Counterpart quantity differs", "counterpart quantity differs. ", None, ""])
def test_a_text_that_repeats_the_title_is_not_said_twice(text: str | None) -> None:
    assert reason_phrases([{"code": "A29", "text": text}]) == ("A29 counterpart quantity differs",)


def test_what_belongs_to_neither_side_takes_the_whole_width() -> None:
    rows = side_by_side({"status": "submitted"}, {"status": "rejected"}, REASON)
    assert [part.split() for part in rows[0].split("│")] == [["~", "status", "submitted"], ["~", "status", "rejected"]]
    assert rows[1] == "    reason  A54 global position not in balance"
    assert rows[2].startswith("    Metadata ──")
    assert rows[3] == "    id  x"


def test_values_that_do_not_fit_are_cut_where_they_are_the_same() -> None:
    (row, *_) = side_by_side({"last_modified_ts": EARLY}, {"last_modified_ts": LATE}, width=79)
    assert "…12:46:04.129Z" in row
    assert row.endswith("…12:46:37.377Z")


@pytest.mark.parametrize(
    ("before", "after", "room", "shown"),
    [
        ("same", "same", 2, ("same", "same")),
        ("abcdefgh", "abcdefgx", 8, ("abcdefgh", "abcdefgx")),
        ("abcdefgh", "abcdefgx", 4, ("…fgh", "…fgx")),
        ("abXdefghijkl", "abYdefghijkl", 6, ("abXdefghijkl", "abYdefghijkl")),
        ("one-two-three", "one-two-four", 10, ("…two-three", "…two-four")),
        ("abcdefghe\u0301", "abcdefghe\u0300", 4, ("…ghe\u0301", "…ghe\u0300")),
    ],
)
def test_the_front_is_left_out_as_far_as_it_must(before: str, after: str, room: int, shown: tuple[str, str]) -> None:
    found = elided((Span(before),), (Span(after),), room)
    assert (text_of(found[0]), text_of(found[1])) == shown


def test_expanding_opens_containers_but_no_text() -> None:
    long = "z" * 300
    rows = unified(event({"a": {"b": [1]}, "t": long, "c": 1}, {"a": {"b": [1]}, "t": long, "c": 2}), everything=True)
    assert any(row.strip().startswith("[0]") for row in rows)
    assert sum("zzz" in row for row in rows) == 1
    opened = unified(event({"t": long, "c": 1}, {"t": long, "c": 2}), "300 characters", everything=True)
    assert sum("zzz" in row for row in opened) > 1


SENT = version(series("TS-1", [4.0] * 96), series("TS-2", [1.0] * 96))


def test_what_was_sent_is_listed_where_nothing_but_the_status_changed() -> None:
    before = {**SENT, "status": "ingested"}
    rows = unified(event(before, SENT, type_="version.submitted"))
    at = next(number for number, row in enumerate(rows) if "Sent ──" in row)
    assert rows[at + 1 : at + 4] == [
        "  ▾ 2 series  96 amounts each",
        "    ▸ TS-1  internal ← 11XALPHA  96.000 MWh  max 4.000 MW",
        "    ▸ TS-2  internal ← 11XALPHA  24.000 MWh  max 1.000 MW",
    ]


@pytest.mark.parametrize(
    ("before", "type_"),
    [
        (None, "version.submitted"),
        ({**SENT, "status": "ingested"}, "version.accepted"),
        (version(series("TS-1", [4.0] * 96), status="ingested"), "version.submitted"),
    ],
)
def test_what_was_sent_is_not_listed_where_the_changes_say_it(before: object, type_: str) -> None:
    assert not any("Sent ──" in row for row in unified(event(before, SENT, type_=type_)))


def test_many_series_are_folded_at_first() -> None:
    after = version(*(series(f"TS-{number}", [1.0]) for number in range(20)))
    rows = unified(event({**after, "status": "ingested"}, after, type_="version.submitted"))
    assert "  ▸ 20 series  1 amounts each" in rows


def test_the_place_of_a_series_sent_is_that_in_the_entry() -> None:
    lines = drawing(event({**SENT, "status": "ingested"}, SENT, type_="version.submitted")).lines
    at = next(line.at for line in lines if line.at and line.at.pointer.endswith("/series/1"))
    assert (at.pointer, at.before) == ("/data/after/spec/series/1", MISSING)
