"""What an anomaly report writes: our series, and what the counterparty says instead."""

from collections.abc import Mapping, Sequence

from store.lifecycle.drafts.draft import Draft, Making, Snapshot, reasons, version_uid
from store.lifecycle.market.parties import party
from store.lifecycle.market.series_altered import moved
from store.lifecycle.moves import Act
from store.model.market.tso import tso
from store.model.texts.tolerant import amount_of, mapping_of, mappings_of, text_of

_BUSINESS_TYPES = {
    "production": ("A01", "Production"),
    "internal": ("A02", "Internal trade"),
    "external": ("A06", "External trade without explicit capacity"),
    "foreign": ("A06", "External trade without explicit capacity"),
    "consumption": ("A04", "Consumption"),
}

COUNTERPART_MISSING = "A28"


def anomaly(making: Making) -> list[Draft]:
    """Return the draft of an anomaly report on the chosen series, with values or with differences in MW."""
    act = making.act
    message = making.uid("incoming message")
    anomalies = [
        one
        for series in making.life.series_of(making.number)
        if series.get("time_series_uid") in act.series
        for one in _reported(making, series, message)
    ]
    version = making.life.version(making.number)
    metadata = making.answer_metadata("ANO", act.reason_codes)
    return [Draft("anomaly.received", None, {"anomalies": anomalies}, metadata, version_uid(version))]


def _reported(making: Making, series: Snapshot, message: str) -> list[dict[str, object]]:
    """Return our series, and beside it that of the counterparty unless it is missing or differences say it."""
    act = making.act
    own = mappings_of(series.get("data"))
    name = text_of(series.get("time_series_uid")) or ""
    ours = {"series_id": name, "schedule_series_uid": series.get("uid")}
    if act.as_deltas:
        flat = [{**point, "amount": 0.0} for point in own]
        differences = moved({**series, "data": flat}, Act(act.move, positions=act.positions, megawatts=act.megawatts))
        return [_anomaly(making, series, message, ours, differences)]
    first = _anomaly(making, series, message, ours, own)
    if COUNTERPART_MISSING in act.reason_codes:
        return [first]
    theirs = {"series_id": _their_name(making, series), "schedule_series_uid": None}
    return [first, _anomaly(making, series, message, theirs, moved(series, act))]


def _anomaly(
    making: Making, series: Snapshot, message: str, named: Mapping[str, object], points: Sequence[Snapshot]
) -> dict[str, object]:
    ids = mapping_of(series.get("ids"))
    known = tso(making.life.tso)
    business_type, label = _BUSINESS_TYPES.get(str(series.get("type")), ("A02", "Internal trade"))
    return {
        "uid": making.uid("anomaly", named["series_id"]),
        "business_type": business_type,
        "business_type_label": label,
        **{key: ids.get(key) for key in ("in_area", "out_area", "in_party", "out_party")},
        **named,
        "incoming_message_uid": message,
        "message_sender_id": (known.gs1 or known.party_eic) if known else making.life.tso,
        "reason_codes": reasons(making.act.reason_codes),
        "intervals": [{"pos": number, "qty": amount_of(one.get("amount"))} for number, one in enumerate(points, 1)],
    }


def _their_name(making: Making, series: Snapshot) -> str:
    """Return how the counterparty calls its series, the same in every report."""
    ids = mapping_of(series.get("ids"))
    other = ids.get("out_party") if ids.get("in_party") == making.life.party else ids.get("in_party")
    known = party(str(other))
    number = making.identity.number(making.life.uid, "counterpart", series.get("time_series_uid"))
    return f"{(known.short if known else str(other))[:6]}-{number}"
