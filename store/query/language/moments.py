"""The moments and days that a query names, worked out against a clock."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from store.model.market.delivery_day import microseconds
from store.model.texts.moments import MomentError, instant_in, whole_millisecond

MOMENT_EXAMPLES = ("2h", "3d", "14:05", "yesterday", "2026-03-25T14:00", "2026-03-25T13:00Z")
DAY_EXAMPLES = ("2026-03-26", "tomorrow", "2026-03", "-7d")

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGO = re.compile(r"(\d{1,6})([smhdw])", re.ASCII | re.IGNORECASE)
_DAYS_OFF = re.compile(r"([+-])(\d{1,5})([dw])", re.ASCII | re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, and in which zone times without an offset are."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.astimezone(self.zone).date()


class Span(NamedTuple):
    """What a text names: the first and the last microsecond of it, since 1970 UTC, or day, as an ordinal."""

    first: int
    last: int


def moments(text: str, clock: Clock) -> Span:
    """Return the moment that a text names, or the local day or month; raises MomentError with what was expected."""
    written = text.strip().casefold()
    if written == "now":
        return _at(clock.now)
    ago = _AGO.fullmatch(written)
    try:
        if ago:
            return _at(clock.now - timedelta(**{_UNITS[ago[2]]: int(ago[1])}))
        if written in _NAMED or _MONTH.fullmatch(written) or _DATE.fullmatch(written):
            return _of_days(days(text, clock), clock)
    except (ValueError, OverflowError) as error:
        if isinstance(error, MomentError):
            raise
        raise MomentError(f"{text[:40]!r} lies at the end of the calendar") from None
    at = instant_in(text, clock.zone, clock.today)
    return Span(microseconds(at), microseconds(whole_millisecond(at)))


def days(text: str, clock: Clock) -> Span:
    """Return the delivery days that a text names; raises MomentError with what was expected."""
    written = text.strip().casefold()
    try:
        return _days(written, clock)
    except (ValueError, OverflowError):
        raise MomentError(f"{text[:40]!r} is no day") from None


def _days(written: str, clock: Clock) -> Span:
    off, month, whole = _DAYS_OFF.fullmatch(written), _MONTH.fullmatch(written), _DATE.fullmatch(written)
    if month:
        first = date(int(month[1]), int(month[2]), 1)
        return Span(first.toordinal(), first.toordinal() + monthrange(first.year, first.month)[1] - 1)
    if whole:
        ordinal = date(int(whole[1]), int(whole[2]), int(whole[3])).toordinal()
    elif off:
        ordinal = (clock.today + int(off[1] + off[2]) * timedelta(**{_UNITS[off[3]]: 1})).toordinal()
    elif written in _NAMED:
        ordinal = (clock.today + timedelta(days=_NAMED[written])).toordinal()
    else:
        raise ValueError(written)
    return Span(ordinal, ordinal)


def _at(instant: datetime) -> Span:
    at = microseconds(instant.astimezone(UTC))
    return Span(at, at)


def _of_days(of: Span, clock: Clock) -> Span:
    begins, ends = (
        # a midnight that the clocks leave out is the instant at which they do
        datetime.combine(date.fromordinal(ordinal), time(), clock.zone).astimezone(UTC)
        for ordinal in (of.first, of.last + 1)
    )
    return Span(microseconds(begins), microseconds(ends) - 1)
