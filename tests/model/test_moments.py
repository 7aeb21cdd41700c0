"""Moments as they are typed, and where one is in time in words."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.market.delivery_day import from_microseconds, microseconds
from store.model.texts.moments import MomentError, instant_in
from store.model.timeline import Moment
from tui.presentation.head.travel_text import Travel
from tui.presentation.pieces import cells, plain
from tui.presentation.signs import ASCII, UNICODE
from tui.presentation.times import clock

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 26)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-26 14:05", "2026-03-26T13:05:00+00:00"),
        ("2026-03-26T14:05:12.118", "2026-03-26T13:05:12.118000+00:00"),
        ("2026-3-6", "2026-03-05T23:00:00+00:00"),
        (" 14:05 ", "2026-03-26T13:05:00+00:00"),
        ("2026-03-26 14:05 Z", "2026-03-26T14:05:00+00:00"),
        ("2026-03-26t14:05:12,5+02:00", "2026-03-26T12:05:12.500000+00:00"),
        ("2026-10-25 02:30A", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25 02:30b", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_a_moment_is_read_as_it_is_written(text: str, expected: str) -> None:
    assert instant_in(text, BERLIN, DAY).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no moment such as"),
        ("yesterday", "is no moment such as"),
        ("2026-03-26 14", "is no moment such as"),
        ("2026-02-30", "is on no calendar"),
        ("26 Mar", "is no moment such as"),
        ("26 Mar 14", "is no moment such as"),
        ("24:00", "is no time of day"),
        ("2026-03-29 02:30", "does not come on this day: the clocks go forward"),
        ("2026-10-25 02:30", "comes twice on this day: write 02:30A or 02:30B"),
        ("14:05A", "comes once on this day"),
        ("0001-01-01", "end of the calendar"),
        ("9999-12-31 23:59 -23:59", "end of the calendar"),
        ("[/b]\x1b[2J", "is no moment such as"),
    ],
)
def test_what_names_no_moment_says_what_was_expected(text: str, reason: str) -> None:
    with pytest.raises(MomentError, match=reason) as caught:
        instant_in(text, BERLIN, DAY)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 Mar 13:46:04.5", "2025-03-06T12:46:04.500000+00:00"),
        ("Fri 06 Mar 2026", "2026-03-05T23:00:00+00:00"),
        ("Fri 19 Dec'24", "2024-12-18T23:00:00+00:00"),
        ("25 oct 2026 02:30B", "2026-10-25T01:30:00+00:00"),
        ("14:05", "2026-03-26T13:05:00+00:00"),
    ],
)
def test_a_date_is_read_as_the_list_says_it(text: str, expected: str) -> None:
    assert instant_in(text, BERLIN, DAY, year=2025).isoformat() == expected
    with pytest.raises(MomentError, match="is on no calendar"):
        instant_in("29 Feb", BERLIN, DAY, year=2025)


@given(st.integers(1_000, 66_000_000_000))
def test_the_moment_of_the_banner_can_be_typed(hundredths: int) -> None:
    at = from_microseconds(hundredths * 30_000)
    travel = Travel(Moment(microseconds(at), 1), 3, 9, at_event=True)
    local = at.astimezone(BERLIN)
    said = plain(travel.line(BERLIN, 120, UNICODE))
    which = said.partition(clock(local))[2][:1].strip()
    assert instant_in(f"{local:%Y-%m-%d} {clock(local)}{which}", BERLIN, DAY) == at


@given(st.integers(20, 200), st.integers(0, 10**7), st.booleans(), st.sampled_from([None, 1, 100]))
def test_the_banner_takes_the_whole_width_and_always_says_when(
    width: int, number: int, at_event: bool, pace: int | None
) -> None:
    at = datetime(2026, 3, 26, 13, 5, 12, 118_000, UTC)
    travel = Travel(Moment(microseconds(at), 1), number, 10**7, at_event=at_event, pace=pace)
    for signs in (UNICODE, ASCII):
        line = travel.line(BERLIN, width, signs)
        assert cells(line) == width
        assert "as of" in plain(line)
        assert "14:05:12.118" in plain(line) or width < 33
        assert "not now" in plain(line) or width < 50


def test_the_banner_says_everything_where_there_is_room() -> None:
    at = datetime(2026, 3, 26, 13, 5, 12, 118_000, UTC)
    travel = Travel(Moment(microseconds(at), 1), 214, 1037, at_event=True, pace=10)
    said = plain(travel.line(BERLIN, 120, UNICODE))
    assert said.startswith(" ◂◂ as of Thu 26 Mar 2026 14:05:12.118 · not now · event 214 of 1 037 · ▸ 10 a second ")
    assert said.endswith("t back to now ")
