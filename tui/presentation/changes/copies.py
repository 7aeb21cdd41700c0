"""What of an event can be copied: each with the letter that copies it and the text it makes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from store.diff.changes import MISSING
from store.diff.json_patch import json_patch
from store.diff.versions.sides import Sides
from store.model.texts.inert import inert, inert_json
from store.model.timeline import Event
from tui.presentation.changes.change_list import change_list, row_text
from tui.presentation.panes.pane_lines import ChangeAt


@dataclass(frozen=True, slots=True)
class Copy:
    """One thing to copy; `text` makes it and may take its time. `preview` is inert.

    `missing` says why there is nothing to copy, in words.
    """

    letter: str
    label: str
    text: Callable[[], str]
    preview: str = ""
    missing: str = ""


def copies(event: Event, at: ChangeAt | None, zone: tzinfo | None = None) -> tuple[Copy, ...]:
    """Return what can be copied of an event and of what stands under the cursor, in the order of the menu."""
    return (*_at_cursor(at), *_of_event(event, zone))


def sides_copies(sides: Sides, at: ChangeAt | None) -> tuple[Copy, ...]:
    """Return what can be copied of two sides, A and B, and of what stands under the cursor."""
    return (*_at_cursor(at), *_of_sides(sides))


def value_text(value: object) -> str:
    """Return a value as it is pasted: a text as it is, anything else as indented JSON; empty for MISSING."""
    if isinstance(value, str):
        return value
    if value is MISSING:
        return ""
    try:
        return json.dumps(value, indent=2, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return repr(value)


def pretty_entry(content: bytes) -> str:
    """Return an entry as indented JSON, or as it came where it is nested too deeply for that."""
    try:
        return json.dumps(json.loads(content), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return own_text(content)


def patch_text(event: Event) -> str:
    """Return what an event changed as an indented JSON Patch (RFC 6902) of the state before."""
    return value_text(json_patch(event.before, event.after))


def sides_text(sides: Sides) -> str:
    """Return what differs between two sides as Markdown, as `gridtrail diff` gives it."""
    # a report is made by what the screen does without
    from store.exchange.reports.differences.diff_markdown import diff_markdown
    from store.exchange.reports.differences.diff_report import diff_report

    before, after = sides
    title = inert(f"{before.title} → {after.title}", 400)
    return diff_markdown(diff_report(before, after, title=title, brief=True))


def own_text(content: bytes) -> str:
    """Return the entry's own bytes as text; what is no UTF-8 is written as an escape."""
    return content.decode("utf-8", "backslashreplace")


def _at_cursor(at: ChangeAt | None) -> tuple[Copy, ...]:
    nothing = "" if at else "nothing under the cursor"
    before, after = (at.before, at.after) if at else (MISSING, MISSING)
    return (
        Copy("v", "Value", lambda: value_text(after), _preview(after), nothing or _gone(after, "after")),
        Copy("b", "Value before", lambda: value_text(before), _preview(before), nothing or _gone(before, "before")),
        Copy("p", "Path", lambda: at.path if at else "", inert(at.path, 60) if at else "", nothing),
        Copy("j", "JSON pointer", lambda: at.pointer if at else "", inert(at.pointer, 60) if at else "", nothing),
    )


def _of_event(event: Event, zone: tzinfo | None) -> tuple[Copy, ...]:
    request = event.row.request_id
    return (
        Copy("r", "Row as text", lambda: row_text(event, zone), inert(row_text(event, zone), 60)),
        Copy("u", "Uid", lambda: event.row.uid, inert(event.row.uid, 60)),
        Copy("q", "Request id", lambda: request or "", inert(request or "", 60), "" if request else "not recorded"),
        Copy("m", "Changes as Markdown", lambda: change_list(event, zone)),
        Copy("c", "Changes as JSON Patch", lambda: patch_text(event), missing=_one_sided(event)),
        Copy("e", "Entry as JSON", lambda: pretty_entry(event.content)),
        Copy("o", "Entry, own bytes", lambda: own_text(event.content)),
    )


def _of_sides(sides: Sides) -> tuple[Copy, ...]:
    before, after = sides
    return (
        Copy("m", "Changes as Markdown", lambda: sides_text(sides)),
        Copy(
            "c",
            "Changes as JSON Patch",
            lambda: value_text(json_patch(before.state, after.state)),
            "RFC 6902, from A to B",
        ),
        Copy("1", "State of A as JSON", lambda: value_text(before.state), inert(before.title, 60)),
        Copy("2", "State of B as JSON", lambda: value_text(after.state), inert(after.title, 60)),
    )


def _preview(value: object) -> str:
    if value is MISSING:
        return ""
    return inert(value, 60) if isinstance(value, str) else inert_json(value, 60)


def _one_sided(event: Event) -> str:
    if event.before is None:
        return "no state before is recorded"
    return "no state after is recorded" if event.after is None else ""


def _gone(value: object, side: str) -> str:
    return f"nothing {side}" if value is MISSING else ""
