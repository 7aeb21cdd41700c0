"""The delivery day and its quarter-hours, with the days on which the clocks change.

A delivery day is the local calendar day of the market; a quarter-hour is identified by its UTC start,
its position (1-based) and its local label are views of it. A day has 96 quarter-hours, 92 when summer
time begins and 100 when it ends.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from store.model.market.tso import market_code

QUARTER_HOUR = timedelta(minutes=15)
"""The resolution of every schedule."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 2, 9998


def zone_of(market: str | None) -> ZoneInfo:
    """Return the time zone of a market in either spelling; that of Germany where it is not known."""
    return ZoneInfo("Europe/Amsterdam" if market_code(market) == "NL" else "Europe/Berlin")


@lru_cache(maxsize=512)
def bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the UTC instants at which a delivery day begins and at which the next one begins.

    Raises ValueError at the ends of the calendar, where one of the two cannot be written.
    """
    try:
        midnights = [datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1))]
        first, last = (midnight.astimezone(UTC) for midnight in midnights)
    except OverflowError as error:
        raise ValueError(f"{day} cannot be a delivery day: it lies at the end of the calendar") from error
    return first, last


@lru_cache(maxsize=64)
def quarter_hours(day: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the UTC starts of the quarter-hours of a delivery day: 92, 96 or 100; raises as `bounds`."""
    first, end = bounds(day, zone)
    return tuple(first + number * QUARTER_HOUR for number in range((end - first) // QUARTER_HOUR))


def position_of(start: datetime, day: date, zone: ZoneInfo) -> int:
    """Return the 1-based position of a quarter-hour in a delivery day.

    Raises ValueError when `start` lies outside of the day or is not the start of a quarter-hour.
    """
    first, end = bounds(day, zone)
    if not first <= start < end:
        raise ValueError(f"{start.isoformat()} does not lie in the delivery day {day}")
    number, beside = divmod(start - first, QUARTER_HOUR)
    if beside:
        raise ValueError(f"{start.isoformat()} is not the start of a quarter-hour")
    return number + 1


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """Return the delivery day in which an instant lies; ValueError at the ends of the calendar."""
    try:
        return instant.astimezone(zone).date()
    except OverflowError as error:
        raise ValueError(f"{instant.isoformat()} has no local date: it lies at the end of the calendar") from error


def label(start: datetime, zone: ZoneInfo) -> str:
    """Return the local time of a quarter-hour: `02:15`, and where the hour is repeated `02:15A`, `02:15B`."""
    local = start.astimezone(zone)
    repeated = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{local.hour:02}:{local.minute:02}{'AB'[local.fold] if repeated else ''}"


@lru_cache(maxsize=64)
def labels(day: date, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the labels of the quarter-hours of a delivery day in time order; raises as `bounds`."""
    return tuple(label(start, zone) for start in quarter_hours(day, zone))


def instant(text: str) -> datetime:
    """Return the instant, in UTC, that an ISO 8601 text names; a text without offset is read as UTC.

    Seconds may be missing; digits beyond the microsecond are cut off. Raises ValueError with one sentence
    for a date alone, for anything else, and for the first and last year of the calendar, whose local
    times cannot all be written.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _in_utc(text)
    if moment.tzinfo is UTC and text[10:11] == "T" and _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return moment
    return _in_utc(text)


def _in_utc(text: str) -> datetime:
    """Return the instant that a text names in any of the tolerated ways."""
    written = text.strip().upper()
    shown = ascii(text[:40])
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"{shown} is not a date and time such as 2026-03-26T14:09:03.377Z") from error
    if written[10:11] not in {"T", " "} and written[8:9] != "T":
        raise ValueError(f"{shown} has no time of day; expected one such as 2026-03-26T14:09:03.377Z")
    try:
        utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        utc = None
    if utc is None or not _FIRST_YEAR <= utc.year <= _LAST_YEAR:
        raise ValueError(f"{shown} is out of range: the year must lie between 0002 and 9998")
    return utc


def microseconds(instant: datetime) -> int:
    """Return the microseconds from the beginning of 1970 in UTC to an instant, exactly."""
    since = instant - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_microseconds(count: int) -> datetime:
    """Return the UTC instant so many microseconds after the beginning of 1970, exactly.

    Raises ValueError where the calendar does not reach.
    """
    try:
        return _EPOCH + timedelta(0, 0, count)
    except OverflowError as error:
        raise ValueError(f"{count} microseconds since 1970 lie outside of the calendar") from error
