"""Two values that do not fit, cut where they are the same."""

import unicodedata
from itertools import takewhile

from tui.presentation.panes.pane_lines import Look, Span, Spans, cells_of, text_of

_BETWEEN = frozenset("-T:. _/|")
"""After these a text is better cut than within a word or number; best before the time of an instant."""


def elided(before: Spans, after: Spans, room: int) -> tuple[Spans, Spans]:
    """Return two values of which as much of the common front is left out as they exceed `room` cells.

    Where what differs is in sight anyway they stay as they are, to be cut at the end.
    """
    texts = text_of(before), text_of(after)
    excess = max(cells_of(before), cells_of(after)) - room
    front = _alike(*texts)
    behind = _alike(*(text[front:][::-1] for text in texts))
    if excess <= 0 or texts[0] == texts[1] or max(map(len, texts)) - behind < room:
        return before, after
    count = min(front, excess + 1)
    places = [end for end in range(max(1, count), front + 1) if texts[0][end - 1] in _BETWEEN]
    count = next((end for end in places if texts[0][end - 1] == "T"), next(iter(places), count))
    while count and any(unicodedata.combining(one) for text in texts for one in text[count : count + 1]):
        count -= 1
    # what is left out makes room for its mark
    return (_without(before, count), _without(after, count)) if count > 1 else (before, after)


def _alike(one: str, other: str) -> int:
    """Return with how many same characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _without(spans: Spans, count: int) -> Spans:
    """Return spans without their first characters, and a mark in their place."""
    kept: list[Span] = [Span("…", Look.MUTED)]
    for text, look in spans:
        if count < len(text):
            kept.append(Span(text[count:], look))
        count = max(0, count - len(text))
    return tuple(kept)
