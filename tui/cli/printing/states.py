"""The two states of an event as text: what changed first, then what was recorded."""

import json
from collections.abc import Iterator

from store.diff.changes import MISSING, ChangeKind, changes
from store.diff.path import path_text
from store.model.texts.inert import inert, inert_json
from store.model.timeline import Event
from tui.presentation.pieces import padded

_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "~", ChangeKind.MOVED: "↕"}
LONGEST_VALUE = 200


def state_lines(event: Event) -> Iterator[str]:
    """Give the changes between the states, or the one state there is, path by path."""
    if event.before is not None and event.after is not None:
        found = changes(event.before, event.after)
        yield f"  {len(found)} {'change' if len(found) == 1 else 'changes'}"
        for one in found:
            before, after = _value(one.before), _value(one.after)
            yield f"  {_SIGNS[one.kind]} {padded(inert(path_text(one.path)), 32)} {before} → {after}"
        return
    state, word = (event.after, "after") if event.before is None else (event.before, "before")
    if state is None:
        yield "  no state recorded"
        return
    yield f"  {word}"
    for line in json.dumps(state, indent=2, ensure_ascii=False).splitlines():
        yield f"    {inert(line, LONGEST_VALUE)}"


def _value(value: object) -> str:
    return "nothing" if value is MISSING else inert_json(value, LONGEST_VALUE)
