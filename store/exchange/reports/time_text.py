"""Instants as they stand in a report: local with the offset, and in UTC."""

from datetime import UTC, datetime, tzinfo


def local_text(at: datetime, zone: tzinfo) -> str:
    """Return an instant in a zone, to the millisecond, with the offset: `2026-03-26 14:09:03.377 +01:00`."""
    local = at.astimezone(zone)
    offset = f"{local:%z}"
    return f"{local:%Y-%m-%d %H:%M:%S}.{local.microsecond // 1000:03d} {offset[:3]}:{offset[3:5]}"


def utc_text(at: datetime) -> str:
    """Return an instant in UTC to the millisecond: `2026-03-26 13:09:03.377Z`."""
    return local_text(at, UTC).removesuffix(" +00:00") + "Z"


def utc_beside(at: datetime, zone: tzinfo) -> str:
    """Return an instant in UTC as it stands beside its local time: without the date where that is the same."""
    text = utc_text(at)
    return text if at.astimezone(zone).date() != at.astimezone(UTC).date() else text[11:]
