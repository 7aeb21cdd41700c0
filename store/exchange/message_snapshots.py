"""Snapshots of versions, series and anomalies in the API's shape, made out of messages."""

from datetime import datetime

from store.exchange.envelope import Envelope
from store.model.market.delivery_day import day_of, position_of, zone_of
from store.model.message import Point, Series
from store.model.schedules.identity import entry_uid

_SERIES_TYPES = {
    "A01": "production",
    "A02": "internal",
    "A03": "external",
    "A04": "consumption",
    "A06": "external",
}


def version_snapshot(envelope: Envelope, schedule_uid: str, version_uid: str, number: int) -> dict[str, object]:
    """Return the version that a schedule message submits, its series with amounts in MW."""
    message = envelope.message
    return {
        "uid": version_uid,
        "schedule_uid": schedule_uid,
        "version": number,
        "status": "submitted",
        "acceptance_level": "",
        "message_id": message.id,
        "spec": {
            "market": envelope.market,
            "tso": envelope.tso,
            "sender_id": envelope.correspondent,
            "receiver_id": message.receiver,
            "series": [
                series_snapshot(series, entry_uid("series", version_uid, series.id)) for series in message.series
            ],
        },
    }


def series_snapshot(series: Series, uid: str) -> dict[str, object]:
    """Return one series with its amounts in MW by the UTC start of each quarter-hour."""
    ids = {
        "in_area": series.in_area,
        "out_area": series.out_area,
        "in_party": series.in_party,
        "out_party": series.out_party,
    }
    if series.agreement_id:
        ids["market_agreement_id"] = series.agreement_id
    return {
        "uid": uid,
        "time_series_uid": series.id,
        "version": series.version,
        "type": _SERIES_TYPES.get(series.business_type or ""),
        "business_type": series.business_type,
        "ids": ids,
        "data": [{"ts": _timestamp(point.start), "amount": point.megawatts} for point in series.points],
    }


def anomaly_snapshot(envelope: Envelope, index: int, series: Series) -> dict[str, object]:
    """Return one series of an anomaly report, with whose document it was taken from."""
    document = series.document
    return {
        "uid": entry_uid("anomaly", envelope.key, index),
        "business_type": series.business_type,
        "in_area": series.in_area,
        "out_area": series.out_area,
        "in_party": series.in_party,
        "out_party": series.out_party,
        "series_id": series.id,
        "series_version": series.version,
        "document_id": document.id if document else None,
        "document_version": document.version if document else None,
        "document_party": document.party if document else None,
        "message_sender_id": envelope.message.sender,
        "reason_codes": [{"code": reason.code, "text": reason.text} for reason in series.reasons],
        "intervals": [{"pos": _position(envelope, point), "qty": point.megawatts} for point in series.points],
    }


def _position(envelope: Envelope, point: Point) -> int:
    zone = zone_of(envelope.market)
    return position_of(point.start, day_of(point.start, zone), zone)


def _timestamp(start: datetime) -> str:
    return start.strftime("%Y-%m-%dT%H:%M:%SZ")
