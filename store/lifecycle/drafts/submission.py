"""What the balance responsible party writes: the schedule, its versions, and requests for the status."""

import re
from datetime import timedelta

from store.lifecycle.drafts.draft import Draft, Making, Snapshot, timestamp
from store.lifecycle.gateway import handling
from store.lifecycle.market.parties import party
from store.lifecycle.market.series_altered import altered, series_meant
from store.lifecycle.moves import Deed
from store.model.market.tso import short_name, tso
from store.model.texts.tolerant import text_of

REQUEST_PAUSE = timedelta(minutes=5)
"""How long after a status request the next one is taken."""

_PREPARED = timedelta(milliseconds=1850)
"""How long before it is sent a version is stored."""

_VERSION_SUFFIX = re.compile(r"_v\d{1,4}$")


def creation(making: Making) -> list[Draft]:
    """Return the draft of a new schedule."""
    at = timestamp(making.at)
    return [Draft("schedule.created", None, {**making.life.schedule, "created_ts": at, "last_modified_ts": at})]


def submission(making: Making) -> list[Draft]:
    """Return the draft of the next version, its message id that of the version before with another suffix."""
    life, at = making.life, making.at
    number = (life.numbers[-1] if life.numbers else 0) + 1
    uid = making.uid("version", number)
    known = tso(life.tso)
    stored = timestamp(at - _PREPARED)
    message_id = f"{_document_id(making)}_v{number}"
    receiver = (known.gs1 or known.party_eic) if known else life.tso
    before: dict[str, object] = {
        "uid": uid,
        "schedule_uid": life.uid,
        "org_uid": life.schedule.get("org_uid"),
        "version": number,
        "status": handling(Deed.STORE).after,
        "acceptance_level": "",
        "is_active": False,
        "message_id": message_id,
        "nrr_received": False,
        "transmission_report_id": None,
        "warnings": [],
        "spec": {
            "market": life.market,
            "tso": life.tso,
            "sender_id": life.party,
            "receiver_id": receiver,
            "series": [_new_series(making, uid, one) for one in _series(making)],
        },
        "created_ts": stored,
        "last_modified_ts": stored,
    }
    after = {**before, "status": handling(Deed.SEND).after, "last_modified_ts": timestamp(at)}
    message = {"type": "schedule", "id": message_id, "sender_id": life.party, "receiver_id": receiver}
    return [Draft("version.submitted", before, after, {"message": message, "reason_codes": []}, uid)]


def status_request(making: Making) -> list[Draft]:
    """Return the draft of a status request; before the pause is over the TSO does not take it."""
    life, at = making.life, making.at
    limited = life.status_from is not None and at < life.status_from
    next_at = life.status_from if limited and life.status_from else at + REQUEST_PAUSE
    message_id = None if limited else f"{_document_id(making)}_srq{life.status_requests + 1}"
    after = {
        "tso": life.tso,
        "sender_id": life.party,
        "date": life.day.isoformat(),
        "message_id": message_id,
        "status": "rate_limited" if limited else "sent",
        "next_allowed_at": timestamp(next_at),
    }
    metadata = {} if limited else {"message": {"type": "status request", "id": message_id}}
    return [Draft("status_request.sent", None, after, metadata)]


def _series(making: Making) -> list[Snapshot]:
    """Return the series of the next version as the act alters them."""
    series = series_meant(making.life, making.act)
    return altered(making.life, series, making.act) or list(series)


def _new_series(making: Making, version_uid: str, series: Snapshot) -> dict[str, object]:
    """Return a series as one of a new version: its own uid, no status yet."""
    fresh = {key: value for key, value in series.items() if key not in {"status", "acceptance_level", "version"}}
    return {**fresh, "uid": making.uid("series", version_uid, series.get("time_series_uid"))} | {
        "time_series_uid": series.get("time_series_uid")
    }


def _document_id(making: Making) -> str:
    """Return the message id that all versions share, without their suffix."""
    life = making.life
    known = text_of(life.latest.get("message_id")) if life.latest else None
    if known:
        return _VERSION_SUFFIX.sub("", known)
    own = party(life.party)
    name = short_name(life.tso).replace(" ", "").upper()
    return f"{life.day:%Y%m%d}_{own.short if own else life.party}_{name}"
