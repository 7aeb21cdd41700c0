"""Audit entries for tests, as the API would write them."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

MINUTE = 60_000


def uid(name: object) -> str:
    """Return a UUID that is the same for the same name."""
    return str(uuid5(NAMESPACE_URL, str(name)))


def timestamp(milliseconds: int) -> str:
    """Return a time stamp so many milliseconds after 25 March 2026, 12:00 UTC."""
    seconds, millis = divmod(milliseconds, 1000)
    hours, rest = divmod(12 * 3600 + seconds, 3600)
    return f"2026-03-{25 + hours // 24:02}T{hours % 24:02}:{rest // 60:02}:{rest % 60:02}.{millis:03}Z"


def entry(
    type_: str,
    at: int = 0,
    *,
    before: object = None,
    after: object = None,
    schedule: str | None = "schedule",
    version: str | None = None,
    metadata: object = None,
    name: str | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """Return an entry; names of schedules and versions stand for their uids."""
    return {
        "uid": uid(name or f"{type_} {at} {schedule} {version}"),
        "type": type_,
        "created_ts": timestamp(at),
        "data": {"before": before, "after": after, "metadata": metadata, "request_id": uid(f"request {at}")},
        "api_client_id": "desk",
        "org_uid": uid("org"),
        "schedule_uid": uid(schedule) if schedule else None,
        "schedule_version_uid": uid(version) if version else None,
        "time_series_uid": None,
        "user_uid": None,
        "version": 1,
        **fields,
    }


def encoded(entry_: object) -> bytes:
    """Return the bytes of an entry as the API would send them."""
    return json.dumps(entry_, separators=(",", ":")).encode()


def schedule_state(
    name: str = "schedule", tso: str = "DE-AMPRION-TSO", day: str = "2026-03-26", market: str = "DE"
) -> dict[str, Any]:
    """Return the snapshot of a schedule."""
    return {"uid": uid(name), "org_uid": uid("org"), "market": market, "tso": tso, "date": day}


def version_state(
    number: int, status: str, level: str = "", *, schedule: str = "schedule", **more: Any
) -> dict[str, Any]:
    """Return the snapshot of a version, without its series."""
    return {
        "uid": uid(f"{schedule} v{number}"),
        "schedule_uid": uid(schedule),
        "version": number,
        "status": status,
        "acceptance_level": level,
        "message_id": f"20260326_{schedule}_v{number}",
        **more,
    }


def created(at: int = 0, schedule: str = "schedule", **state: str) -> dict[str, Any]:
    """Return `schedule.created`."""
    return entry("schedule.created", at, after=schedule_state(schedule, **state), schedule=schedule)


def submitted(number: int, at: int, schedule: str = "schedule") -> dict[str, Any]:
    """Return `version.submitted`."""
    return entry(
        "version.submitted",
        at,
        before=version_state(number, "ingested", schedule=schedule),
        after=version_state(number, "submitted", schedule=schedule),
        schedule=schedule,
        version=f"{schedule} v{number}",
    )


def answered(
    number: int, at: int, status: str = "accepted", level: str = "ack", code: str = "A01", schedule: str = "schedule"
) -> list[dict[str, Any]]:
    """Return the two entries of an answer: accepted or rejected, and the change of status."""
    kind = "version.rejected" if status == "rejected" else "version.accepted"
    shared: dict[str, Any] = {
        "before": version_state(number, "submitted", schedule=schedule),
        "after": version_state(number, status, level, schedule=schedule),
        "metadata": {"reason_codes": [{"code": code, "text": None}]},
        "schedule": schedule,
        "version": f"{schedule} v{number}",
    }
    return [entry(kind, at, **shared), entry("version.status_changed", at, **shared)]


def life() -> list[dict[str, Any]]:
    """Return the life of one schedule: v1 accepted with an anomaly, v2 rejected, v3 confirmed."""
    return [
        created(0),
        submitted(1, 1 * MINUTE),
        *answered(1, 2 * MINUTE),
        entry("anomaly.received", 3 * MINUTE, after={"anomalies": []}, version="schedule v1"),
        submitted(2, 4 * MINUTE),
        *answered(2, 5 * MINUTE, "rejected", "", "A54"),
        submitted(3, 6 * MINUTE),
        *answered(3, 7 * MINUTE),
        *answered(3, 8 * MINUTE, "accepted", "cnf", "A06"),
    ]
