"""A JSON file as one of the two states of a comparison: an entry, a version, or anything else."""

import json
import sys
from pathlib import Path
from typing import NoReturn

from store.diff.changes import MISSING
from store.diff.versions.sides import Side
from store.errors import StoreError
from store.exchange.sources.limits import DEFAULT_LIMITS, set_by, size_in_words
from store.model.event import Entry, EntryError
from store.model.snapshot import recognised
from store.model.texts.entry_faults import entry_of_value

STDIN = "-"
DEEPEST = 400
"""How many levels a JSON file may be nested."""


def read_json(name: str, longest: int = DEFAULT_LIMITS.compared_bytes) -> object:
    """Return the JSON value in a file, or on stdin for `-`; raises StoreError in one sentence.

    So it does for more than `longest` bytes.
    """
    shown = "standard input" if name == STDIN else repr(name)
    try:
        content = sys.stdin.buffer.read(longest + 1) if name == STDIN else _content(Path(name), longest + 1)
    except OSError as error:
        raise StoreError(f"cannot read {shown}: {error.strerror}") from error
    if len(content) > longest:
        most = f"{size_in_words(longest)} {set_by('compared_bytes')}"
        raise StoreError(f"{shown} is too large to compare: more than {most}")
    try:
        value: object = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
        _demand_shallow(value)
    except UnicodeDecodeError as error:
        raise StoreError(f"{shown} is neither a store nor JSON: it is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise StoreError(f"{shown} is neither a store nor one JSON value: {_reason(error)}") from error
    return value


def _content(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _demand_shallow(value: object) -> None:
    """Raise RecursionError for a value that is nested too deeply to be written again."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
        level = [one for one in level if isinstance(one, dict | list)]
        if not level:
            return
    raise RecursionError


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _reason(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def file_side(name: str, value: object) -> Side:
    """Return a value out of a file as a side: of an entry its state after, or before where it has no other."""
    entry = entry_of(value)
    if entry is None:
        return _side(_title(name), value, "")
    after = entry.after is not None
    state = entry.after if after else entry.before
    title = f"{_title(name)} {'after' if after else 'before'} {entry.type}"
    return _side(title, MISSING if state is None else state, entry.type)


def entry_sides(name: str, value: object) -> tuple[Side, Side]:
    """Return the states before and after the entry in a file; raises StoreError for anything else."""
    entry = entry_of(value)
    if entry is None:
        raise StoreError(f"{_title(name)!r} is no audit entry with a state before and after: name a second file")
    before, after = (
        _side(title, MISSING if state is None else state, entry.type)
        for title, state in (("before", entry.before), ("after", entry.after))
    )
    return before, after


def entry_of(value: object) -> Entry | None:
    """Return the entry that a value is; None where it is none."""
    if not isinstance(value, dict) or not {"uid", "type", "data"} <= value.keys():
        return None
    try:
        return entry_of_value(value)
    except EntryError:
        return None


def _side(title: str, state: object, event_type: str) -> Side:
    known = recognised(None if state is MISSING else state, event_type)
    version, schedule = known.version, known.schedule
    market = (version.market if version else None) or (schedule.market if schedule else None)
    return Side(
        title,
        state,
        event_type,
        schedule.day if schedule else None,
        market,
        version.sender_id if version else None,
    )


def _title(name: str) -> str:
    return "standard input" if name == STDIN else Path(name).name
