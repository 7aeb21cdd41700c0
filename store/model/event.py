"""The entry of the audit log, read out of its own bytes."""

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

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
"""How many levels an entry may be nested, as the fast reader has it."""

TOO_DEEP = f"not valid JSON: nested deeper than {DEEPEST} levels"


class EntryError(StoreError):
    """Something is not an audit entry; the text says what is missing or wrong."""


def _text(value: object) -> str | None:
    """Return a scalar as text: ids of another type than documented are kept readable."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


Text = Annotated[str | None, BeforeValidator(_text)]


class Entry(BaseModel):
    """One entry of the audit log; keys and types the API does not document are tolerated and kept.

    Only what an entry cannot be without is required: `uid`, `type`, `created_ts` and `data`
    (API documentation, "audit-logs"). `version` is that of the event schema, not of the schedule.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    uid: Annotated[str, Field(min_length=1)]
    type: Annotated[str, Field(min_length=1)]
    created_ts: str
    # what the snapshots hold is not documented key by key: any JSON value
    data: dict[str, Any]
    api_client_id: Text = None
    org_uid: Text = None
    schedule_uid: Text = None
    schedule_version_uid: Text = None
    time_series_uid: Text = None
    user_uid: Text = None
    version: object = 1

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
        return _text(self.data.get("request_id"))

    @property
    def fields(self) -> Mapping[str, object]:
        """Every top-level key but `data`, also the unknown ones."""
        return {**self.model_dump(exclude={"data"}, exclude_unset=True), **(self.model_extra or {})}


def read_entry(content: bytes) -> Entry:
    """Return the entry that these bytes are; raises EntryError with the reason.

    JSON that the fast reader refuses but the standard allows (lone surrogates) takes a second look.
    """
    try:
        return Entry.model_validate_json(content)
    except ValidationError as error:
        if error.errors(include_url=False, include_input=False)[0]["type"] != "json_invalid":
            raise EntryError(_reason(error)) from error
        problem = error
    if "recursion limit" in str(problem):
        raise EntryError(TOO_DEEP) from problem
    try:
        return Entry.model_validate(_without_surrogates(_shallow(json.loads(content))))
    except ValidationError as error:
        raise EntryError(_reason(error)) from error
    except (ValueError, RecursionError) as error:
        raise EntryError(_reason(problem)) from error


def _shallow(value: object) -> object:
    """Return a value as it is; raises EntryError when it is nested too deep."""
    level: list[object] = [value]
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return value
    raise EntryError(TOO_DEEP)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _without_surrogates(value: object) -> object:
    """Return an object whose own texts hold no lone surrogates, which no model takes; data stay as they are."""
    if not isinstance(value, dict):
        return value
    return {
        key: text.encode("utf-8", "replace").decode() if isinstance(text, str) else text for key, text in value.items()
    }


def _reason(error: ValidationError) -> str:
    """Return the first thing wrong as one sentence."""
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        problem = first["ctx"]["error"]
        return f"not valid JSON: {problem}" + ("; is it UTF-8?" if "unicode" in problem else "")
    where = ".".join(str(step) for step in first["loc"])
    if first["type"] == "missing":
        return f"not an audit entry: the key {where!r} is missing"
    if not where:
        return "not an audit entry: expected a JSON object with uid, type, created_ts and data"
    return f"not an audit entry: {where!r}: {first['msg'][0].lower()}{first['msg'][1:]}"
