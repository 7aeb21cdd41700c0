"""Versions with series for the tests of quarter-hours; amounts by the number of the quarter-hour."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from store.diff.days.quarter_hours import SeriesChange

FIRST = datetime(2026, 3, 25, 23, tzinfo=UTC)

Amounts = Mapping[int, object]


def start(number: int) -> datetime:
    return FIRST + number * timedelta(minutes=15)


def points(amounts: Amounts) -> list[dict[str, object]]:
    return [
        {"ts": start(number).strftime("%Y-%m-%dT%H:%M:%SZ"), "amount": amount} for number, amount in amounts.items()
    ]


def series(name: str | None, amounts: Amounts | None, **more: Any) -> dict[str, Any]:
    """Return a series as in a version; without amounts, a flat reference."""
    if amounts is None:
        return {"uid": f"uid {name}", "time_series_uid": name, **more}
    ids = {"in_area": "10YDE-RWENET---I", "in_party": "11XALPHA", "out_party": "11XBETA"}
    spec = {"type": "internal", "ids": ids, "data": points(amounts)}
    return {"uid": f"uid {name}", "time_series_uid": name, "spec": spec, **more}


def version(*found: dict[str, Any]) -> dict[str, Any]:
    return {"uid": "v", "status": "submitted", "acceptance_level": "", "spec": {"series": list(found)}}


def only(found: list[SeriesChange]) -> SeriesChange:
    (change,) = found
    return change
