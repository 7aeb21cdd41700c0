"""Nodes of the schedule tree for tests, each with what a test does not care about left at a default.

The fields are given as keywords of any type, as the nodes have them.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, VersionNode
from store.model.status import Status

NOON = datetime(2026, 3, 25, 12, tzinfo=UTC)
THURSDAY = date(2026, 3, 26)


def day_node(day: date | None = THURSDAY, **more: Any) -> DayNode:
    node = DayNode(day=day, schedules=5, accepted=5, rejected=0, waiting=0, anomalies=0, events=40)
    return replace(node, **more)


def schedule_node(uid: str = "schedule", **more: Any) -> ScheduleNode:
    node = ScheduleNode(
        uid=uid,
        day=THURSDAY,
        market="DE",
        tso="50HERTZ_DE_TSO",
        party="11XALPHA-------Y",
        status=Status.CONFIRMED,
        raw_status="accepted",
        latest_version=3,
        active_version=3,
        anomaly_open=False,
        reason_codes=(),
        waiting_since=None,
        first_at=NOON,
        last_at=NOON,
        events=8,
    )
    return replace(node, **more)


def version_node(number: int = 3, **more: Any) -> VersionNode:
    node = VersionNode(
        uid=f"v{number}",
        schedule_uid="schedule",
        number=number,
        status=Status.CONFIRMED,
        raw_status="accepted",
        acceptance_level="cnf",
        is_active=True,
        superseded=False,
        anomaly_open=False,
        reason_codes=(),
        message_id=None,
        submitted_at=NOON,
        last_at=NOON,
        events=4,
    )
    return replace(node, **more)


def series_node(**more: Any) -> SeriesNode:
    node = SeriesNode(
        uid="series",
        time_series_uid="TS-004",
        type="internal",
        in_area=None,
        out_area=None,
        in_party="11XALPHA-------Y",
        out_party="11XBETA--------2",
        status=Status.CONFIRMED,
        raw_status="accepted",
        reason_codes=(),
        quarter_hours=96,
        energy_mwh=1234.5,
    )
    return replace(node, **more)
