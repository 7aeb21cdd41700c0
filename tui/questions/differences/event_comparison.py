"""An event as a comparison of a delivery day: what its two states hold, quarter-hour by quarter-hour."""

from dataclasses import replace

from store.diff.changes import MISSING
from store.diff.days.day_comparison import DayComparison, anomaly_comparison, day_comparison
from store.diff.summary import MORE
from store.diff.versions.sides import event_sides
from store.model.market.tso import short_name
from store.model.readable_store import ReadableStore
from store.model.texts.inert import inert
from store.model.timeline import Event
from tui.presentation.signs import Signs
from tui.presentation.times import day_text

LARGE_BYTES = 65_536
"""Entries larger than this are not looked into before somebody asks for their quarter-hours."""

_TELLING = ("data", "spec", "series", "version", "anomalies")
"""Keys under which amounts lie, in all shapes that occur."""

FIRST_VERSION = 1
"""The number of the version before which nothing was sent."""

SUBMITTED = "version.submitted"
"""The type of event that tells what was sent, whether or not that changes anything."""


def event_comparison(event: Event) -> DayComparison:
    """Return the quarter-hours before and after an event; of an anomaly report, ours and theirs.

    Of a submission whose state before speaks of no series only what was sent is shown.
    """
    before, after = event_sides(event)
    if after.known.anomalies and not after.known.series:
        return anomaly_comparison(after)
    if event.row.type == SUBMITTED and not before.known.series:
        before = replace(before, state=MISSING)
    return day_comparison(before, after)


def event_among_versions(store: ReadableStore, event: Event) -> DayComparison:
    """Return the quarter-hours of an event; raises StoreError.

    A submission that tells no other amounts before is laid beside the version before, where the log has its amounts,
    else beside nothing: what it tells as before is what was about to be sent. Of a first version that side has no name.
    """
    from store.diff.versions.version_sides import version_side
    from store.model.schedules.version_state import version_states

    compared, row = event_comparison(event), event.row
    before, after = event_sides(event)
    is_told = bool(before.known.series and compared.changed)
    if row.type != SUBMITTED or is_told or row.schedule_uid is None or row.version is None:
        return compared
    earlier = [one for one in version_states(store.life(row.schedule_uid)) if one.number < row.version and one.amounts]
    if not after.known.series:
        return compared
    if not earlier:
        title = "" if row.version <= FIRST_VERSION else before.title
        return day_comparison(replace(before, title=title, state=MISSING), after)
    previous = version_side(max(earlier, key=lambda one: one.number))
    return day_comparison(previous, replace(after, title=f"v{row.version}"))


def why_no_quarter_hours(event: Event | None) -> str | None:
    """Return why there is nothing to be seen of an event by quarter-hours; None where there is, or may be.

    A submission shows what was sent, any other event what it changed.
    """
    if event is None:
        return "no event is selected"
    summary = event.row.summary
    named = {step for path in summary.paths for step in path.split(".")}
    # of paths that are not named any may tell amounts
    touched = MORE in summary.paths or not named.isdisjoint(_TELLING)
    two_sided = event.before is not None and event.after is not None
    if event.row.type != SUBMITTED and two_sided and not (summary.quarter_hours or touched):
        return "this event changes no amounts"
    if len(event.content) > LARGE_BYTES or summary.quarter_hours:
        return None
    compared = event_comparison(event)
    if event.row.type == SUBMITTED:
        return None if any(one.slots for one in compared.series) else "this event tells no amounts"
    return None if compared.changed else "this event changes no amounts"


def event_subject(event: Event, signs: Signs) -> str:
    """Return which event it is, in words: TSO, delivery day, version and type."""
    row = event.row
    parts = [
        inert(short_name(row.tso), 40) if row.tso else "",
        day_text(row.day) if row.day else "",
        f"v{row.version}" if row.version is not None else "",
        inert(row.type, 40),
    ]
    return f" {signs.dot} ".join(part for part in parts if part)
