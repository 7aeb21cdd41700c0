"""Differences for programs: a JSON Patch, and changes as objects."""

from store.diff.changes import MISSING, Change, json_pointer, path_text
from store.diff.json_patch import json_patch
from store.diff.versions.sides import Side


def patch(before: Side, after: Side) -> list[dict[str, object]]:
    """Return the JSON Patch between two sides; where one is nothing, what makes the whole or takes it away."""
    if before.state is MISSING:
        return [] if after.state is MISSING else [{"op": "add", "path": "", "value": after.state}]
    if after.state is MISSING:
        return [{"op": "remove", "path": ""}]
    return json_patch(before.state, after.state)


def change_object(change: Change) -> dict[str, object]:
    """Return a change as programs read it; a side that has nothing there has no key."""
    sides = (("before", change.before), ("after", change.after))
    return {
        "path": path_text(change.path),
        "pointer": json_pointer(change.path, "before" if change.after is MISSING else "after"),
        "kind": change.kind.value,
        **{name: value for name, value in sides if value is not MISSING},
    }
