"""What the TSO's acknowledgements and confirmations write."""

from collections.abc import Mapping, Sequence

from store.lifecycle.drafts.draft import Draft, Making, Snapshot, standing, timestamp, told, version_uid
from store.lifecycle.market.series_altered import moved
from store.lifecycle.moves import Act, Move
from store.model.market.delivery_day import quarter_hours
from store.model.texts.tolerant import mapping_of, mappings_of, text_of

FINAL, INTERMEDIATE = "A08", "A07"
"""The document types of confirmations (ENTSO-E code list)."""

_REFUSED_SERIES = "A20"


def acknowledgement(making: Making) -> list[Draft]:
    """Return the drafts of an ACK that takes the version, maybe but for some series (A03)."""
    act = making.act
    partly = act.move is Move.ACKNOWLEDGE_PARTLY
    metadata = making.answer_metadata("ACK", ["A03" if partly else "A01"])
    drafts = _answered(making, "version.accepted", _changes("accepted", "ack", making), metadata)
    codes = [code for code in act.reason_codes if code != "A03"] or [_REFUSED_SERIES]
    refused = making.answer_metadata("ACK", codes)
    return drafts + [_series(making, one, "rejected", "ack", refused) for one in (_chosen(making) if partly else ())]


def rejection(making: Making) -> list[Draft]:
    """Return the drafts of an ACK that refuses the version."""
    codes = [*(code for code in making.act.reason_codes if code != "A02"), "A02"]
    metadata = making.answer_metadata("ACK", codes)
    return _answered(making, "version.rejected", _changes("rejected", "", making), metadata)


def intermediate(making: Making) -> list[Draft]:
    """Return the drafts of an intermediate CNF; series named are those that would be refused (A28)."""
    codes = list(making.act.reason_codes) or ["A07" if making.act.series else "A06"]
    metadata = making.answer_metadata("CNF", codes, INTERMEDIATE)
    drafts = _answered(making, None, _changes("icnf", "cnf", making), metadata)
    noted = making.answer_metadata("CNF", ["A28"], INTERMEDIATE)
    return drafts + [_series(making, one, "rejected", "cnf", noted) for one in _chosen(making)]


def confirmation(making: Making) -> list[Draft]:
    """Return the drafts of a final CNF that confirms everything."""
    metadata = making.answer_metadata("CNF", ["A06"], FINAL)
    return _answered(making, "version.accepted", _changes("accepted", "cnf", making), metadata)


def refusal_in_the_end(making: Making) -> list[Draft]:
    """Return the drafts of a final CNF that confirms nothing."""
    codes = [*(code for code in making.act.reason_codes if code != "A08"), "A08"]
    metadata = making.answer_metadata("CNF", codes, FINAL)
    return _answered(making, "version.rejected", _changes("rejected", "cnf", making), metadata)


def confirmation_in_part(making: Making) -> list[Draft]:
    """Return the drafts of a final CNF in part: of every series whether it is confirmed, refused or imposed."""
    metadata = making.answer_metadata("CNF", ["A07"], FINAL)
    drafts = _answered(making, None, _changes("cnf_partial", "cnf", making), metadata)
    imposed = making.act.move is Move.IMPOSE
    codes = [code for code in making.act.reason_codes if code not in {"A07", _REFUSED_SERIES}]
    chosen = making.answer_metadata("CNF", ["A30"] if imposed else [*codes, _REFUSED_SERIES], FINAL)
    taken = making.answer_metadata("CNF", ["A06"], FINAL)
    for one in making.life.series_of(making.number):
        if one.get("time_series_uid") in making.act.series:
            drafts.append(_series(making, one, "imposed" if imposed else "rejected", "cnf", chosen))
        else:
            drafts.append(_series(making, one, "accepted", "cnf", taken))
    return drafts


def _changes(status: str, level: str, making: Making) -> dict[str, object]:
    """Return what an answer changes in a version; active is the latest that is accepted, not one answered late."""
    latest = (making.life.active or 0) <= making.number
    return {
        "status": status,
        "acceptance_level": level,
        "is_active": status != "rejected" and latest,
        "last_modified_ts": timestamp(making.at),
    }


def _answered(
    making: Making, type_: str | None, changes: Mapping[str, object], metadata: Mapping[str, object]
) -> list[Draft]:
    """Return the entries of one answer: the version whole where it is taken or refused, then its change of status."""
    version = told(making.life.version(making.number))
    receipt: dict[str, object] = {}
    if version.get("nrr_received") is False:
        receipt = {"nrr_received": True, "transmission_report_id": f"NRR-{making.document()}"}
    after = {**version, **receipt, **changes}
    uid = version_uid(version)
    changed = Draft("version.status_changed", standing(version), standing(after), metadata, uid)
    return [changed] if type_ is None else [Draft(type_, version, after, metadata, uid), changed]


def _chosen(making: Making) -> list[Snapshot]:
    """Return the series that the act names."""
    return [one for one in making.life.series_of(making.number) if one.get("time_series_uid") in making.act.series]


def _series(making: Making, own: Snapshot, status: str, level: str, metadata: Mapping[str, object]) -> Draft:
    """Return the change of status of one series; imposed amounts stand beside those they take the place of."""
    version = making.life.version(making.number)
    name = text_of(own.get("time_series_uid")) or ""
    uid = text_of(own.get("uid")) or making.uid("series", name)
    spec = {key: own[key] for key in ("type", "ids") if key in own}
    before = dict(making.life.series.get(uid) or _first_told(making, uid, name, spec))
    after = {**before, "status": status, "acceptance_level": level, "interval_statuses": _intervals(making, status)}
    if status == "imposed":
        before["spec"] = {**mapping_of(before.get("spec")), "data": mappings_of(own.get("data"))}
        after["spec"] = {**mapping_of(before.get("spec")), "data": moved(own, making.act)}
    return Draft("series.status_changed", before, after, metadata, version_uid(version), uid)


def _first_told(making: Making, uid: str, name: str, spec: Snapshot) -> dict[str, object]:
    version = making.life.version(making.number)
    return {
        "uid": uid,
        "time_series_uid": name,
        "version": making.number,
        "status": "submitted",
        "acceptance_level": "ack" if version.get("acceptance_level") else "",
        "interval_statuses": {},
        "spec": dict(spec),
    }


def _intervals(making: Making, status: str) -> dict[str, str]:
    """Return the status of every quarter-hour, counted from 0 as the API does."""
    act: Act = making.act
    count = len(quarter_hours(making.life.day, making.life.zone))
    touched = _touched(act.positions, count) if status == "imposed" else range(1, count + 1)
    return {str(number - 1): status if number in touched else "accepted" for number in range(1, count + 1)}


def _touched(positions: Sequence[int], count: int) -> Sequence[int]:
    return positions or range(1, count + 1)
