"""The series of a version, gathered from all its entries."""

from collections.abc import Iterable
from dataclasses import replace

from store.model.event import Entry
from store.model.market.energy import energy_mwh, points_minutes
from store.model.market.reasons import reasons_in
from store.model.schedules.tree import SeriesNode
from store.model.snapshot import TimeSeries, recognised
from store.model.status import Status, status_of


def series_of(entries: Iterable[Entry]) -> tuple[SeriesNode, ...]:
    """Return the series that these entries of one version speak of, in the order they appear.

    Of every property the newest statement counts: a later reference without amounts or parties does not
    take away what an earlier entry said.
    """
    found: dict[str, SeriesNode] = {}
    for entry in entries:
        codes = tuple(one.code for one in reasons_in(entry.metadata)) if entry.type.startswith("series.") else ()
        for one in recognised(entry.after, entry.type).series:
            key = _key(one, entry, found)
            if key:
                found[key] = _with(found.get(key) or _unknown(key), one, codes)
    return tuple(found.values())


def _key(one: TimeSeries, entry: Entry, found: dict[str, SeriesNode]) -> str | None:
    uid = one.uid or (entry.time_series_uid if entry.type.startswith("series.") else None)
    if uid in found:
        return uid
    for key, node in found.items():
        if one.time_series_uid and node.time_series_uid == one.time_series_uid:
            return key
    return uid or one.time_series_uid


def _unknown(key: str) -> SeriesNode:
    return SeriesNode(
        uid=key,
        time_series_uid=None,
        type=None,
        in_area=None,
        out_area=None,
        in_party=None,
        out_party=None,
        status=Status.UNKNOWN,
        raw_status=None,
        reason_codes=(),
        quarter_hours=0,
        energy_mwh=None,
    )


def _with(node: SeriesNode, one: TimeSeries, codes: tuple[str, ...]) -> SeriesNode:
    amounts = one.amounts
    raw_status = one.status or node.raw_status
    return replace(
        node,
        time_series_uid=one.time_series_uid or node.time_series_uid,
        type=one.type or node.type,
        in_area=one.in_area or node.in_area,
        out_area=one.out_area or node.out_area,
        in_party=one.in_party or node.in_party,
        out_party=one.out_party or node.out_party,
        status=status_of(raw_status, one.acceptance_level),
        raw_status=raw_status,
        reason_codes=codes or node.reason_codes,
        quarter_hours=len(amounts) or node.quarter_hours,
        energy_mwh=energy_mwh(amounts.values(), points_minutes(one.points)) if amounts else node.energy_mwh,
    )
