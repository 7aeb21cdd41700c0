"""What we declared in each version of a schedule: its series, and their amounts by position."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from store.diff.days.quarter_hours import LARGEST_MW
from store.diff.reconciling.anomaly_reading import Amounts
from store.model.market.delivery_day import QUARTER_HOUR, day_of, instant, position_of
from store.model.recorded import Recorded
from store.model.snapshot import TimeSeries, recognised
from store.model.texts.tolerant import amount_of


class Declared:
    """The versions of one schedule as they were sent, read when they are asked for.

    What was sent counts, with amounts where the log holds them; only where nothing was, what an answer
    shows of the version. `day` and `zone` are those of the schedule.
    """

    def __init__(self, records: Mapping[int, Iterable[Recorded]], day: date | None, zone: ZoneInfo) -> None:
        self._records = records
        self._day = day
        self._zone = zone
        self._series: dict[int, tuple[TimeSeries, ...]] = {}

    def series(self, number: int | None) -> tuple[TimeSeries, ...]:
        """Return the series of a version; none where the log does not say which it has."""
        if number is None:
            return ()
        if number not in self._series:
            self._series[number] = _told_series(self._records.get(number, ()))
        return self._series[number]

    def amounts(self, number: int | None, like: TimeSeries) -> Amounts:
        """Return our amounts in the series of a version that is the same trade; empty where not known."""
        found = next((one for one in self.series(number) if _name(one) == _name(like)), None)
        return self.by_position(found) if found else {}

    def by_position(self, series: TimeSeries) -> Amounts:
        """Return the amounts of a series by position; empty for any other resolution than quarter-hours."""
        starts = _starts(series)
        if not starts or not is_quarter_hourly(starts):
            return {}
        found: dict[int, float] = {}
        for start, amount in starts.items():
            try:
                found[position_of(start, self._day or day_of(min(starts), self._zone), self._zone)] = amount
            except ValueError:
                continue
        return found

    def has_other_resolution(self, series: TimeSeries) -> bool:
        """Tell whether a series has amounts, but not by the quarter-hour."""
        starts = _starts(series)
        return bool(starts) and not is_quarter_hourly(starts)


def is_quarter_hourly(starts: Iterable[datetime]) -> bool:
    """Tell whether the shortest distance between starts is a quarter-hour; of a single one it is taken to be."""
    gap: timedelta = min((later - earlier for earlier, later in pairwise(sorted(starts))), default=QUARTER_HOUR)
    return gap == QUARTER_HOUR


def _starts(series: TimeSeries) -> dict[datetime, float]:
    found: dict[datetime, float] = {}
    for point in series.points:
        text = point.get("ts") if isinstance(point, dict) else None
        amount = amount_of(point.get("amount")) if isinstance(point, dict) else None
        if isinstance(text, str) and amount is not None and abs(amount) < LARGEST_MW:
            try:
                found[instant(text)] = amount
            except ValueError:
                continue
    return found


def _told_series(records: Iterable[Recorded]) -> tuple[TimeSeries, ...]:
    """Return the series of a version out of the entries about it: what was sent, with amounts before all else."""
    best: tuple[TimeSeries, ...] = ()
    rank = 0
    for one in records:
        if not one.entry.type.startswith("version."):
            continue
        series = recognised(one.entry.after, one.entry.type).series
        worth = 2 * any(each.points for each in series) + (one.entry.type == "version.submitted")
        if series and worth + 1 >= rank:
            best, rank = series, worth + 1
    return best


def _name(series: TimeSeries) -> object:
    """Return what a series is called in all versions, else its parties and areas."""
    return series.time_series_uid or (series.in_party, series.out_party, series.in_area, series.out_area)
