"""What the commands print for programs: plain objects, instants in UTC, energy in MWh."""

from dataclasses import asdict
from datetime import date, datetime

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import ScheduleNode, VersionNode
from store.model.timeline import EventRow


def event_object(row: EventRow) -> dict[str, object]:
    """Return a row of the timeline; the keys of the summary stand under `changes`."""
    fields = asdict(row)
    fields["changes"] = fields.pop("summary")
    return plain_values(fields)


def tree_object(store: ReadableStore) -> list[dict[str, object]]:
    """Return the tree: days with their schedules, versions and series, newest day and version first."""
    return [
        plain_values(asdict(day)) | {"schedules": [_schedule(store, one) for one in store.schedules(day.day)]}
        for day in store.days()
    ]


def _schedule(store: ReadableStore, schedule: ScheduleNode) -> dict[str, object]:
    versions = [_version(store, one) for one in store.versions(schedule.uid)]
    return plain_values(asdict(schedule)) | {"versions": versions}


def _version(store: ReadableStore, version: VersionNode) -> dict[str, object]:
    series = [plain_values(asdict(one)) for one in store.series(version.schedule_uid, version.number)]
    return plain_values(asdict(version)) | {"series": series}


def plain_values(fields: dict[str, object]) -> dict[str, object]:
    """Return fields with days and instants as text."""
    return {key: _json(value) for key, value in fields.items()}


def _json(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
