"""What is wrong with bytes that are to be an entry, in one sentence; what the standard allows is taken."""

import json
from itertools import islice
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from store.model.event import DEEPEST, Entry, EntryError, entry_of, levels, scalar_text

TOO_DEEP = f"not valid JSON: nested deeper than {DEEPEST} levels"

Text = Annotated[str | None, BeforeValidator(scalar_text)]


class _Checked(BaseModel):
    """An entry as it must be; see Entry for what its keys mean."""

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


def checked_entry(content: bytes) -> Entry:
    """Return the entry that these bytes are; raises EntryError with the reason.

    JSON that the fast reader refuses but the standard allows (lone surrogates) takes a second look.
    """
    try:
        return _entry(_Checked.model_validate_json(content))
    except ValidationError as error:
        if error.errors(include_url=False, include_input=False)[0]["type"] != "json_invalid":
            raise EntryError(_reason(error)) from error
        problem = error
    if "recursion limit" in str(problem):
        raise EntryError(TOO_DEEP) from problem
    try:
        return entry_of_value(_without_surrogates(_shallow(json.loads(content))))
    except (ValueError, RecursionError) as error:
        raise EntryError(_reason(problem)) from error


def entry_of_value(value: object) -> Entry:
    """Return the entry that a JSON value is; raises EntryError with the reason."""
    try:
        return _entry(_Checked.model_validate(value))
    except ValidationError as error:
        raise EntryError(_reason(error)) from error


def _entry(checked: _Checked) -> Entry:
    given = {name: getattr(checked, name) for name in _Checked.model_fields if name in checked.model_fields_set}
    return entry_of({**given, **(checked.model_extra or {})})


def _shallow(value: object) -> object:
    """Return a value as it is; raises EntryError when it is nested too deep."""
    # the innermost may be empty
    if any(next(islice(levels(value), DEEPEST - 1, None), ())):
        raise EntryError(TOO_DEEP)
    return value


def _without_surrogates(value: object) -> object:
    """Return an object whose own keys and texts hold no lone surrogates, which no model takes; data stay."""
    if not isinstance(value, dict):
        return value
    return {_text(key): _text(inner) if isinstance(inner, str) else inner for key, inner in value.items()}


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


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
