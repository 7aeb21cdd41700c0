"""Links to a view of a store: `gridtrail://open?store=…&query=…&event=…`, and where in it one stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote

from store.model.timeline import EVERYTHING, Scope
from store.query.language.mistake import QueryError, nearest_of
from tui.remembered import store_key

SCHEME = "gridtrail://"
_START = f"{SCHEME}open?"
_KEYS = ("store", "query", "event", "day", "schedule", "version", "series")
_ALL, _UNDATED = "all", "none"
"""What stands for a day where everything is looked at, and where the scope has none."""

_DAYS = ("day=2026-03-26", f"day={_UNDATED}", f"day={_ALL}")

_PAIR = re.compile(r"[^&]+")

_ODD_BYTES = "surrogateescape"
"""How Python writes bytes of a file's name that are no UTF-8; a link keeps them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A view: the store, what its timeline is filtered by, the event that is looked at, and the scope.

    Without a scope it is that of the event. `day` is that of the scope, also of a schedule; None where it has none.
    """

    store: str
    query: str = ""
    event: str | None = None
    scope: Scope | None = None
    day: date | None = None


def link_text(link: Link) -> str:
    """Return a link as text; what is not said is left out."""
    scope = link.scope or Scope()
    day = link.day or scope.day
    instead = _ALL if link.scope == EVERYTHING else _UNDATED if scope.undated or scope.schedule_uid else None
    said: dict[str, str | None] = {
        "store": store_key(link.store),
        "query": link.query or None,
        "event": link.event,
        "day": day.isoformat() if day else instead,
        "schedule": scope.schedule_uid,
        "version": None if scope.version is None else str(scope.version),
        "series": scope.series_uid,
    }
    written = {key: quote(value, "/:*.,", errors=_ODD_BYTES) for key, value in said.items() if value is not None}
    return _START + "&".join(f"{key}={value}" for key, value in written.items())


def link_in(text: str) -> Link:
    """Return the link that a text is; raises QueryError with the place of what is wrong."""
    if not text.startswith(_START):
        raise QueryError("this is no link to a view", 0, len(text), expected=(f"{_START}store=…&query=…&event=…",))
    said: dict[str, str] = {}
    places: dict[str, tuple[int, int]] = {}
    for found in _PAIR.finditer(text, len(_START)):
        pairs = parse_qsl(found[0], keep_blank_values=True, errors=_ODD_BYTES)
        key, value = pairs[0] if pairs else (found[0], "")
        if key not in _KEYS:
            end = found.start() + len(found[0].partition("=")[0])
            raise QueryError(
                f"a link says nothing of {key!r}", found.start(), end, expected=_KEYS, nearest=nearest_of(key, _KEYS)
            )
        said[key], places[key] = value, found.span()
    if not said.get("store"):
        raise QueryError("the link names no store", len(text), len(text), expected=("store=…",))
    scope, day = _scope_in(said, places)
    return Link(said["store"], said.get("query", ""), said.get("event"), scope, day)


def _scope_in(said: Mapping[str, str], places: Mapping[str, tuple[int, int]]) -> tuple[Scope | None, date | None]:
    """Return the scope that a link says, None for none, and the day it belongs to."""
    day, version = None, None
    if said.get("day", _UNDATED) not in {_ALL, _UNDATED}:
        try:
            day = date.fromisoformat(said["day"])
        except ValueError:
            raise QueryError("this is no day", *places["day"], expected=_DAYS) from None
    if "version" in said:
        if not re.fullmatch(r"\d{1,9}", said["version"], re.ASCII):
            raise QueryError("this is no version", *places["version"], expected=("version=3",))
        version = int(said["version"])
    if "schedule" in said:
        return Scope(schedule_uid=said["schedule"], version=version, series_uid=said.get("series")), day
    if said.get("day") == _ALL:
        return EVERYTHING, None
    if "day" in said:
        return Scope(day=day, undated=day is None), day
    return None, None
