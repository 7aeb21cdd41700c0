"""The table of quarter-hours, the way from one difference to the next, and what can be copied."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from store.diff.changes import MISSING, ChangeKind
from store.diff.days.quarter_hours import Amount
from tests.comparing.compared_days import DAY, compared, laid_out, short_day
from tui.presentation.pieces import cells, plain
from tui.presentation.quarter_hours.charts.tracks import DayTracks
from tui.presentation.quarter_hours.copies import copies, markdown, tsv
from tui.presentation.quarter_hours.plainly import in_signs
from tui.presentation.quarter_hours.readings import reading_line, subject_text, totals_line
from tui.presentation.quarter_hours.steps import beginnings, next_difference
from tui.presentation.quarter_hours.table import Opened, table_head, table_lines
from tui.presentation.signs import ASCII, UNICODE

NAMES = ("before", "after")


def lines(tracks: DayTracks, opened: Opened = frozenset()) -> list[str]:
    return [" ".join(plain(one.line).split()) for one in table_lines(tracks.tracks[0], tracks.axis, opened)]


def totals(tracks: DayTracks, width: int = 200) -> str:
    return plain(totals_line(tracks.tracks[0], tracks.axis, NAMES, width, UNICODE))


def test_equal_runs_are_one_line_and_the_unchanged_are_folded_with_their_count() -> None:
    tracks = laid_out(compared([5.0] * 96, [5.0] * 32 + [10.0] * 32 + [5.0] * 32))
    assert lines(tracks) == [
        "1–32 00:00–08:00 32 unchanged",
        "33–64 08:00–16:00 32 × 5.000 → 10.000 +5.000",
        "65–96 16:00–24:00 32 unchanged",
    ]
    assert totals(tracks) == (
        "32 of 96 quarter-hours differ · Δ +40.000 MWh · largest +5.000 MW at 08:00 · Σ 120.000 → 160.000 MWh"
    )
    assert totals(tracks, 50) == "32 of 96 differ · Δ +40.000 MWh"


def test_runs_of_one_difference_say_between_what_their_amounts_lie() -> None:
    tracks = laid_out(compared([1.0, 2.0, 3.0], [3.0, 4.0, 5.0], short_day(3)), names=short_day(3))
    assert lines(tracks) == ["1–3 00:00–24:00 3 × 1.000…3.000 → 3.000…5.000 +2.000"]


def test_folds_open() -> None:
    tracks = laid_out(compared([1.0, 1.0, 2.0, 5.0], [1.0, 1.0, 2.0, 6.0], short_day(4)), names=short_day(4))
    assert lines(tracks)[0] == "1–3 00:00–00:45 3 unchanged"
    assert lines(tracks, frozenset({range(3)})) == [
        "1–3 00:00–00:45 3 unchanged",
        "1–2 00:00–00:30 2 × 1.000 1.000",
        "3 00:30 2.000 2.000",
        "4 00:45 5.000 → 6.000 +1.000",
    ]


def test_missing_null_and_zero_look_different() -> None:
    names = short_day(6)
    tracks = laid_out(
        compared([0.0, 0.0, None, MISSING, MISSING, 2.0], [None, MISSING, 0.0, 0.0, MISSING, MISSING], names),
        names=names,
    )
    assert lines(tracks) == [
        "1 00:00 0.000 → ∅ ±0.000",
        "2 00:15 0.000 → · ±0.000",
        "3 00:30 ∅ → 0.000 ±0.000",
        "4 00:45 · → 0.000 ±0.000",
        "5 01:00 1 missing on both sides",
        "6 01:15 2.000 → · −2.000",
    ]


def test_the_values_under_the_cursor_are_read_out() -> None:
    tracks = laid_out(compared([0.0, None, MISSING], [1.5, None, MISSING], short_day(3)), names=short_day(3))
    track = tracks.tracks[0]
    assert [plain(reading_line(track, tracks.axis, place, NAMES, UNICODE)) for place in range(3)] == [
        "00:00–00:15 #1 · before 0.000 MW · after 1.500 MW · Δ +1.500 MW",
        "00:15–00:30 #2 · before ∅ null · after ∅ null · no difference",
        "00:30–24:00 #3 · before · missing · after · missing · missing on both sides",
    ]


def test_what_cannot_be_compared_says_why_and_shows_both_sides() -> None:
    hourly = dict.fromkeys(range(0, 96, 4), 8.0)
    tracks = laid_out(compared(hourly, [8.0] * 48 + [9.0] * 48, minutes=(60, 15), comparable=False))
    assert totals(tracks).startswith("60 min before, 15 min after: not compared")
    assert lines(tracks) == ["1–48 00:00–12:00 48 × 8.000 8.000", "49–96 12:00–24:00 48 × 8.000 9.000"]
    silent = laid_out(compared({}, [8.0] * 96, minutes=(None, 15), comparable=False))
    assert totals(silent).startswith("no amounts before: not compared")
    assert silent.tracks[0].changed == ()


def test_a_series_of_one_side_says_so() -> None:
    tracks = laid_out(compared({}, [4.0] * 96, kind=ChangeKind.ADDED))
    assert totals(tracks) == "only after · 96 quarter-hours · Σ 96.000 MWh"
    assert lines(tracks) == ["1–96 00:00–24:00 96 × · → 4.000 +4.000"]


def test_the_subject_names_sides_and_days_where_they_say_something() -> None:
    tracks = laid_out(compared([1.0], [2.0]))
    assert subject_text(tracks.comparison, "Amprion · v2", UNICODE) == "Amprion · v2"
    other = replace(tracks.comparison, names=("v2 · rejected", "v3"), days=(DAY, date(2026, 3, 27)))
    assert subject_text(other, "Amprion", UNICODE) == (
        "Amprion · Thu 26 Mar 2026 → Fri 27 Mar 2026 · v2 · rejected → v3"
    )


def test_the_lines_fit_a_screen_of_eighty_columns() -> None:
    tracks = laid_out(compared([-123_456.125] * 48 + [1.0] * 48, [-23_456.5] * 48 + [2.0] * 48))
    assert all(cells(one.line) <= 76 for one in table_lines(tracks.tracks[0], tracks.axis, frozenset()))
    assert cells(table_head(NAMES)) <= 79
    ascii_lines = [plain(in_signs(one.line, ASCII)) for one in table_lines(tracks.tracks[0], tracks.axis, frozenset())]
    assert all(text.isascii() for text in ascii_lines)


def test_the_table_as_markdown_and_as_tsv() -> None:
    names = short_day(4)
    series = compared([1.0, 2.0, None, MISSING], [1.0, 3.5, 0.0, MISSING], names, name="TS|1")
    tracks = laid_out(series, names=names)
    text = markdown(tracks, tracks.changed, "Amprion · v2")
    assert "## Amprion · v2" in text
    assert "### TS\\|1 internal" in text
    assert "| 2 | 00:15 | 1 | 2.000 | 3.500 | +1.500 |" in text
    assert tsv(tracks, tracks.tracks[0]).splitlines() == [
        "position\tlocal time\tbefore MW\tafter MW\tdelta MW",
        "1\t00:00\t1.000\t1.000\t",
        "2\t00:15\t2.000\t3.500\t+1.500",
        "3\t00:30\tnull\t0.000\t0.000",
        "4\t00:45\t\t\t",
    ]
    assert [copy.letter for copy in copies(tracks, tracks.tracks[0], 1, "x")] == ["m", "r", "e", "v"]


def test_the_way_through_the_differences_leads_on_to_the_next_series() -> None:
    tracks = laid_out(
        compared([1.0] * 8, [1.0, 2.0, 2.0, 3.0, 1.0, 1.0, 2.0, 1.0]), compared([1.0] * 8, [1.0] * 7 + [2.0])
    )
    rows = tracks.tracks
    assert beginnings(rows[0]) == [1, 3, 6]
    assert next_difference(rows, 0, 0, 1) == (0, 1)
    assert next_difference(rows, 0, 2, 1) == (0, 3)
    assert next_difference(rows, 0, 6, 1) == (1, 7)
    assert next_difference(rows, 1, 7, 1) is None
    assert next_difference(rows, 1, 7, -1) == (0, 6)
    assert next_difference(rows, 0, 1, -1) is None


SIDE: st.SearchStrategy[list[Amount]] = st.lists(
    st.one_of(st.none(), st.just(MISSING), st.sampled_from([0.0, 1.0, 2.5])), min_size=96, max_size=96
)


@given(SIDE, SIDE)
def test_every_quarter_hour_is_told_of_once_and_no_difference_is_folded_as_unchanged(
    before: list[Amount], after: list[Amount]
) -> None:
    tracks = laid_out(compared(before, after))
    found = table_lines(tracks.tracks[0], tracks.axis, frozenset())
    assert [place for line in found for place in line.places] == list(range(96))
    unchanged = {place for line in found if "unchanged" in plain(line.line) for place in line.places}
    assert not unchanged & set(tracks.tracks[0].changed)
