"""The chart and the heat strip of quarter-hours, as rows of cells."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.diff.changes import MISSING, ChangeKind
from store.diff.days.quarter_hours import Amount
from store.model.market.delivery_day import labels, zone_of
from tests.comparing.compared_days import AUTUMN, DAY, SPRING, Amounts, compared, laid_out, short_day
from tui.presentation.pieces import Role
from tui.presentation.quarter_hours.charts.chart import Cells
from tui.presentation.quarter_hours.charts.chart_rows import chart_rows
from tui.presentation.quarter_hours.charts.day_axis import Columns, DayAxis, time_line
from tui.presentation.quarter_hours.charts.scales import Scale
from tui.presentation.quarter_hours.charts.strip import STRIP_GUTTER, strip_row
from tui.presentation.quarter_hours.charts.tracks import DayTracks
from tui.presentation.signs import ASCII, UNICODE, Signs

TOLD = {Role.MORE, Role.LESS, Role.WAITING}


def drawn(tracks: DayTracks, width: int, height: int, signs: Signs = UNICODE) -> tuple[Cells, ...]:
    columns = Columns.of(len(tracks.axis.labels), width)
    return chart_rows(tracks.tracks[0], tracks.axis, columns, height, signs)


def texts(rows: Sequence[Cells]) -> list[str]:
    return ["".join(cell.text for cell in row).rstrip() for row in rows]


def roles_at(row: Cells, cells: range) -> set[tuple[Role, str]]:
    """Return the roles and grounds that a row has in some of its cells."""
    flat = [(cell.role, cell.ground) for cell in row for _ in cell.text]
    return {flat[cell] for cell in cells if cell < len(flat)}


def test_both_sides_stand_on_one_scale_and_the_difference_under_them() -> None:
    names = short_day(8)
    before: Amounts = [1.0, 2.0, 4.0, 4.0, 0.0, None, MISSING, 3.5]
    after: Amounts = [1.0, 4.0, 4.0, 2.0, 0.0, 0.0, MISSING, 3.5]
    assert texts(drawn(laid_out(compared(before, after, names), names=names), 15, 11)) == [
        "    4 ┤ ▒█░   ▄",
        "      │ ▒█░   █",
        "    2 ┤ ███   █",
        "      │████   █",
        "    0 ┤─────∅ ─",
        "    2 ┤ █",
        "      │ █",
        " Δ     ─────≠ ─",
        "      │   █",
        "   −2 ┤   █",
        "       00:00",
    ]


def test_amounts_below_zero_hang_from_the_zero_line() -> None:
    names = short_day(4)
    before, after = [2.0, -2.0, -1.0, 1.0], [2.0, -2.0, -2.0, -1.0]
    assert texts(drawn(laid_out(compared(before, after, names), names=names), 11, 9)) == [
        "    2 ┤█",
        "      │█  ░",
        "    0 ┤────",
        "      │ ██░",
        "   −2 ┤ █░",
        " Δ     ────",
        "   −1 ┤  ██",
        "   −2 ┤   █",
        "",
    ]


def test_in_ascii_all_of_it_is_ascii() -> None:
    names = short_day(6)
    tracks = laid_out(compared([1.0, 2.0, 4.0, -3.0, None, 3.5], [1.0, 4.0, 4.0, -2.0, 1.0, 3.4], names), names=names)
    rows = [*drawn(tracks, 20, 12, ASCII), strip_row(tracks, tracks.tracks[0], Columns.of(6, 40), ASCII, selected=True)]
    assert all(text.isascii() for text in texts(rows))


def test_a_day_that_is_all_the_same_has_no_difference_to_draw() -> None:
    rows = drawn(laid_out(compared([5.0] * 96, [5.0] * 96)), 120, 12)
    assert not any(role in TOLD for row in rows for role, *_ in [(cell.role,) for cell in row])
    assert len(rows) == 12


def test_a_day_without_amounts_is_empty() -> None:
    assert set("".join(texts(drawn(laid_out(compared({}, {})), 120, 8)))) <= set(" │┤─0123456789:.")


def test_where_there_is_no_room_for_the_difference_the_profile_shows_it() -> None:
    amounts = [900.0] * 95
    rows = drawn(laid_out(compared([*amounts, 0.0], [*amounts, 0.001])), 120, 5)
    assert texts(rows)[2] == " " * 23 + "│" + "█" * 95 + "▒"
    assert texts(rows)[3] == " " * 21 + "0 ┤" + "─" * 96


def test_one_quarter_hour_is_seen_beside_much_larger_ones() -> None:
    rows = drawn(laid_out(compared([900.0] * 96, {**dict.fromkeys(range(96), 900.0), 40: 900.001})), 120, 15)
    cells = Columns.of(96, 120).cells_of(40)
    assert any(Role.MORE in {role for role, _ in roles_at(row, cells)} for row in rows)
    neighbour = Columns.of(96, 120).cells_of(41)
    assert not any(Role.MORE in {role for role, _ in roles_at(row, neighbour)} for row in rows)


def test_a_series_that_one_side_has_is_drawn_for_what_it_is() -> None:
    rows = drawn(laid_out(compared({}, [4.0] * 48, kind=ChangeKind.ADDED)), 120, 6)
    assert {cell.role for row in rows for cell in row} <= {Role.SAME, Role.MUTED, Role.TEXT}
    assert texts(rows)[-2].endswith("─" * 48)


def test_another_resolution_is_drawn_over_its_whole_length_and_is_no_difference() -> None:
    hourly = dict.fromkeys(range(0, 96, 4), 8.0)
    tracks = laid_out(compared(hourly, [8.0] * 96, minutes=(60, 15), comparable=False))
    assert tracks.tracks[0].changed == ()
    assert [moment.before for moment in tracks.tracks[0].moments] == [8.0] * 96
    strip = strip_row(tracks, tracks.tracks[0], Columns.of(96, 120, STRIP_GUTTER), UNICODE, selected=False)
    assert texts([strip])[0].endswith("?" * 96)


def test_a_longer_step_differs_for_as_long_as_it_lasts() -> None:
    hourly = dict.fromkeys(range(0, 96, 4), 8.0)
    tracks = laid_out(compared(hourly, {**hourly, 8: 9.0}, minutes=(60, 60)))
    assert tracks.tracks[0].changed == (8, 9, 10, 11)


@pytest.mark.parametrize(
    ("day", "width", "line"),
    [
        (SPRING, 110, "00:00   03:00       06:00       09:00"),
        (SPRING, 80, "    03:00 06:00 09:00 12:00"),
        (DAY, 110, "00:00       03:00       06:00       09:00"),
        (AUTUMN, 110, "00:00   02A 02B 03:00       06:00       09:00"),
        (AUTUMN, 80, "    02A 03:00 06:00 09:00"),
    ],
)
def test_the_axis_names_the_hours_that_the_clocks_make_special(day: date, width: int, line: str) -> None:
    names = labels(day, zone_of("DE"))
    assert time_line(laid_out(names=names).axis, Columns.of(len(names), width)).startswith(line)


@pytest.mark.parametrize(
    ("places", "width", "each", "shared"),
    [
        (96, 80, 1, 2),
        (92, 80, 1, 2),
        (100, 80, 1, 2),
        (96, 119, 1, 1),
        (100, 119, 1, 1),
        (96, 199, 2, 1),
        (96, 30, 1, 5),
    ],
)
def test_a_quarter_hour_has_as_many_columns_as_fit(places: int, width: int, each: int, shared: int) -> None:
    columns = Columns.of(places, width)
    assert (columns.each, columns.shared) == (each, shared)


AMOUNTS = st.one_of(
    st.none(), st.just(0.0), st.integers(-50_000, 900_000).map(lambda kilowatts: kilowatts / 1000), st.just(MISSING)
)


@st.composite
def days(draw: st.DrawFn) -> DayTracks:
    """Return a day of some length whose sides differ in a few quarter-hours."""
    day = draw(st.sampled_from([SPRING, DAY, AUTUMN]))
    names = labels(day, zone_of("DE"))
    base: list[Amount] = [draw(AMOUNTS)] * len(names)
    before, after = list(base), list(base)
    for side in (before, after):
        for place in draw(st.lists(st.integers(0, len(names) - 1), max_size=6)):
            side[place] = draw(AMOUNTS)
    return laid_out(compared(before, after, names), names=names)


@given(days(), st.integers(12, 230), st.integers(4, 50), st.sampled_from([UNICODE, ASCII]))
def test_every_difference_is_in_sight_in_chart_and_strip_at_any_width(
    tracks: DayTracks, width: int, height: int, signs: Signs
) -> None:
    track = tracks.tracks[0]
    columns = Columns.of(len(tracks.axis.labels), width)
    rows = chart_rows(track, tracks.axis, columns, height, signs)
    strip = strip_row(tracks, track, columns, signs, selected=False)
    for place in track.changed:
        cells = columns.cells_of(place)
        assert any(ground.startswith("heat--") for _, ground in roles_at(strip, cells))
        if track.two_sided:
            assert any(role in TOLD for row in rows for role, _ in roles_at(row, cells))


@given(days(), st.integers(1, 230), st.integers(1, 50))
def test_nothing_is_drawn_wider_or_higher_than_the_room_there_is(tracks: DayTracks, width: int, height: int) -> None:
    columns = Columns.of(len(tracks.axis.labels), width)
    rows = chart_rows(tracks.tracks[0], tracks.axis, columns, height, UNICODE)
    strip = strip_row(tracks, tracks.tracks[0], columns, UNICODE, selected=True)
    assert len(rows) <= height
    assert all(sum(len(cell.text) for cell in row) == columns.width <= max(width, columns.gutter + 1) for row in rows)
    assert sum(len(cell.text) for cell in strip) == columns.width


@given(st.lists(st.floats(-1e11, 1e11), max_size=8), st.integers(2, 40))
def test_a_scale_has_room_for_all_amounts_and_not_for_much_more(amounts: list[float], rows: int) -> None:
    scale = Scale.of(amounts, rows)
    known = [*amounts, 0.0]
    assert scale.above + scale.below == rows
    assert max(known) <= scale.above * scale.step * (1 + 1e-6)
    assert min(known) >= -scale.below * scale.step * (1 + 1e-6)
    if max(known) - min(known) > 1e-2:
        # one step less would leave less than a row for something; steps grow by half at most
        assert scale.step <= 3 * (max(known) - min(known)) / max(1, rows - 1)


def test_what_lies_outside_of_the_day_has_a_place_behind_it() -> None:
    names = (*short_day(4), "00:00", "00:15")
    tracks = laid_out(compared([1.0] * 6, [1.0, 1.0, 1.0, 1.0, 2.0, 1.0], names), names=names[:4])
    axis: DayAxis = tracks.axis
    assert (axis.in_day, axis.labels, tracks.tracks[0].changed) == (4, names, (4,))


def test_fifty_series_of_a_hundred_quarter_hours_are_laid_out_and_drawn_at_once() -> None:
    amounts: Amounts = [float(number % 7) for number in range(96)]
    tracks = laid_out(
        *(
            compared(amounts, [one + number % 3 for one in amounts if isinstance(one, float)], name=str(number))
            for number in range(50)
        )
    )
    columns = Columns.of(96, 200, STRIP_GUTTER)
    assert len([strip_row(tracks, one, columns, UNICODE, selected=False) for one in tracks.tracks]) == 50
