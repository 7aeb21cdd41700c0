"""What stands in a row of the timeline, at any width and in each format of time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.market.delivery_day import zone_of
from store.model.timeline import EVERYTHING, EventRow, Scope, Summary
from tui.presentation.captions import Caption
from tui.presentation.change_text import change_line
from tui.presentation.lists.timeline_rows import RowStyle, placeholder_line, row_line
from tui.presentation.pieces import Role, cells, plain
from tui.presentation.signs import ASCII, UNICODE
from tui.presentation.times import TimeFormat, elapsed, waiting_time

AT = datetime(2026, 3, 25, 13, 5, 12, 118_000, tzinfo=UTC)
ROW = EventRow(
    sequence=1,
    uid="event",
    created_at=AT,
    type="version.rejected",
    tso="50HERTZ_DE_TSO",
    market="DE",
    day=None,
    schedule_uid="schedule",
    version=3,
    series_uid=None,
    request_id=None,
    user_uid=None,
    simulated=False,
    summary=Summary(status_from="submitted", status_to="rejected", reason_codes=("A54",)),
    message_id=None,
)


def style(width: int = 120, time_format: TimeFormat = TimeFormat.LOCAL, scope: Scope = EVERYTHING) -> RowStyle:
    return RowStyle.of(width, scope, time_format, zone_of("DE"), UNICODE)


def text(row: EventRow = ROW, above: EventRow | None = ROW, written: RowStyle | None = None) -> str:
    return plain(row_line(row, above, written or style()))


def change(summary: Summary, event_type: str = "version.status_changed") -> str:
    return plain(change_line(replace(ROW, type=event_type, summary=summary), UNICODE))


def test_a_row_says_when_what_whose_and_what_changed() -> None:
    assert text(written=style(130)).rstrip() == (
        "   14:05:12.118  ✘ version.rejected       50Hertz    v3   "
        "submitted → rejected  A54 global position not in balance"
    )


def test_the_sign_and_the_type_have_the_colour_of_the_status() -> None:
    pieces = row_line(ROW, ROW, style())
    assert Role.REJECTED in {piece.role for piece in pieces if "✘" in piece.text}


def test_the_date_stands_where_the_day_changes() -> None:
    later = replace(ROW, created_at=AT + timedelta(days=1))
    assert text(later, ROW).startswith("26 Mar 14:05:12")
    assert text(ROW, None).startswith("25 Mar 14:05:12")
    assert text(ROW, ROW).startswith("   14:05:12.118")


def test_a_date_says_its_year_where_that_of_the_newest_event_is_another() -> None:
    before = replace(ROW, created_at=AT.replace(year=2025))
    narrow, wide = (replace(style(width), newest_year=2026) for width in (90, 120))
    assert text(before, None, narrow).startswith("25 Mar'25 14:05 ")
    assert text(before, None, wide).startswith("25 Mar 2025 14:05:12 ")
    assert text(ROW, before, narrow).startswith("25 Mar 14:05:12 ")
    assert text(ROW, before, wide).startswith("25 Mar  14:05:12.118 ")
    in_between = replace(narrow, time_format=TimeFormat.ELAPSED)
    assert text(before, None, in_between).startswith("25 Mar'25   14:05:12 ")
    assert text(replace(before, created_at=before.created_at + timedelta(days=1)), before, in_between).startswith(
        "26 Mar'25     +1d00h "
    )


def test_two_digits_stand_for_no_year_of_another_century() -> None:
    long_ago = replace(ROW, created_at=AT.replace(year=1926))
    for width in (78, 120):
        assert text(long_ago, None, replace(style(width), newest_year=2026)).startswith("25 Mar 1926")


def test_the_columns_stand_where_they_stood_with_years_where_room_is_short() -> None:
    before = replace(ROW, created_at=AT.replace(year=2025))
    told = [text(before, above, replace(style(78), newest_year=2026)) for above in (None, before)]
    assert {one.index("50Hertz") for one in told} == {text(written=style(78)).index("50Hertz")}


def test_elapsed_is_since_the_row_above_and_beside_the_clock() -> None:
    later = replace(ROW, created_at=AT + timedelta(seconds=31))
    assert text(later, ROW, style(time_format=TimeFormat.ELAPSED)).startswith("    14:05:43 +31.00s")


def test_a_simulated_event_is_marked() -> None:
    assert "◇" in text(replace(ROW, simulated=True))
    assert "◇" not in text()


def test_the_tso_is_left_out_where_the_scope_says_it_and_room_is_short() -> None:
    one_schedule = Scope(schedule_uid="schedule")
    assert "50Hertz" not in text(written=style(90, scope=one_schedule))
    assert "50Hertz" in text(written=style(90))


@pytest.mark.parametrize(
    ("summary", "event_type", "expected"),
    [
        (Summary(status_to="rejected", reason_codes=("A54",)), "version.rejected", "rejected  A54 global position"),
        (
            Summary(quarter_hours=32, largest_delta_mw=5, delta_mwh=40),
            "series.status_changed",
            "32 quarter-hours, max +5.000 MW, Σ +40.000 MWh",
        ),
        (
            Summary(reason_codes=("A09",), quarter_hours=4, largest_delta_mw=0.2, delta_mwh=0.2),
            "anomaly.received",
            "A09 4 quarter-hours, max 0.200 MW",
        ),
        (Summary(series=4), "version.submitted", "4 series"),
        (Summary(paths=("warnings", "spec.sender_id")), "version.status_changed", "warnings, spec.sender_id"),
        (Summary(status_from="submitted", status_to="accepted", acceptance_level="ack"), "", "accepted (ack)"),
        (Summary(status_to="odd", reason_codes=("Z99", "A09")), "", "odd  Z99 +1"),
        (Summary(), "schedule.created", ""),
    ],
)
def test_what_changed_comes_first(summary: Summary, event_type: str, expected: str) -> None:
    assert expected in change(summary, event_type)


def test_an_event_about_a_series_says_which() -> None:
    told = replace(ROW, type="series.status_changed", series_uid="642549b8-d48f-5102-82cb-b3ca69e3b246")
    assert plain(change_line(told, UNICODE)).startswith("642549b8  submitted → rejected  A54")
    named = replace(told, series_name="TS-001")
    assert plain(change_line(named, UNICODE)).startswith("TS-001  submitted → rejected  A54")
    assert plain(change_line(named, UNICODE, 44)) == "TS-001  A54 global position not in balance"
    assert plain(change_line(replace(named, type="version.rejected"), UNICODE)).startswith("submitted")


def test_without_room_the_status_before_gives_way() -> None:
    assert plain(change_line(ROW, UNICODE, 50)).startswith("rejected  A54")
    assert plain(change_line(ROW, UNICODE, 100)).startswith("submitted → rejected")


def test_with_less_room_the_status_of_a_rejection_gives_way_too() -> None:
    assert plain(change_line(ROW, UNICODE, 43)) == "rejected A54 global position not in balance"
    assert plain(change_line(ROW, UNICODE, 36)) == "A54 global position not in balance"
    odd = replace(ROW, summary=replace(ROW.summary, status_to="odd"))
    assert plain(change_line(odd, UNICODE, 36)).startswith("odd A54")


@pytest.mark.parametrize("scope", [EVERYTHING, Scope(schedule_uid="schedule")])
def test_a_rejection_is_whole_beside_the_tree_of_a_screen_of_120_columns(scope: Scope) -> None:
    assert text(written=style(80, scope=scope)).rstrip().endswith("A54 global position not in balance")
    changed = replace(ROW, type="version.status_changed")
    assert text(changed, written=style(80, scope=scope)).rstrip().endswith("A54 global position not in balance")


@pytest.mark.parametrize(
    ("word", "sign", "role"),
    [("sent", "↗", Role.MUTED), ("rate_limited", "⚠", Role.WAITING), ("error", "⚠", Role.WAITING)],
)
def test_a_status_request_has_signs_of_its_own(word: str, sign: str, role: Role) -> None:
    asked = replace(ROW, type="status_request.sent", summary=Summary(status_to=word))
    pieces = row_line(asked, ROW, style())
    assert role in {piece.role for piece in pieces if sign in piece.text}
    assert "?" not in plain(pieces)


@given(
    width=st.integers(20, 200),
    word=st.text(max_size=60),
    kind=st.text(min_size=1, max_size=60),
    year=st.integers(2, 9998),
)
def test_a_row_fills_its_width_with_whatever_the_log_says(width: int, word: str, kind: str, year: int) -> None:
    at = AT.replace(year=year)
    summary = Summary(status_from=word, status_to=word, paths=(word,))
    row = replace(ROW, created_at=at, type=kind, tso=word, summary=summary)
    for time_format in TimeFormat:
        for newest_year in (None, 2026, 2027):
            for above in (None, ROW, replace(ROW, created_at=AT.replace(year=2))):
                line = row_line(row, above, replace(style(width, time_format), newest_year=newest_year))
                assert cells(line) == width
                assert all(character.isprintable() for character in plain(line))


def test_a_placeholder_is_its_number() -> None:
    assert plain(placeholder_line(40_111, style())).split() == ["40", "112", "…"]


def test_ascii_rows_are_ascii() -> None:
    ascii_style = RowStyle.of(120, EVERYTHING, TimeFormat.LOCAL, zone_of("DE"), ASCII)
    row = replace(ROW, simulated=True, summary=Summary(quarter_hours=2, largest_delta_mw=1, delta_mwh=1))
    for one in (row, ROW, replace(ROW, type="anomaly.received")):
        assert plain(row_line(one, None, ascii_style)).isascii()


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (timedelta(milliseconds=2), "+0.002s"),
        (timedelta(seconds=31, milliseconds=2), "+31.00s"),
        (timedelta(minutes=12, seconds=4), "+12m04s"),
        (timedelta(hours=3, minutes=5), "+3h05m"),
        (timedelta(days=2, hours=4), "+2d04h"),
        (timedelta(days=400), "+400d"),
        (timedelta(days=3_651_694), "+9997y"),
        (-timedelta(seconds=5), "-5.000s"),
    ],
)
def test_a_span_is_written_in_seven_cells(span: timedelta, expected: str) -> None:
    assert elapsed(span) == expected


@given(st.timedeltas(min_value=-timedelta(days=9000 * 366), max_value=timedelta(days=9998 * 366)))
def test_no_span_is_longer_than_its_column(span: timedelta) -> None:
    assert len(elapsed(span)) <= 7


def test_waiting_is_told_in_its_largest_unit() -> None:
    told = [waiting_time(AT - timedelta(minutes=minutes), AT) for minutes in (0, 59, 60, 47 * 60, 48 * 60)]
    assert told == ["0 min", "59 min", "1 h", "47 h", "2 d"]
    assert waiting_time(AT + timedelta(minutes=1), AT) is None


@pytest.mark.parametrize(
    ("count", "overall", "expected"),
    [(1284, 1284, "1 284 events"), (7, 1284, "7 of 1 284 events"), (1, 1, "1 event"), (0, 5, "0 of 5 events")],
)
def test_the_edge_counts_out_of_how_many(count: int, overall: int, expected: str) -> None:
    line = Caption("Thu 26 Mar 2026", count, overall).line("Timeline", 80, UNICODE)
    assert plain(line).startswith("Timeline · Thu 26 Mar 2026 ──")
    assert plain(line).endswith(f"── {expected}")
    assert cells(line) == 80


@pytest.mark.parametrize("width", range(4, 60, 5))
def test_an_edge_is_never_longer_than_its_box(width: int) -> None:
    assert cells(Caption("x" * 50, 3, 4).line("Timeline", width, UNICODE)) <= width
