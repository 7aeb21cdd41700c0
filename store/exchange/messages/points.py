"""The amounts of a series: its periods, read into one point per quarter-hour."""

from datetime import datetime, timedelta
from itertools import pairwise

from lxml import etree

from store.exchange.messages.elements import (
    child,
    children,
    error_at,
    mistake,
    required_child,
    text,
    value,
)
from store.exchange.messages.values import integer, interval, number
from store.exchange.sources.limits import set_by
from store.model.message import Point

_QUARTER_HOUR = timedelta(minutes=15)
_RESOLUTIONS = {
    "PT15M": timedelta(minutes=15),
    "PT30M": timedelta(minutes=30),
    "PT60M": timedelta(hours=1),
    "PT1H": timedelta(hours=1),
}
_VARIABLE_BLOCKS = "A03"
"""The curve type of IEC 62325 in which a position equal to the one before may be left out."""


class Allowance:
    """How many quarter-hours a message may still expand to; a few bytes can ask for millions."""

    def __init__(self, quarter_hours: int) -> None:
        self._most = self._left = quarter_hours

    def take(self, quarter_hours: int, period: etree._Element) -> None:
        """Count the quarter-hours of this period; MessageError when they are more than are left."""
        self._left -= quarter_hours
        if self._left < 0:
            beyond = f"the message holds more than {self._most} quarter-hours {set_by('quarter_hours')}"
            raise error_at(period, beyond)


def unit(series: etree._Element) -> str | None:
    """Return the unit of measurement of a series; MessageError where it has amounts in another than MAW."""
    element = child(series, "MeasurementUnit", "measurement_Unit.name", "measure_Unit.name")
    if element is None or not value(element):
        return None
    if value(element) != "MAW" and child(series, "Period") is not None:
        raise mistake(element, "MAW, for amounts are read as megawatts")
    return value(element)


def points(series: etree._Element, allowance: Allowance) -> tuple[Point, ...]:
    """Return the amounts of a series in MW, one for each quarter-hour given, in time order.

    A value for half an hour or an hour holds for each of its quarter-hours. With curve type A03 a
    position left out has the amount of the one before; otherwise it stays missing.
    """
    fills = text(series, "CurveType", "curveType") == _VARIABLE_BLOCKS
    found = [point for period in children(series, "Period") for point in _of_period(period, allowance, fills=fills)]
    found.sort(key=lambda point: point.start)
    for before, after in pairwise(found):
        if before.start == after.start:
            raise error_at(series, f"two periods give an amount for {after.start:%Y-%m-%dT%H:%MZ}")
    return tuple(found)


def _of_period(period: etree._Element, allowance: Allowance, *, fills: bool) -> list[Point]:
    """Return the points of one period, in the order of the file."""
    start, end = _bounds(period)
    resolution = required_child(period, "Resolution", "resolution")
    step = _RESOLUTIONS.get(value(resolution))
    if step is None:
        raise mistake(resolution, f"one of {', '.join(_RESOLUTIONS)}")
    count, rest = divmod(end - start, step)
    if rest:
        raise mistake(resolution, "one that divides the period into whole intervals")
    amounts = _amounts(period, count)
    quarters = step // _QUARTER_HOUR
    allowance.take((count if fills else len(amounts)) * quarters, period)
    if fills:
        amounts = _filled(amounts, count)
    return [
        Point(start + (position - 1) * step + quarter * _QUARTER_HOUR, megawatts)
        for position, megawatts in amounts.items()
        for quarter in range(quarters)
    ]


def _bounds(period: etree._Element) -> tuple[datetime, datetime]:
    """Return start and end of a period; a quarter-hour is what its start names, so it must be on one."""
    element = required_child(period, "TimeInterval", "timeInterval")
    start, end = interval(element)
    if start.minute % 15 or start.second or start.microsecond:
        raise error_at(element, f"the period starts at {start.isoformat()}: expected a full quarter-hour")
    return start, end


def _amounts(period: etree._Element, count: int) -> dict[int, float]:
    """Return the amounts in MW by their position, 1 to count."""
    amounts: dict[int, float] = {}
    for element in children(period, "Interval", "Point"):
        place = required_child(element, "Pos", "position")
        position = integer(place, f"a position from 1 to {count}")
        if not 1 <= position <= count:
            raise mistake(place, f"a position from 1 to {count}")
        if position in amounts:
            raise mistake(place, "each position once in a period")
        amounts[position] = number(required_child(element, "Qty", "quantity"))
    return amounts


def _filled(amounts: dict[int, float], count: int) -> dict[int, float]:
    """Return the amounts with each position left out given the amount before it; up to the end."""
    filled: dict[int, float] = {}
    latest: float | None = None
    for position in range(1, count + 1):
        latest = amounts.get(position, latest)
        if latest is not None:
            filled[position] = latest
    return filled
