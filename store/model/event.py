"""The entry of the audit log, read out of its own bytes."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, cast

import msgspec

from store.errors import StoreError

EVENT_TYPES = (
    "schedule.created",
    "version.submitted",
    "version.accepted",
    "version.rejected",
    "version.status_changed",
    "series.status_changed",
    "anomaly.received",
    "status_request.sent",
)
"""The event types the API documents; any other is kept and shown as it is."""

DEEPEST = 200
"""How many levels an entry may be nested."""

_SHALLOW = 50
"""What is nested deeper is looked at the long way, which knows where the limit is."""

_DECODE = msgspec.json.Decoder().decode


class EntryError(StoreError):
    """Something is not an audit entry; the text says what is missing or wrong."""


class Entry(msgspec.Struct, frozen=True):
    """One entry of the audit log; keys and types the API does not document are tolerated and kept.

    Only what an entry cannot be without is required: `uid`, `type`, `created_ts` and `data`
    (API documentation, "audit-logs"). `version` is that of the event schema, not of the schedule.
    `given` are all its top-level keys.
    """

    uid: str
    type: str
    created_ts: str
    # what the snapshots hold is not documented key by key: any JSON value
    data: dict[str, Any]
    api_client_id: str | None = None
    org_uid: str | None = None
    schedule_uid: str | None = None
    schedule_version_uid: str | None = None
    time_series_uid: str | None = None
    user_uid: str | None = None
    version: object = 1
    given: Mapping[str, object] = {}

    @property
    def before(self) -> object:
        """The state before, None where there was none."""
        return self.data.get("before")

    @property
    def after(self) -> object:
        """The state after, None where there is none."""
        return self.data.get("after")

    @property
    def metadata(self) -> object:
        """What else was recorded with it, for example the TSO's reason codes."""
        return self.data.get("metadata")

    @property
    def request_id(self) -> str | None:
        """What correlates the entries of one API request."""
        return scalar_text(self.data.get("request_id"))

    @property
    def whole(self) -> Mapping[str, object]:
        """Every top-level key, the unknown ones first; those that it lacks as None."""
        unknown = {key: value for key, value in self.given.items() if key not in _DOCUMENTED}
        return {**unknown, **{key: getattr(self, key) for key in _DOCUMENTED}}

    @property
    def fields(self) -> Mapping[str, object]:
        """Every top-level key but `data` that it has, also the unknown ones."""
        documented = {key: getattr(self, key) for key in _DOCUMENTED if key in self.given and key != "data"}
        return {**documented, **{key: value for key, value in self.given.items() if key not in _DOCUMENTED}}


_DOCUMENTED = tuple(name for name in Entry.__struct_fields__ if name != "given")


def read_entry(content: bytes) -> Entry:
    """Return the entry that these bytes are; raises EntryError with the reason.

    What has no fault is read the short way; all else is looked at again by what knows how to name faults.
    """
    try:
        given = _DECODE(content)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        given = None
    # so few brackets cannot be nested too deep
    is_flat = content.count(b"{") + content.count(b"[") <= DEEPEST
    if isinstance(given, dict) and (is_flat or not any(islice(levels(given), _SHALLOW, None))) and _is_sound(given):
        return entry_of(given)
    from store.model.texts.entry_faults import checked_entry  # noqa: PLC0415 - most logs have none

    return checked_entry(content)


def entry_of(given: Mapping[str, Any]) -> Entry:
    """Return the entry that is made of these keys, whose required ones are as they must be."""
    text = scalar_text
    take = given.get
    return Entry(
        given["uid"],
        given["type"],
        given["created_ts"],
        given["data"],
        text(take("api_client_id")),
        text(take("org_uid")),
        text(take("schedule_uid")),
        text(take("schedule_version_uid")),
        text(take("time_series_uid")),
        text(take("user_uid")),
        take("version", 1),
        given,
    )


def levels(value: object) -> Iterator[list[object]]:
    """Give the objects and lists that a JSON value is nested of, level by level, the outermost first."""
    level: list[object] = [value] if isinstance(value, dict | list) else []
    while level:
        yield level
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else cast("list[object]", one))
            if isinstance(inner, dict | list)
        ]


def _is_sound(given: Mapping[str, object]) -> bool:
    """Tell whether an object has all that an entry cannot be without."""
    for key in ("uid", "type"):
        text = given.get(key)
        if not text or not isinstance(text, str):
            return False
    return isinstance(given.get("created_ts"), str) and isinstance(given.get("data"), dict)


def scalar_text(value: object) -> str | None:
    """Return a scalar as text: ids of another type than documented are kept readable."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
