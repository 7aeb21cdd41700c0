"""Amounts that do not fit the delivery day, and positions that are not in balance."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from store.lifecycle.findings.finding import Finding, Severity
from store.lifecycle.findings.history import History, Told
from store.lifecycle.market.balance import furthest_off, out_of_balance
from store.model.market.delivery_day import instant, labels, quarter_hours
from store.model.market.megawatts import power_text
from store.model.snapshot import TimeSeries, recognised
from store.model.texts.tolerant import mapping_of, mappings_of


def wrong_amounts(life: History) -> Iterator[Finding]:
    """Give the submitted versions with wrong quarter-hours, and else those not in balance.

    Series without amounts say nothing; balance is only told of versions all of whose series have amounts.
    """
    day = life.day
    if day is None:
        return
    done: set[int | None] = set()
    for one in life.submissions:
        if one.number in done or not _has_amounts(one):
            continue
        series = recognised(one.record.entry.after, one.type).series
        done.add(one.number)
        wrong = [each for each in series if each.points and not _fits(each, day, life.zone)]
        if wrong:
            yield _wrong_quarter_hours(life, one, wrong, day)
        elif all(each.points for each in series):
            yield from _not_in_balance(life, one, series, day)


def _has_amounts(one: Told) -> bool:
    series = mappings_of(mapping_of(one.after.get("spec")).get("series", one.after.get("series")))
    return any(each.get("data") or mapping_of(each.get("spec")).get("data") for each in series)


@lru_cache(maxsize=64)
def _stamps(day: date, zone: ZoneInfo) -> list[str]:
    """Return the quarter-hours of a day as the API writes them."""
    return [f"{start:%Y-%m-%dT%H:%M:%SZ}" for start in quarter_hours(day, zone)]


def _fits(series: TimeSeries, day: date, zone: ZoneInfo) -> bool:
    """Tell whether a series has every quarter-hour of the day once, in time order."""
    said = [point.get("ts") for point in series.points if isinstance(point, dict)]
    if said == _stamps(day, zone):
        return True
    return [_instant(one) for one in said] == list(quarter_hours(day, zone))


def _instant(text: object) -> datetime | None:
    try:
        return instant(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _wrong_quarter_hours(life: History, one: Told, wrong: Sequence[TimeSeries], day: date) -> Finding:
    first, count = wrong[0], len(quarter_hours(day, life.zone))
    name = first.time_series_uid or "a series"
    has = len(first.points)
    what = (
        f"{name} has {has} quarter-hours, the day has {count}"
        if has != count
        else f"the {has} quarter-hours of {name} are not those of the day, from 00:00 to 24:00 local time"
    )
    others = f"; {len(wrong) - 1} more series are wrong" if len(wrong) > 1 else ""
    return life.finding(
        "wrong-quarter-hours",
        [one],
        f"In version {one.number}, {what}{others}.",
        _advice(
            life, one, "Send a version with every quarter-hour of the local day, in UTC; mind when the clocks change."
        ),
    )


def _not_in_balance(life: History, one: Told, series: Sequence[TimeSeries], day: date) -> Iterator[Finding]:
    """Give the version when what flows to the own party in its area is not what flows from it."""
    count = len(quarter_hours(day, life.zone))
    off = out_of_balance(series, life.standing.party, life.tso.area_eic if life.tso else None, count)
    if off:
        yield _out_of_balance(life, one, off, labels(day, life.zone))


def _out_of_balance(life: History, one: Told, off: Mapping[int, float], local: Sequence[str]) -> Finding:
    hours, at, worst = furthest_off(off, local)
    way = "too little flows to" if worst < 0 else "too much flows to"
    return life.finding(
        "not-in-balance",
        [one],
        f"Version {one.number} is not in balance in {hours}: at {at}, where it is furthest off, "
        f"{power_text(abs(worst))} MW {way} {life.standing.party}.",
        _advice(
            life,
            one,
            "Correct the series of these quarter-hours and send the next version; the TSO may reject this (A54).",
        ),
        # what a later version has replaced explains a rejection; nobody must act any more
        None if one.number == life.standing.latest_version else Severity.INFO,
    )


def _advice(life: History, one: Told, advice: str) -> str:
    """Return what to do about the latest version; about an earlier one, nothing is."""
    if one.number == life.standing.latest_version:
        return advice
    return f"Version {life.standing.latest_version} has been sent since: nothing is left to do about this one."
