"""Statuses that changed keep the colours they have everywhere else; what changed is marked without a colour."""

from store.diff.changes import MISSING
from store.model.status import Status, status_of
from store.model.texts.tolerant import text_of
from tui.presentation.changes.comparison import Comparison
from tui.presentation.changes.place import Place, inner
from tui.presentation.panes import pane_lines
from tui.presentation.panes.pane_lines import Look, Span, Spans
from tui.presentation.pieces import Role
from tui.presentation.signs import UNICODE, status_mark

_LOOKS = {
    Role.MUTED: Look.STATUS_MUTED,
    Role.ACCEPTED: Look.STATUS_ACCEPTED,
    Role.REJECTED: Look.STATUS_REJECTED,
    Role.WAITING: Look.STATUS_WAITING,
    Role.PARTLY: Look.STATUS_PARTLY,
    Role.IMPOSED: Look.STATUS_IMPOSED,
}


def status_look(value: object, otherwise: Look, level: str | None = None) -> Look:
    """Return how a status that changed looks; `otherwise` where nobody knows the word."""
    status = status_of(value, level) if isinstance(value, str) else Status.UNKNOWN
    return otherwise if status is Status.UNKNOWN else _LOOKS[status_mark(status, None, UNICODE).role]


def in_own_colours(comparison: Comparison, place: Place, spans: Spans, side: str) -> Spans:
    """Return what stands for one side of a value: where it is a status, in the colour of that."""
    if not spans or place.steps[-1:] != ("status",):
        return spans
    value = place.before if side == "before" else place.after
    look = status_look(value, spans[0].look, _level(comparison, place, side))
    return spans if look is spans[0].look else (Span(pane_lines.text_of(spans), look),)


def _level(comparison: Comparison, place: Place, side: str) -> str | None:
    """Return the acceptance level that stands beside a status."""
    if place.root:
        return None
    around: object = comparison.sides[0 if side == "before" else 1].state
    for step in place.steps[:-1]:
        around = inner(around, step, side)
    level = around.get("acceptance_level", MISSING) if isinstance(around, dict) else MISSING
    return None if level is MISSING else text_of(level)
