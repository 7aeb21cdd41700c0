"""The two lines of the histogram: bars, signs, times, and what is chosen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.histogram import Bucket, Histogram
from store.model.market.delivery_day import microseconds
from store.model.trouble import Trouble
from tui.presentation.pieces import Role, cells, plain
from tui.presentation.places.histogram_lines import LABEL, Bounds, HistogramLines
from tui.presentation.signs import ASCII, UNICODE

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 25, 12, 40, tzinfo=UTC)


def of(*counts: int, worst: dict[int, Trouble] | None = None, width: timedelta = timedelta(minutes=1)) -> Histogram:
    """Return a histogram of so many events, in buckets one after the other."""
    limits = [microseconds(START + number * width) for number in range(len(counts) + 1)]
    return Histogram(
        tuple(
            Bucket(limits[number], limits[number + 1], count, (worst or {}).get(number, Trouble.NONE))
            for number, count in enumerate(counts)
        )
    )


def lines(histogram: Histogram, bars: int, **more: object) -> HistogramLines:
    drawn = HistogramLines(histogram, bars + 2 * LABEL, BERLIN, UNICODE)
    return replace(drawn, **more)  # type: ignore[arg-type] # the keywords are those of the lines


def test_the_bars_stand_between_the_two_times_the_highest_full_and_none_invisible() -> None:
    drawn = lines(of(800, 400, 0, 1, 100), 5)
    assert plain(drawn.upper()) == "25 Mar 13:40 █▄ ▁▁ 25 Mar 13:45"
    assert plain(drawn.lower()) == "a bar 1 min  ───── most 800    "


def test_a_sign_and_a_colour_say_what_was_wrong_and_where_the_cursor_is() -> None:
    worst = {0: Trouble.REJECTED, 1: Trouble.ANOMALY, 2: Trouble.PARTLY, 3: Trouble.REJECTED}
    drawn = lines(of(1, 1, 1, 1, worst=worst), 8, at=3)
    assert drawn.bucket_at(LABEL + 7) == 3
    assert plain(drawn.lower())[LABEL : LABEL + 8] == "✘─≠─◐─▲─"
    roles = [piece.role for piece in drawn.upper() if piece.text == "█"]
    assert roles == [Role.REJECTED] * 2 + [Role.ANOMALY] * 2 + [Role.PARTLY] * 2 + [Role.REJECTED] * 2


def test_days_are_written_with_their_year_and_what_is_not_counted_is_said() -> None:
    drawn = lines(of(1, 2, width=timedelta(days=1)), 10)
    assert plain(drawn.upper()).startswith("25 Mar 2026 ")
    assert "a bar 1 d" in plain(drawn.lower())
    assert "newest only" in plain(replace(drawn, histogram=replace(drawn.histogram, counted_from=1)).lower())


def test_few_bars_are_not_drawn_out_and_seconds_are_written_where_they_matter() -> None:
    drawn = lines(of(2, 1, width=timedelta(seconds=1)), 20)
    assert plain(drawn.upper()).rstrip() == "13:40:00     ███▄▄▄ 13:40:02"
    assert drawn.bucket_at(LABEL + 6) is None


@pytest.mark.parametrize("bounds", [Bounds(1, 2), Bounds(2, 1)])
def test_what_is_chosen_is_told_in_words(bounds: Bounds) -> None:
    drawn = lines(of(5, 2, 1, 9, worst={2: Trouble.REJECTED}), 80, chosen=bounds)
    told = plain(drawn.lower())
    assert told.startswith("25 Mar 13:41:00 → 13:43:00  3 events · worst: rejected")
    assert "enter only these" in told


@given(st.lists(st.integers(0, 10**7), max_size=60), st.integers(1, 250), st.booleans())
def test_lines_have_their_width_and_every_cell_of_the_bars_belongs_to_a_bucket(
    counts: list[int], width: int, ascii_only: bool
) -> None:
    drawn = HistogramLines(of(*counts), width, BERLIN, ASCII if ascii_only else UNICODE)
    chosen = replace(drawn, chosen=Bounds(0, 0) if counts else None)
    for line in (drawn.upper(), drawn.lower(), chosen.lower()):
        assert cells(line) == width
        assert not ascii_only or plain(line).isascii()
    numbers = [drawn.bucket_at(cell) for cell in range(LABEL, LABEL + min(drawn.room, 3 * len(counts)))]
    assert numbers == sorted(numbers, key=lambda number: number or 0)
    assert not counts or (numbers[0] == 0 and None not in numbers)
