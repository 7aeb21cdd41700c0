"""What an event changed, in one row: for the timeline, its filters and its search."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from store.diff.changes import MISSING, Change, changes
from store.diff.days.anomalies import anomaly_difference, megawatts
from store.diff.days.quarter_hours import DECIMALS, series_changes
from store.diff.equality import CONTAINERS, is_flat, same_scalar
from store.model.market.reasons import codes_in
from store.model.snapshot import NOTHING, Anomaly, may_hold_amounts, recognised
from store.model.texts.tolerant import text_of
from store.model.timeline import Summary

MOST_PATHS = 8
"""How many changed paths a summary names."""

MORE = "…"
"""Stands behind the changed paths where there are more of them than a summary names."""

MOST_REASON_CODES = 8
"""How many reason codes a summary names."""

_Amounts = tuple[int, float, float]
_NO_AMOUNTS: _Amounts = 0, 0.0, 0.0

_WITH_AMOUNTS = frozenset({"spec", "series", "data", "version", "ids"})
"""The outermost keys under which amounts lie, in all shapes that occur."""


def summary(event_type: str, before: object, after: object, metadata: object) -> Summary:
    """Return what an event changed, out of its snapshots and metadata.

    Statuses are raw, of the version or, for series events, of the series. Differences need both
    snapshots; an anomaly report is compared within itself. Of a submission the series are counted.
    """
    known = NOTHING
    if event_type.startswith(("version.submitted", "anomaly.")) and not is_flat(after):
        known = recognised(after, event_type)
    paths, (quarter_hours, largest, energy) = _differences(event_type, before, after)
    if known.anomalies:
        quarter_hours, largest = _contradictions(known.anomalies)
    standing = _standing(after, event_type)
    return Summary(
        status_from=text_of(_standing(before, event_type).get("status")),
        status_to=text_of(standing.get("status")),
        acceptance_level=text_of(standing.get("acceptance_level")),
        reason_codes=_reason_codes(metadata, after, known.anomalies),
        quarter_hours=quarter_hours,
        largest_delta_mw=largest,
        delta_mwh=energy,
        series=len(known.series),
        paths=paths,
    )


def _differences(event_type: str, before: object, after: object) -> tuple[tuple[str, ...], _Amounts]:
    """Return the paths that differ and the amounts that do; none without both states."""
    if isinstance(before, dict) and isinstance(after, dict) and is_flat(before) and is_flat(after):
        # most states are, and hold no amounts
        return _first_of(key for key in _changed_keys(before, after) if not key.isdecimal()), _NO_AMOUNTS
    if before is None or after is None:
        return (), _NO_AMOUNTS
    found = changes(before, after)
    return _paths(found), _amounts(event_type, before, after, found)


def _changed_keys(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    """Give the keys of two flat objects that differ, in the order of `changes`."""
    for key, one in before.items():
        other = after.get(key, MISSING)
        if one is not other and not same_scalar(one, other):
            yield key
    yield from (key for key in after if key not in before)


def _standing(snapshot: object, event_type: str) -> Mapping[str, object]:
    """Return the part of a snapshot whose status the event is about; empty where there is none."""
    if isinstance(snapshot, list) and len(snapshot) == 1:
        snapshot = snapshot[0]
    if not isinstance(snapshot, dict):
        return {}
    if event_type.startswith("series."):
        inner = snapshot.get("series")
        return _standing(inner, event_type) if isinstance(inner, CONTAINERS) else snapshot
    version = snapshot.get("version")
    return version if isinstance(version, dict) else snapshot


def _amounts(event_type: str, before: object, after: object, found: Sequence[Change]) -> _Amounts:
    """Return the number of quarter-hours that differ, the largest difference in MW and their sum in MWh."""
    if not any(_may_touch_amounts(change) for change in found):
        return _NO_AMOUNTS
    if not may_hold_amounts(before, event_type) and not may_hold_amounts(after, event_type):
        return _NO_AMOUNTS
    touched = series_changes(before, after, event_type)
    return (
        sum(len(one.quarter_hours) for one in touched),
        max((one.largest_delta_mw for one in touched), key=abs, default=0.0),
        round(sum(one.delta_mwh for one in touched), DECIMALS),
    )


def _may_touch_amounts(change: Change) -> bool:
    first = change.path[0] if change.path else None
    return not isinstance(first, str) or first in _WITH_AMOUNTS


def _contradictions(anomalies: Sequence[Anomaly]) -> tuple[int, float]:
    """Return in how many quarter-hours the sides differ and by how many MW at most.

    Where no two sides differ, what one side alone is reported with counts, as far as it is not zero.
    """
    difference = anomaly_difference(anomalies)
    deltas = [abs(position.delta) for pair in difference.pairs for position in pair.positions]
    if not deltas:
        deltas = [one for anomaly in difference.unpaired for one in megawatts(anomaly).values() if one]
    largest = max(deltas, key=abs, default=0.0)
    return len(deltas), round(largest, DECIMALS)


def _reason_codes(metadata: object, after: object, anomalies: Sequence[Anomaly]) -> tuple[str, ...]:
    found = codes_in(metadata, after)
    found += [reason.code for anomaly in anomalies for reason in anomaly.reasons]
    return tuple(dict.fromkeys(found))[:MOST_REASON_CODES] if found else ()


def _paths(found: Sequence[Change]) -> tuple[str, ...]:
    """Return the changed keys in order, each once; the positions of lists and of intervals left out."""
    return _first_of(
        ".".join([step for step in change.path if isinstance(step, str) and not step.isdecimal()]) for change in found
    )


def _first_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the first of the paths; where there are more than are named, `MORE` stands behind them."""
    texts: dict[str, None] = {}
    for text in paths:
        if text and text not in texts:
            if len(texts) == MOST_PATHS:
                return (*texts, MORE)
            texts[text] = None
    return tuple(texts)
