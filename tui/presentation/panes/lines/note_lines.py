"""What is said about an event besides its states: status requests in words, metadata, reasons, the entry."""

from collections.abc import Iterator
from textwrap import wrap

from store.diff.changes import MISSING, Element
from store.model.market.reasons import KEYS
from store.model.texts.inert import counted, inert
from store.model.texts.tolerant import text_of
from store.model.timeline import Event
from tui.presentation.changes.element_text import is_reason, party_text, reason_phrases, tso_text
from tui.presentation.changes.place import Place, Sight
from tui.presentation.panes.lines.value_lines import inside_lines, label_cells, label_spans, member_lines
from tui.presentation.panes.pane_lines import ChangeAt, Fold, Look, PaneLine, Span
from tui.presentation.panes.pane_rows import GUTTER

_LONGEST_REASON = 2_000

_STATES = {
    "sent": "sent",
    "rate_limited": "not sent: too many requests",
    "error": "not sent: the request failed",
}


def request_lines(event: Event) -> Iterator[PaneLine]:
    """Yield a status request in words; nothing for any other event."""
    if event.row.type != "status_request.sent" or not isinstance(event.after, dict):
        return
    request = event.after
    words = f"Asked {tso_text(request.get('tso'))} where the schedule stands"
    if text_of(request.get("date")):
        words += f" for {inert(str(request['date']), 40)}"
    if text_of(request.get("sender_id")):
        words += f", as {party_text(request['sender_id'])}"
    status = text_of(request.get("status"))
    outcome = _STATES.get(status or "", inert(status or "no status", 40))
    if text_of(request.get("next_allowed_at")):
        outcome += f"; the next one is allowed at {inert(str(request['next_allowed_at']), 40)}"
    yield note(("request",), words)
    yield note(("request", "outcome"), outcome, Look.TEXT if status == "sent" else Look.WARNING)


def reason_lines(sight: Sight, event: Event) -> Iterator[PaneLine]:
    """Yield the reasons recorded with an event in words, whole, on as many lines as they need."""
    metadata = event.metadata
    for key in _told(metadata):
        found = metadata[key] if isinstance(metadata, dict) else []
        for position, one in enumerate(found):
            yield from _one_reason(sight, key, position, one)


def told_reasons(metadata: object) -> list[object]:
    """Return the reasons that metadata hold, as they came."""
    return [one for key in _told(metadata) if isinstance(metadata, dict) for one in metadata[key]]


def metadata_lines(sight: Sight, event: Event) -> Iterator[PaneLine]:
    """Yield what else was recorded with an event beside its reasons, key by key."""
    metadata = event.metadata
    told = _told(metadata)
    if metadata is None or metadata in ({}, []) or (isinstance(metadata, dict) and len(told) == len(metadata)):
        return
    yield heading("Metadata")
    place = Place(("metadata",), "metadata", MISSING, metadata, root=True)
    if not isinstance(metadata, dict):
        yield from inside_lines(sight, place, opened=True)
        return
    rest = [place.member((key,), inert(key, 60), MISSING, metadata[key]) for key in metadata if key not in told]
    yield from member_lines(sight, place, iter(rest), len(rest), opened=True)


def entry_lines(sight: Sight, event: Event) -> Iterator[PaneLine]:
    """Yield the own keys of an event's entry beside its data, folded at first."""
    fields = event.fields
    if not fields:
        return
    place = Place(("fields",), "entry", MISSING, dict(fields), root=True)
    is_open = sight.unfolded.is_open(place.key, usually=False)
    yield heading("Entry")
    count = f"{counted(len(fields))} {'key' if len(fields) == 1 else 'keys'} beside the states"
    yield PaneLine(place.key, (Span(count, Look.MUTED),), after=(), fold=Fold.OPEN if is_open else Fold.CLOSED, at=None)
    if is_open:
        yield from inside_lines(sight, place.inside(), opened=True)


def heading(title: str) -> PaneLine:
    """Return the heading of what belongs to neither side."""
    return PaneLine(("heading", title), (Span(title, Look.HEADING),), heading=True)


def note(key: tuple[object, ...], words: str, look: Look = Look.TEXT) -> PaneLine:
    """Return a line of words; they are inert."""
    return PaneLine(("note", *key), (Span(words, look),), after=())


def _are_reasons(value: object) -> bool:
    """Return whether a value is a list of codes, or of codes with their text, and nothing else."""
    return isinstance(value, list) and bool(value) and all(is_reason(one) or text_of(one) == one for one in value)


def _told(metadata: object) -> list[str]:
    """Return the keys of metadata that hold reasons and nothing else."""
    if not isinstance(metadata, dict):
        return []
    return [key for key in KEYS if key in metadata and _are_reasons(metadata[key])]


def _one_reason(sight: Sight, key: str, position: int, one: object) -> Iterator[PaneLine]:
    steps = ("metadata", key, Element(None, position, None))
    place = Place(steps, "reason", MISSING, one, cells=label_cells(["reason"]), root=True)
    at = ChangeAt(place.steps, MISSING, one, root=True)
    words = inert("; ".join(reason_phrases([one])), _LONGEST_REASON)
    room = max(20, sight.width - GUTTER - place.cells)
    for number, part in enumerate(wrap(words, room if words.isascii() else room // 2)):
        label = label_spans(place) if not number else (Span(" " * place.cells),)
        yield PaneLine((*place.key, number), label, after=(Span(part),), wide=True, at=at)
