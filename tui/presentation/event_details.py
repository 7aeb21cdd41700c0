"""What identifies an event, as labelled text on a line or two."""

from datetime import UTC, tzinfo

from store.model.texts.inert import inert, inert_json
from store.model.timeline import Event
from tui.presentation.panes.pane_lines import Look, Span, Spans, cells_of
from tui.presentation.panes.pane_rows import fitted
from tui.presentation.times import clock

MOST_LINES = 2

_FIELDS = (("user", "user_uid"), ("client", "api_client_id"), ("org", "org_uid"))


def detail_lines(event: Event, zone: tzinfo | None, width: int) -> tuple[Spans, ...]:
    """Return what identifies an event on one line or two of exactly `width` cells, the last cut visibly.

    The time is in `zone`, None for that of the machine.
    """
    lines: list[Spans] = [()]
    for label, text in _details(event, zone):
        part = (Span(f"{label} ", Look.MUTED), Span(f"{text}   "))
        if lines[-1] and cells_of((*lines[-1], *part)) - 3 > width and len(lines) < MOST_LINES:
            lines.append(())
        lines[-1] = (*lines[-1], *part)
    lines[-1] = (*lines[-1][:-1], Span(lines[-1][-1].text.rstrip()))
    return tuple(fitted(line, width) for line in lines)


def local_time(event: Event, zone: tzinfo | None = None) -> str:
    """Return when an event was created, to the millisecond, with the offset of the zone: `… 14:09:03.118 +01:00`."""
    at = event.row.created_at.astimezone(zone)
    offset = "UTC" if zone is UTC else f"{at:%z}"[:3] + ":" + f"{at:%z}"[3:5]
    return f"{at:%Y-%m-%d} {clock(at)} {offset}"


def _details(event: Event, zone: tzinfo | None) -> tuple[tuple[str, str], ...]:
    """Return label and inert text of what is known: uid, time, user, request, client and organisation."""
    known = [("uid", inert(event.row.uid, 60)), ("at", local_time(event, zone))]
    if event.row.request_id:
        known.append(("request", inert(event.row.request_id, 60)))
    for label, key in _FIELDS:
        value = event.fields.get(key)
        if value not in (None, ""):
            known.append((label, inert(value, 60) if isinstance(value, str) else inert_json(value, 60)))
    if event.row.simulated:
        known.append(("simulated", "yes"))
    return tuple(known)
