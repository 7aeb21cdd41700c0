"""A JSON value as the text of one line: null, missing, empty and zero all look different."""

import re
from collections.abc import Mapping, Sequence

from store.diff.changes import MISSING
from store.model.market.megawatts import power_text
from store.model.texts.inert import counted, inert, inert_json
from tui.presentation.changes.word_marks import marked
from tui.presentation.panes.pane_lines import Look, Span, Spans

NULL = "∅"
NOTHING = "·"

LONG_TEXT = 120
"""Texts longer than this, or of several lines, are folded: their start is shown with their length."""

_LIMIT = 400
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_SIGNS = {NULL, NOTHING, "", "true", "false", "null"}


def value_spans(value: object, look: Look = Look.TEXT) -> Spans:
    """Return a value as one piece: a container by what it holds, a long text by its start and length."""
    if value is None or value is MISSING:
        return (Span(NULL if value is None else NOTHING, Look.MUTED if look is Look.TEXT else look),)
    if isinstance(value, str):
        return _string_spans(value, look)
    if isinstance(value, Mapping | list):
        return (Span(size_text(value), Look.MUTED if look is Look.TEXT else look),)
    return (Span(inert_json(value, _LIMIT), look),)


def changed_spans(before: object, after: object) -> tuple[Spans, Spans]:
    """Return both sides of a changed value; between two texts the words that differ are marked."""
    if isinstance(before, str) and isinstance(after, str) and not _needs_quotes(before) | _needs_quotes(after):
        return marked(before, after)
    return value_spans(before, Look.OLD), value_spans(after, Look.NEW)


def is_long(value: object) -> bool:
    """Return whether a value is a text that is folded instead of shown whole."""
    return isinstance(value, str) and (len(value) > LONG_TEXT or "\n" in value.strip("\n"))


def amount_text(value: object) -> str:
    """Return an amount in MW with three decimals, a text or list as JSON, `∅` for null, `·` for none."""
    if value is None or value is MISSING:
        return NULL if value is None else NOTHING
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        return inert_json(value, 20)
    return power_text(value)


def _string_spans(value: str, look: Look) -> Spans:
    if is_long(value):
        start = inert(" ".join(value[:80].split()), 40)
        return Span(f"{start}…" if not start.endswith(" more") else start, look), Span(
            f"  {_length(value)}", Look.MUTED
        )
    return (Span(f'"{inert(value, _LIMIT)}"' if _needs_quotes(value) else inert(value, _LIMIT), look),)


def _length(value: str) -> str:
    return f"{counted(len(value))} characters"


def _needs_quotes(value: str) -> bool:
    """Return whether a text would look like nothing, like a number or like a container."""
    return value in _SIGNS or value != value.strip() or value[0] in '"{[' or _is_number(value)


def _is_number(value: str) -> bool:
    return len(value) < 40 and _NUMBER.fullmatch(value) is not None


def size_text(value: Mapping[object, object] | Sequence[object]) -> str:
    """Return what stands for an object or list: how much it holds."""
    many = len(value)
    if isinstance(value, Mapping):
        return f"{{{counted(many)} {'key' if many == 1 else 'keys'}}}" if many else "{}"
    return f"[{counted(many)} {'element' if many == 1 else 'elements'}]" if many else "[]"
