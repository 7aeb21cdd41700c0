"""Events by the time they came: spans of one width, each with how many and the worst of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from store.model.market.delivery_day import from_microseconds, microseconds
from store.model.trouble import Trouble

SECOND, HOUR, DAY = 1, 3600, 86_400
_STEPS = (1, 5, 10, 30, 60, 300, 600, 1800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR)
_MONTHS = (1, 3, 12, 60, 300, 1200, 6000, 60_000)


@dataclass(frozen=True, slots=True)
class Bucket:
    """The events from `begins` up to before `ends`, in microseconds since 1970 UTC: how many, and the worst."""

    begins: int
    ends: int
    events: int = 0
    worst: Trouble = Trouble.NONE


@dataclass(frozen=True, slots=True)
class Histogram:
    """Buckets that follow one another, oldest first; none where there is no event.

    Events before `counted_from`, in microseconds, are not counted; None where all of them are.
    """

    buckets: tuple[Bucket, ...] = ()
    counted_from: int | None = None

    def place_of(self, at: int) -> int | None:
        """Return the number of the bucket of an instant, in microseconds; None where it lies outside."""
        return next((number for number, one in enumerate(self.buckets) if one.begins <= at < one.ends), None)


def bounds(first: int, last: int, zone: tzinfo, most: int) -> tuple[int, ...]:
    """Return where the buckets begin that hold two instants and all between, and where the last one ends.

    There are at most so many, of the narrowest width that will do: from a second up to hours on the clock of the
    zone, and from there on its days, weeks, months and years.
    """
    found = _closed(_beginnings(first, last, zone, most), last)
    # at the beginning of the calendar there may be none before the first
    return found if found[0] <= first else (first, *found)


def _beginnings(first: int, last: int, zone: tzinfo, most: int) -> Iterator[int]:
    span = (last - first) // 1_000_000
    for seconds in _STEPS:
        if span // seconds + 2 <= most:
            return _of_clock(first, last, zone, seconds)
    begins = _local_day(first, zone)
    for days in (1, 7):
        if span // (days * DAY) + 2 <= most:
            monday = begins - timedelta(days=begins.weekday() if days > 1 and begins > date(1, 1, 7) else 0)
            return _of_days(monday, days, zone)
    months = next((one for one in _MONTHS if span // (one * 28 * DAY) + 2 <= most), _MONTHS[-1])
    return _of_months(begins, months, zone)


def _closed(begins: Iterable[int], last: int) -> tuple[int, ...]:
    """Return bounds up to and with the first one that comes after an instant."""
    found: list[int] = []
    for one in begins:
        # an hour that the clocks leave out begins with the next one
        if not found or one > found[-1]:
            found.append(one)
        if one > last:
            return tuple(found)
    return (*found, last + 1)


def _of_clock(first: int, last: int, zone: tzinfo, seconds: int) -> Iterator[int]:
    """Give bounds at even times of the clock; up to an hour that is an even number of seconds."""
    if seconds <= HOUR:
        step = seconds * 1_000_000
        yield from range(first // step * step, last + 2 * step, step)
        return
    for midnight in _days_from(_local_day(first, zone), 1):
        for hour in range(0, 24, seconds // HOUR):
            at = _instant(midnight, zone, hour)
            following = _instant(midnight, zone, hour + seconds // HOUR)
            if at is None or following is None:
                return
            if following > first:
                yield at


def _of_days(begins: date, days: int, zone: tzinfo) -> Iterator[int]:
    for day in _days_from(begins, days):
        at = _instant(day, zone)
        if at is None:
            return
        yield at


def _of_months(begins: date, months: int, zone: tzinfo) -> Iterator[int]:
    number = (begins.year * 12 + begins.month - 1) // months * months
    while number // 12 <= date.max.year:
        at = _instant(date(max(1, number // 12), number % 12 + 1, 1), zone)
        if at is None:
            return
        yield at
        number += months


def _days_from(day: date, step: int) -> Iterator[date]:
    for ordinal in range(day.toordinal(), date.max.toordinal() + 1, step):
        yield date.fromordinal(ordinal)


def _local_day(at: int, zone: tzinfo) -> date:
    try:
        return from_microseconds(at).astimezone(zone).date()
    except OverflowError:
        return from_microseconds(at).date()


def _instant(day: date, zone: tzinfo, hour: int = 0) -> int | None:
    """Return the instant of an hour of a local day; one that the clocks leave out is the instant at which they do."""
    try:
        local = datetime.combine(day, time(), zone) + timedelta(hours=hour)
        return microseconds(local.astimezone(UTC))
    except OverflowError:
        return None
