"""The days that are no working days in Germany: those of the table are those of the library."""

import sys
from datetime import date

import pytest

from store.lifecycle.market.days_off import YEARS, days_off, reckoned, rendering, table


def test_the_table_is_what_the_library_says() -> None:
    assert table() == rendering()


@pytest.mark.parametrize("year", [YEARS[0], 2026, YEARS[-1]])
def test_of_a_year_of_the_table_the_library_is_not_asked(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = reckoned(year)
    monkeypatch.setitem(sys.modules, "holidays", None)
    days_off.cache_clear()
    assert days_off(year) == expected


@pytest.mark.parametrize("year", [1999, YEARS[0] - 1, YEARS[-1] + 1])
def test_of_another_year_the_library_is_asked(year: int) -> None:
    assert str(year) not in table()
    assert days_off(year) == reckoned(year)
    assert {date(year, 5, 1), date(year, 12, 31)} < days_off(year)
