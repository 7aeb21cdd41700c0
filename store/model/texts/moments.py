"""A moment as somebody types it: a local date and time, or one with an offset."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from store.model.texts.inert import inert

EXAMPLES = "2026-03-26T14:05, 2026-03-26, or 14:05"
"""What can be typed."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""How a date is written, and read again."""

_NUMBERED = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_NAMED = (
    rf"(?:(?:{'|'.join(WEEKDAYS)}) )?(?P<day_of_month>\d{{1,2}}) "
    rf"(?P<month_name>{'|'.join(MONTHS)})(?:(?: (?P<year_after>\d{{4}}))|(?: ?'(?P<short_year>\d{{2}})))?"
)
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,6}))?)?(?P<which>[AB])?"
_OFFSET = r"(?P<offset>Z|UTC|[-+−]\d{2}:?\d{2})"
_MOMENT = re.compile(rf"(?:{_NUMBERED}|{_NAMED})?(?:(?:^|[ T]+){_TIME}(?: *{_OFFSET})?)?", re.ASCII | re.IGNORECASE)


class MomentError(ValueError):
    """Something typed names no moment; the text says what was expected."""


def instant_in(text: str, zone: tzinfo, on: date, *, year: int | None = None) -> datetime:
    """Return the instant (UTC) that a text names; a date alone is its beginning, a time alone is that `on` a day.

    With a `year` a date may also stand as on the screen: `Thu 26 Mar 2026`, `26 Mar'25`, or `26 Mar` of that year.
    Without an offset it is local. A time that comes twice, when the clocks go back, is told apart by A and B.
    Raises MomentError.
    """
    written = " ".join(text.split()).upper()
    found = _MOMENT.fullmatch(written)
    if not written or found is None or (found["month_name"] and year is None):
        raise MomentError(f"{_quoted(text)} is no moment such as {EXAMPLES}")
    part = found.groupdict()
    try:
        day = _date(part, on, year)
        clock = _clock(part) if part["hour"] else time()
    except ValueError:
        what = "on no calendar and no clock" if part["year"] or part["month_name"] else "no time of day"
        raise MomentError(f"{_quoted(text)} is {what}") from None
    wanted = datetime.combine(day, clock)
    try:
        if part["offset"]:
            return wanted.replace(tzinfo=UTC) - _offset(part["offset"])
        return _local(wanted, zone, part["which"])
    except OverflowError:
        raise MomentError(f"{_quoted(text)} lies at the end of the calendar") from None


def whole_millisecond(instant: datetime) -> datetime:
    """Return the end of the millisecond of an instant: what is typed to the millisecond means the whole of it."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000 + 999)


def _date(part: dict[str, str], on: date, usual_year: int | None) -> date:
    if part["year"]:
        return date(int(part["year"]), int(part["month"]), int(part["day"]))
    if part["month_name"]:
        year = part["year_after"] or (part["short_year"] and f"20{part['short_year']}") or usual_year or on.year
        return date(int(year), MONTHS.index(part["month_name"].title()) + 1, int(part["day_of_month"]))
    return on


def _clock(part: dict[str, str]) -> time:
    fraction = (part["fraction"] or "").ljust(6, "0")
    return time(int(part["hour"]), int(part["minute"]), int(part["second"] or 0), int(fraction))


def _offset(text: str) -> timedelta:
    if text in {"Z", "UTC"}:
        return timedelta()
    digits = text[1:].replace(":", "")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return span if text[0] == "+" else -span


def _local(wanted: datetime, zone: tzinfo, which: str | None) -> datetime:
    """Return the instant of a local time; of one that comes twice the one that is asked for."""
    first, second = (wanted.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    name = f"{wanted:%H:%M}"
    if first.astimezone(zone).replace(tzinfo=None) != wanted:
        raise MomentError(f"{name} does not come on this day: the clocks go forward")
    if first == second:
        if which:
            raise MomentError(f"{name} comes once on this day: write it without {which}")
        return first
    if not which:
        raise MomentError(f"{name} comes twice on this day: write {name}A or {name}B")
    return first if which == "A" else second


def _quoted(text: str) -> str:
    return repr(inert(text.strip(), 40))
