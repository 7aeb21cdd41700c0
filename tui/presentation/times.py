"""Instants and days as text, in one of three formats; names of days and months are English."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from store.model.texts.moments import MONTHS, WEEKDAYS


class TimeFormat(StrEnum):
    """How the times of a list are shown; elapsed is the time since the row above, beside the clock."""

    LOCAL = "local"
    UTC = "utc"
    ELAPSED = "elapsed"

    @property
    def following(self) -> "TimeFormat":
        """The format that comes after this one, round and round."""
        formats = tuple(TimeFormat)
        return formats[(formats.index(self) + 1) % len(formats)]


def zone_in(time_format: TimeFormat, zone: tzinfo) -> tzinfo:
    """Return the zone that a format shows, where the local one is `zone`."""
    return UTC if time_format is TimeFormat.UTC else zone


def in_format(at: datetime, time_format: TimeFormat, zone: tzinfo) -> datetime:
    """Return an instant in the zone that a format shows."""
    return at.astimezone(zone_in(time_format, zone))


def clock(at: datetime) -> str:
    """Return the time of day to the millisecond: `14:05:12.118`."""
    return f"{at:%H:%M:%S}.{at.microsecond // 1000:03d}"


def short_date(day: date) -> str:
    """Return a date without its year, six cells wide: `26 Mar`."""
    return f"{day.day:>2} {MONTHS[day.month - 1]}"


FAR_YEARS = 50
"""From so many years on the last two digits of one may be taken for another one."""


def year_mark(day: date) -> str:
    """Return the year of a date in three cells: `'25`."""
    return f"'{day.year % 100:02d}"


def day_text(day: date) -> str:
    """Return a date with its day of the week: `Thu 26 Mar 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:02d} {MONTHS[day.month - 1]} {day.year}"


def day_name(day: date, today: date) -> str | None:
    """Return yesterday, today or tomorrow, None for any other day."""
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days)


def elapsed(span: timedelta) -> str:
    """Return a span in at most seven cells, by its two largest units: `+31.00s`, `+12m04s`, `+2d04h`."""
    sign = "+" if span >= timedelta(0) else "-"
    span = abs(span)
    milliseconds = span // timedelta(milliseconds=1)
    seconds = milliseconds // 1000
    if seconds < 60:
        return f"{sign}{milliseconds / 1000:.{3 if seconds < 10 else 2}f}s"
    if seconds < 3600:
        return f"{sign}{seconds // 60}m{seconds % 60:02d}s"
    if seconds < 86_400:
        return f"{sign}{seconds // 3600}h{seconds % 3600 // 60:02d}m"
    if span.days < 100:
        return f"{sign}{span.days}d{seconds % 86_400 // 3600:02d}h"
    return f"{sign}{span.days}d" if span.days < 100_000 else f"{sign}{span.days * 4 // 1461}y"


def waiting_time(since: datetime, now: datetime) -> str | None:
    """Return how long something waits in its largest unit: `12 min`; None before it began."""
    seconds = int((now - since).total_seconds())
    if seconds < 0:
        return None
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h" if seconds < 172_800 else f"{seconds // 86_400} d"


def zone_label(time_format: TimeFormat, zone: tzinfo) -> str:
    """Return what the times on the screen are, for the head line: `local time, Berlin`."""
    if time_format is TimeFormat.UTC:
        return "UTC"
    place = str(zone).rpartition("/")[2].replace("_", " ")
    return f"elapsed, {place}" if time_format is TimeFormat.ELAPSED else f"local time, {place}"
