"""Comparisons of days for the tests of what is drawn of them."""

from collections.abc import Mapping, Sequence
from datetime import date

from store.diff.changes import MISSING, ChangeKind
from store.diff.days.day_comparison import DayComparison, SeriesComparison, Slot
from store.diff.days.quarter_hours import Amount
from store.model.market.delivery_day import labels, zone_of
from tui.presentation.quarter_hours.charts.tracks import DayTracks

DAY = date(2026, 3, 26)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

Amounts = Mapping[int, Amount] | Sequence[Amount]
"""MW by the number of the quarter-hour, counted from 0."""


def compared(
    before: Amounts,
    after: Amounts,
    names: Sequence[str] | None = None,
    *,
    name: str = "TS-1",
    kind: ChangeKind | None = None,
    minutes: tuple[int | None, int | None] = (15, 15),
    comparable: bool = True,
) -> SeriesComparison:
    """Return one series; the quarter-hours are those of an ordinary day unless `names` are given."""
    times = names or labels(DAY, zone_of("DE"))
    old, new = _numbered(before), _numbered(after)
    slots = tuple(
        Slot(number + 1, times[number], old.get(number, MISSING), new.get(number, MISSING))
        for number in sorted({*old, *new})
    )
    return SeriesComparison(name, "internal", None, None, "11XALPHA", "11XBETA", kind, slots, minutes, comparable)


def laid_out(*series: SeriesComparison, names: Sequence[str] | None = None) -> DayTracks:
    """Return series of one day laid out."""
    times = tuple(names or labels(DAY, zone_of("DE")))
    return DayTracks.of(DayComparison(("before", "after"), (DAY, DAY), times, series, "11XALPHA"))


def short_day(count: int) -> tuple[str, ...]:
    """Return the first quarter-hours of a day, for drawings that one can read."""
    return labels(DAY, zone_of("DE"))[:count]


def _numbered(amounts: Amounts) -> dict[int, Amount]:
    found = dict(amounts) if isinstance(amounts, Mapping) else dict(enumerate(amounts))
    return {number: amount for number, amount in found.items() if amount is not MISSING}
