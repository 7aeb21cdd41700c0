"""Snapshots of a schedule and its versions, put together from what one entry after the other tells."""

from collections.abc import Mapping
from datetime import datetime

from store.model.event import Entry
from store.model.market.delivery_day import instant
from store.model.schedules.facts import Facts
from store.model.texts.tolerant import mapping_of, mappings_of, text_of

Snapshot = Mapping[str, object]

_CHANGED_BY_ANSWERS = frozenset({"status", "acceptance_level", "is_active"})


def schedule_with(known: Snapshot, said: Facts, entry: Entry) -> Snapshot:
    """Return a schedule with what an entry tells of it; what is known of its identity stays."""
    told = mapping_of(entry.after) if said.type == "schedule.created" else {}
    identity: dict[str, object] = {
        "uid": said.schedule_uid,
        "org_uid": entry.org_uid,
        "market": said.market,
        "tso": said.tso,
        "date": said.day.isoformat() if said.day else None,
    }
    fresh = {key: value for key, value in identity.items() if value and not known.get(key)}
    return {**known, **told, **fresh} if told or fresh else known


def version_with(known: Snapshot, said: Facts, entry: Entry, number: int) -> dict[str, object]:
    """Return a version with what an entry tells of it; amounts stay where only references to series came."""
    merged = _merged(known, _told_of_version(entry))
    merged |= {"version": number, "uid": merged.get("uid") or said.version_uid}
    if said.raw_status:
        merged |= {"status": said.raw_status, "acceptance_level": said.acceptance_level or ""}
    return merged


def series_told(snapshot: object) -> list[Snapshot]:
    """Return the series that a snapshot is of: one, or a list of them."""
    return mappings_of(snapshot) if isinstance(snapshot, list) else [mapping_of(snapshot)]


def instant_in(value: object) -> datetime | None:
    """Return the instant that a value names; None where it names none."""
    text = text_of(value)
    try:
        return instant(text) if text else None
    except ValueError:
        return None


def _told_of_version(entry: Entry) -> Snapshot:
    """Return the state after an entry; where it tells of none the state before, but for what that has changed."""
    after = mapping_of(entry.after)
    told = mapping_of(after.get("version")) or after
    if told:
        return told
    return {key: value for key, value in mapping_of(entry.before).items() if key not in _CHANGED_BY_ANSWERS}


def _merged(known: Snapshot, told: Snapshot) -> dict[str, object]:
    merged = {**known, **told}
    before, after = mapping_of(known.get("spec")), mapping_of(told.get("spec"))
    if before and after:
        spec = {**before, **after}
        if _amounts(before) and not _amounts(after):
            spec["series"] = before["series"]
        merged["spec"] = spec
    return merged


def _amounts(spec: Snapshot) -> bool:
    return any(one.get("data") for one in mappings_of(spec.get("series")))
