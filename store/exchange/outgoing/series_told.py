"""The series of messages, made out of what snapshots tell of them."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from store.exchange.outgoing.schedule_told import ScheduleTold
from store.exchange.outgoing.texts import (
    LONGEST_AREA,
    LONGEST_PARTY,
    OutgoingError,
    identification,
    optional,
    version_number,
    writable_reasons,
)
from store.model.market.delivery_day import instant, position_of, quarter_hours
from store.model.message import Document, Point, Reason, Series
from store.model.snapshot import Anomaly, TimeSeries, recognised
from store.model.texts.tolerant import mapping_of, mappings_of, number_of, text_of

UNIT = "MAW"

_BUSINESS_TYPES = {"production": "A01", "internal": "A02", "consumption": "A04"}
_EXTERNAL = {"external", "foreign"}


def submitted_series(told: ScheduleTold, number: int) -> tuple[Series, ...]:
    """Return the series of a version as it was submitted, with amounts in MW.

    Raises OutgoingError where the log does not hold them whole.
    """
    version = told.versions.get(number)
    if version is None or not version.series:
        raise OutgoingError(f"the log does not hold the series of version {number}")
    return tuple(_whole(told, number, one) for one in version.series.values())


def _whole(told: ScheduleTold, number: int, one: TimeSeries) -> Series:
    found = described(told, number, one)
    if not found.points:
        raise OutgoingError(f"the log does not hold the amounts of {found.id} in version {number}")
    return found


def described(told: ScheduleTold, number: int, one: TimeSeries, reasons: Iterable[Reason] = ()) -> Series:
    """Return a series with what is told of it, what is not taken from the version as it was submitted.

    Amounts are those that `one` tells itself. Raises OutgoingError for what no message can hold.
    """
    version = told.versions.get(number)
    name = identification(_name(told, number, one), "series")
    other = version.series.get(name, one) if version else one
    agreement = one.agreement_id or other.agreement_id
    business_type = _business_type(one.type or other.type, agreement)
    return Series(
        id=name,
        version=version.series_versions.get(name, number) if version else number,
        business_type=identification(business_type, f"business type of {name}"),
        in_area=optional(one.in_area or other.in_area, "area", LONGEST_AREA),
        out_area=optional(one.out_area or other.out_area, "area", LONGEST_AREA),
        in_party=optional(one.in_party or other.in_party, "party", LONGEST_PARTY),
        out_party=optional(one.out_party or other.out_party, "party", LONGEST_PARTY),
        agreement_id=optional(agreement, "market agreement"),
        unit=UNIT,
        points=_points(told, name, one),
        reasons=writable_reasons(reasons),
    )


def _name(told: ScheduleTold, number: int, one: TimeSeries) -> str | None:
    version = told.versions.get(number)
    if one.time_series_uid or version is None:
        return one.time_series_uid
    return next((name for name, other in version.series.items() if one.uid and other.uid == one.uid), None)


def _business_type(series_type: str | None, agreement: str | None) -> str | None:
    """Return the business type of a type of series: trade with or without explicit capacity (ENTSO-E code list)."""
    if series_type in _EXTERNAL:
        return "A03" if agreement else "A06"
    return _BUSINESS_TYPES.get(series_type or "")


def _points(told: ScheduleTold, name: str, one: TimeSeries) -> tuple[Point, ...]:
    """Return the amounts in time order; of two for the same quarter-hour the later counts."""
    found: dict[datetime, float] = {}
    for written, megawatts in one.amounts.items():
        try:
            start = instant(written)
            position_of(start, told.day, told.zone)
        except ValueError as error:
            raise OutgoingError(f"an amount of {name} has no place in the delivery day: {error}") from error
        found[start] = _finite(megawatts, name)
    return tuple(Point(start, found[start]) for start in sorted(found))


def anomaly_series(told: ScheduleTold, number: int, after: object, told_beside: Iterable[Reason]) -> Iterator[Series]:
    """Yield the series of an anomaly report, each with the schedule document it was taken from.

    `told_beside` are the reasons of the entry, for a series that tells none. Raises OutgoingError for a
    series without amounts, and for what no message can hold.
    """
    whole = mapping_of(after)
    raws = mappings_of(whole["anomalies"]) if "anomalies" in whole else [whole]
    beside = tuple(told_beside)
    for raw in raws:
        for one in recognised(raw).anomalies:
            yield _anomaly(told, number, one, raw, one.reasons or beside)


def _anomaly(
    told: ScheduleTold, number: int, one: Anomaly, raw: Mapping[str, object], reasons: tuple[Reason, ...]
) -> Series:
    name = identification(one.series_id, "series of an anomaly")
    version = told.versions.get(number)
    document = _source(told, number, one, raw)
    ours = version if document.party == told.party else None
    default = ours.series_versions.get(name, number) if ours else document.version
    stated = number_of(raw.get("series_version"))
    points = _positions(told, name, one)
    if not points:
        raise OutgoingError(f"the log does not hold the amounts of the anomaly in {name}")
    return Series(
        id=name,
        version=version_number(stated or default or 1, name),
        business_type=identification(one.business_type, f"business type of {name}"),
        in_area=optional(one.in_area, "area", LONGEST_AREA),
        out_area=optional(one.out_area, "area", LONGEST_AREA),
        in_party=optional(one.in_party, "party", LONGEST_PARTY),
        out_party=optional(one.out_party, "party", LONGEST_PARTY),
        unit=UNIT,
        points=points,
        reasons=writable_reasons(reasons or (Reason("999"),)),
        document=document,
    )


def _source(told: ScheduleTold, number: int, one: Anomaly, raw: Mapping[str, object]) -> Document:
    """Return the schedule an anomaly was found in: ours, or that of the counterpart.

    The API does not tell the counterpart's document: it is written as version 1 of an id made of day and party.
    """
    other = one.document_party or next((who for who in (one.in_party, one.out_party) if who != told.party), None)
    version = told.versions.get(number)
    known = version is not None and one.series_id in version.series
    if other is None or (not one.document_party and (one.series_uid or known)) or one.document_party == told.party:
        return Document(told.document(number), number, told.party)
    party = identification(other, "party", LONGEST_PARTY)
    document = text_of(raw.get("document_id")) or f"{told.day:%Y%m%d}_{party}"
    stated = number_of(raw.get("document_version"))
    return Document(identification(document, "document"), version_number(stated or 1, document), party)


def _positions(told: ScheduleTold, name: str, one: Anomaly) -> tuple[Point, ...]:
    starts = quarter_hours(told.day, told.zone)
    if any(not 1 <= position <= len(starts) for position in one.amounts):
        raise OutgoingError(f"the anomaly in {name} names quarter-hours that the delivery day does not have")
    return tuple(Point(starts[position - 1], _finite(one.amounts[position], name)) for position in sorted(one.amounts))


def _finite(megawatts: float, name: str) -> float:
    if not math.isfinite(megawatts):
        raise OutgoingError(f"an amount of {name} is no number")
    return megawatts
