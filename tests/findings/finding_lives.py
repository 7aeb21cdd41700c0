"""Lives of one schedule for the tests of findings: right ones, and the pieces to make one wrong with."""

from datetime import UTC, datetime, timedelta
from typing import Any

from store.lifecycle.findings.checking import findings
from store.lifecycle.findings.finding import Finding, Limits
from store.model.recorded import Recorded, recorded
from tests.support.entries import MINUTE, created, encoded, entry, submitted, uid, version_state

HOUR = 60 * MINUTE
GATE = 90 * MINUTE
FINAL = 52 * HOUR
OWN, OTHER, EXCHANGE, AREA = "11XHALMLICHT---L", "11XKIESELWERK--5", "11XSTROMHALLE--E", "10YDE-RWENET---I"
SUBMITTED, ACK, ICNF = ("submitted", ""), ("accepted", "ack"), ("icnf", "cnf")
CNF, PARTIAL, REJECTED = ("accepted", "cnf"), ("cnf_partial", "cnf"), ("rejected", "")

Entries = list[dict[str, Any]]


def records(entries: Entries) -> tuple[Recorded, ...]:
    """Return entries as the store gives them: by time, those of one time in the order they were appended."""
    ordered = sorted(enumerate(entries, 1), key=lambda one: (one[1]["created_ts"], one[0]))
    return tuple(recorded(sequence, encoded(one)) for sequence, one in ordered)


def found(entries: Entries, now: int = FINAL, limits: Limits | None = None) -> tuple[Finding, ...]:
    """Return what is wrong so many milliseconds after 25 March 2026, 12:00 UTC; the delivery day is the 26th."""
    moment = datetime(2026, 3, 25, 12, tzinfo=UTC) + timedelta(milliseconds=now)
    return findings(records(entries), now=moment, limits=limits)


def codes(entries: Entries, now: int = FINAL) -> list[str]:
    return [one.code for one in found(entries, now)]


def change(
    number: int,
    at: int,
    before: tuple[str, str] | None,
    after: tuple[str, str],
    *reasons: str,
    type_: str = "version.status_changed",
    message: str = "CNF",
    **more: Any,
) -> dict[str, Any]:
    """Return one entry of an answer to a version."""
    return entry(
        type_,
        at,
        before=before and version_state(number, *before),
        after=version_state(number, *after, **more),
        version=f"schedule v{number}",
        metadata={"message": {"type": message}, "reason_codes": [{"code": code} for code in reasons]},
        name=f"{type_} {number} {at} {after}",
    )


def acked(number: int, at: int, **more: Any) -> Entries:
    types = ("version.accepted", "version.status_changed")
    return [change(number, at, SUBMITTED, ACK, "A01", type_=type_, message="ACK", **more) for type_ in types]


def refused(number: int, at: int, **more: Any) -> Entries:
    types = ("version.rejected", "version.status_changed")
    return [
        change(number, at, SUBMITTED, REJECTED, "A54", "A02", type_=type_, message="ACK", **more) for type_ in types
    ]


def confirmed(number: int, at: int, before: tuple[str, str] = ACK) -> Entries:
    types = ("version.accepted", "version.status_changed")
    return [change(number, at, before, CNF, "A06", type_=type_) for type_ in types]


def anomaly(at: int, other: str = OTHER, *reasons: str) -> dict[str, Any]:
    series = {
        "uid": uid(f"anomaly {at}"),
        "business_type": "A02",
        "in_area": AREA,
        "out_area": AREA,
        "in_party": OWN,
        "out_party": other,
        "series_id": "TS-003",
        "intervals": [{"pos": 1, "qty": 5.0}],
    }
    metadata = {"reason_codes": [{"code": code} for code in reasons or ("A09",)]}
    return entry("anomaly.received", at, after={"anomalies": [series]}, version="schedule v1", metadata=metadata)


def flat_anomaly(at: int, name: str, series_id: str = "TS-003") -> dict[str, Any]:
    """Return an entry whose state after is one anomaly itself, as its counterparty calls the series."""
    (one,) = anomaly(at)["data"]["after"]["anomalies"]
    one |= {"uid": uid(f"anomaly {name}"), "series_id": series_id, "schedule_series_uid": None}
    return anomaly(at) | {"uid": uid(f"entry {name}")} | {"data": {**anomaly(at)["data"], "after": one}}


def of_series(
    name: str, at: int, status: str, *reasons: str, before: str = "submitted", level: str = "cnf", message: str = ""
) -> dict[str, Any]:
    """Return an entry about one series of version 1, which is known by its name only."""
    state = {"time_series_uid": name, "version": 1, "acceptance_level": level}
    return entry(
        "series.status_changed",
        at,
        before={**state, "status": before},
        after={**state, "status": status},
        version="schedule v1",
        metadata={"message": {"type": message}, "reason_codes": [{"code": code} for code in reasons]},
        name=f"{name} {at} {status}",
    )


def series(name: str, in_party: str, out_party: str, megawatts: float = 10.0, count: int = 96) -> dict[str, Any]:
    first = datetime(2026, 3, 25, 23, tzinfo=UTC)
    stamps = [f"{first + number * timedelta(minutes=15):%Y-%m-%dT%H:%M:%SZ}" for number in range(count)]
    return {
        "uid": uid(name),
        "time_series_uid": name,
        "type": "internal",
        "ids": {"in_area": AREA, "out_area": AREA, "in_party": in_party, "out_party": out_party},
        "data": [{"ts": stamp, "amount": megawatts} for stamp in stamps],
    }


def sent(number: int, at: int, *found_: dict[str, Any], **spec: Any) -> dict[str, Any]:
    """Return the submission of a version with its series."""
    whole = {"tso": "DE-AMPRION-TSO", "sender_id": OWN, "series": list(found_), **spec}
    return entry(
        "version.submitted",
        at,
        before=version_state(number, "ingested"),
        after=version_state(number, "submitted", spec=whole),
        version=f"schedule v{number}",
    )


BUY, SELL = series("TS-001", OWN, OTHER), series("TS-002", OTHER, OWN)


def raised(one: dict[str, Any], megawatts: float, *numbers: int) -> dict[str, Any]:
    """Return a series with more in some quarter-hours, counted from 0."""
    points = [
        {**point, "amount": point["amount"] + megawatts * (number in numbers)}
        for number, point in enumerate(one["data"])
    ]
    return {**one, "data": points}


def whole(*answers: dict[str, Any], first: dict[str, Any] | None = None) -> Entries:
    """Return a life of one version: created, submitted, then what is given."""
    return [created(0), first or submitted(1, MINUTE), *answers]


def done(first: dict[str, Any] | None = None) -> Entries:
    """Return a life of one version in which nothing is wrong."""
    return whole(*acked(1, 2 * MINUTE), *confirmed(1, FINAL), first=first)


def named(one: dict[str, Any], name: str) -> dict[str, Any]:
    return {**one, "uid": uid(name)}


def told(at: int, kind: str, after: dict[str, Any] | None = None) -> dict[str, Any]:
    return entry(kind, at, after=after, version="schedule v1")


ACKED = acked(1, 2 * MINUTE)
