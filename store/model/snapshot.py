"""What a snapshot speaks of: schedule, version, series and anomalies, whole or in part.

What `before` and `after` hold is not documented key by key; these readers take what they know from
any shape that occurs and leave the rest alone. A missing or ill-typed value reads as None.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import msgspec

from store.model.market.reasons import reasons
from store.model.message import Reason
from store.model.texts.tolerant import amount_of, day_of_text, mapping_of, mappings_of, number_of, text_of


class Schedule(msgspec.Struct, frozen=True):
    """One delivery day at one TSO, as far as the snapshot says."""

    uid: str | None
    org_uid: str | None
    market: str | None
    tso: str | None
    day: date | None


class TimeSeries(msgspec.Struct, frozen=True, dict=True):
    """One time series of a version; areas and parties are EIC codes as they came."""

    uid: str | None
    time_series_uid: str | None
    status: str | None
    acceptance_level: str | None
    type: str | None
    in_area: str | None
    out_area: str | None
    in_party: str | None
    out_party: str | None
    agreement_id: str | None
    points: Sequence[object]

    @cached_property
    def amounts(self) -> Mapping[str, float]:
        """The amounts in MW by their time stamp as it came; empty for a reference without data."""
        return dict(_amounts(self.points))


class ScheduleVersion(msgspec.Struct, frozen=True):
    """One submission of a schedule, as far as the snapshot says."""

    uid: str | None
    schedule_uid: str | None
    org_uid: str | None
    number: int | None
    status: str | None
    acceptance_level: str | None
    message_id: str | None
    market: str | None
    tso: str | None
    sender_id: str | None
    receiver_id: str | None


class Anomaly(msgspec.Struct, frozen=True):
    """One series of an anomaly report: whose it is, and MW (or MW deltas) by 1-based position.

    `series_id` is the name its sender gave it, `series_uid` our series it is about, where the log says.
    """

    uid: str | None
    series_id: str | None
    series_uid: str | None
    business_type: str | None
    in_area: str | None
    out_area: str | None
    in_party: str | None
    out_party: str | None
    document_party: str | None
    reasons: tuple[Reason, ...]
    amounts: Mapping[int, float]


class Recognised(msgspec.Struct, frozen=True):
    """Everything that was recognised in one snapshot."""

    schedule: Schedule | None = None
    version: ScheduleVersion | None = None
    series: tuple[TimeSeries, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()


NOTHING = Recognised()


def recognised(snapshot: object, event_type: str = "", *, with_series: bool = True) -> Recognised:
    """Return what a snapshot speaks of; `event_type` decides where the keys alone do not.

    Both shapes of `spec.series` are read (whole series, or references without data), as are lists of
    series or anomalies and wrappers such as `{"version": …, "schedule": …}`. Without `with_series` those
    inside of a schedule or version are left out, which is much faster.
    """
    if isinstance(snapshot, list):
        return _of_list(snapshot)
    if not isinstance(snapshot, dict) or not snapshot:
        return NOTHING
    if _is_anomaly(snapshot):
        return Recognised(anomalies=(_anomaly(snapshot),))
    if _is_series(snapshot) or (event_type.startswith("series.") and "series" not in snapshot):
        return Recognised(series=(_series(snapshot),))
    version = mapping_of(snapshot.get("version"))
    schedule = mapping_of(snapshot.get("schedule"))
    is_schedule = bool(schedule) or _is_schedule(snapshot, event_type)
    is_version = bool(version) or _is_version(snapshot, event_type)
    leaves_out = not with_series and (is_schedule or is_version)
    return Recognised(
        schedule=_schedule(schedule or snapshot) if is_schedule else None,
        version=_version(version or snapshot) if is_version else None,
        series=() if leaves_out else tuple([_series(one) for one in _series_of(version or snapshot)]),
        anomalies=tuple(_anomaly(one) for one in mappings_of(snapshot.get("anomalies"))),
    )


def may_hold_amounts(snapshot: object, event_type: str = "") -> bool:
    """Tell whether there can be amounts in the series of a snapshot; False is certain, and told fast."""
    if not isinstance(snapshot, dict) or event_type.startswith("series.") or _is_series(snapshot):
        return True
    series = _series_of(mapping_of(snapshot.get("version")) or snapshot)
    return any(one.get("data") or mapping_of(one.get("spec")).get("data") for one in series)


def _of_list(snapshot: Sequence[object]) -> Recognised:
    parts = [recognised(one) for one in snapshot if isinstance(one, dict)]
    return Recognised(
        series=tuple(one for part in parts for one in part.series),
        anomalies=tuple(one for part in parts for one in part.anomalies),
    )


def _is_anomaly(snapshot: Mapping[str, object]) -> bool:
    return "intervals" in snapshot and ("series_id" in snapshot or "business_type" in snapshot)


def _is_series(snapshot: Mapping[str, object]) -> bool:
    spec = mapping_of(snapshot.get("spec"))
    return "time_series_uid" in snapshot or "interval_statuses" in snapshot or "ids" in spec or "ids" in snapshot


def _is_schedule(snapshot: Mapping[str, object], event_type: str) -> bool:
    if event_type.startswith("schedule."):
        return True
    return "tso" in snapshot and "date" in snapshot and "next_allowed_at" not in snapshot


def _is_version(snapshot: Mapping[str, object], event_type: str) -> bool:
    if event_type.startswith("version."):
        return True
    return "acceptance_level" in snapshot or ("schedule_uid" in snapshot and "version" in snapshot)


def _series_of(version: Mapping[str, object]) -> list[Mapping[str, object]]:
    inside = mapping_of(version.get("spec")).get("series", version.get("series"))
    return mappings_of(inside)


def _schedule(raw: Mapping[str, object]) -> Schedule:
    return Schedule(
        uid=text_of(raw.get("uid")),
        org_uid=text_of(raw.get("org_uid")),
        market=text_of(raw.get("market")),
        tso=text_of(raw.get("tso")),
        day=day_of_text(raw.get("date")),
    )


def _version(raw: Mapping[str, object]) -> ScheduleVersion:
    spec = mapping_of(raw.get("spec"))
    return ScheduleVersion(
        uid=text_of(raw.get("uid")),
        schedule_uid=text_of(raw.get("schedule_uid")),
        org_uid=text_of(raw.get("org_uid")),
        number=number_of(raw.get("version")),
        status=text_of(raw.get("status")),
        acceptance_level=text_of(raw.get("acceptance_level")),
        message_id=text_of(raw.get("message_id")),
        market=text_of(spec.get("market")),
        tso=text_of(spec.get("tso")),
        sender_id=text_of(spec.get("sender_id")),
        receiver_id=text_of(spec.get("receiver_id")),
    )


def _series(raw: Mapping[str, object]) -> TimeSeries:
    spec = mapping_of(raw.get("spec")) or raw
    ids = mapping_of(spec.get("ids"))
    points = spec.get("data", raw.get("data"))
    return TimeSeries(
        uid=text_of(raw.get("uid")),
        time_series_uid=text_of(raw.get("time_series_uid")),
        status=text_of(raw.get("status")),
        acceptance_level=text_of(raw.get("acceptance_level")),
        type=text_of(spec.get("type")),
        in_area=text_of(ids.get("in_area")),
        out_area=text_of(ids.get("out_area")),
        in_party=text_of(ids.get("in_party")),
        out_party=text_of(ids.get("out_party")),
        agreement_id=text_of(ids.get("market_agreement_id")),
        points=points if isinstance(points, list) else (),
    )


def _anomaly(raw: Mapping[str, object]) -> Anomaly:
    return Anomaly(
        uid=text_of(raw.get("uid")),
        series_id=text_of(raw.get("series_id")),
        series_uid=text_of(raw.get("schedule_series_uid")),
        business_type=text_of(raw.get("business_type")),
        in_area=text_of(raw.get("in_area")),
        out_area=text_of(raw.get("out_area")),
        in_party=text_of(raw.get("in_party")),
        out_party=text_of(raw.get("out_party")),
        document_party=text_of(raw.get("document_party")),
        reasons=reasons(raw.get("reason_codes")),
        amounts=dict(_quantities(raw.get("intervals"))),
    )


def _amounts(points: Sequence[object]) -> Iterator[tuple[str, float]]:
    for point in points:
        if isinstance(point, dict):
            start, amount = point.get("ts"), amount_of(point.get("amount"))
            if isinstance(start, str) and amount is not None:
                yield start, amount


def _quantities(intervals: object) -> Iterator[tuple[int, float]]:
    for interval in mappings_of(intervals):
        position, quantity = number_of(interval.get("pos")), amount_of(interval.get("qty"))
        if position is not None and quantity is not None:
            yield position, quantity
