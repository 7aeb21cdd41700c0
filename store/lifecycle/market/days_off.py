"""The days that are no working days anywhere in Germany.

GPKE: a holiday in one Land counts as a holiday everywhere, and so do 24 and 31 December.

They come from the library of holidays, which takes up to 16 MB and half a second to be imported, for all countries at
once: those of the years that a log tells of stand in a table that it made. A test holds the table to the library,
and `python -m store.lifecycle.market.days_off` prints it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

YEARS = range(2015, 2051)
"""The years of the table; of others the library is asked."""

_TABLE = "days_off.csv"

_LANDS = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
"""The Länder; a city with a holiday of its own is none of them."""


@lru_cache(maxsize=16)
def days_off(year: int) -> frozenset[date]:
    """Return the days of a year that are no working days anywhere in Germany, whatever the day of the week."""
    told = _table().get(str(year))
    return frozenset(date.fromisoformat(f"{year}-{day}") for day in told) if told else reckoned(year)


def reckoned(year: int) -> frozenset[date]:
    """Return the days of a year as the library of holidays has them."""
    from holidays import country_holidays  # noqa: PLC0415 - the years of the table do without

    of_lands = (country_holidays("DE", subdiv=land, years=year) for land in _LANDS)
    return frozenset({date(year, 12, 24), date(year, 12, 31)}.union(*of_lands))


def rendering() -> str:
    """Return the table as the library has it: a year in each line, and its days, month and day, ascending."""
    rows = (f"{year},{' '.join(f'{day:%m-%d}' for day in sorted(reckoned(year)))}" for year in YEARS)
    return "\n".join(("year,days off", *rows, ""))


def table() -> str:
    """Return the table as it is kept."""
    # not for the first paint
    from importlib.resources import files  # noqa: PLC0415

    return files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")


@cache
def _table() -> Mapping[str, Sequence[str]]:
    lines = (line.partition(",") for line in table().splitlines()[1:])
    return {year: days.split() for year, _, days in lines}


if __name__ == "__main__":
    print(rendering(), end="")
