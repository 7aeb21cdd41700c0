"""Searching in all lines of an event, also in those that are folded away."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from store.diff.changes import MISSING
from store.model.texts.inert import counted, inert
from tui.presentation.changes.value_text import size_text
from tui.presentation.panes.lines.value_lines import is_page
from tui.presentation.panes.pane_lines import Fold, LineKey, Look, PaneLine, Sign, Span, Spans, text_of

MOST_HITS = 1_000
"""More hits than this are not looked for."""

MOST_SEARCHED = 100_000
"""More lines than this are not searched."""

_OFTEN = 256
"""After so many lines it is asked whether the answer is still wanted."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that holds what is searched for, and the folds that it lies in."""

    key: LineKey
    folds: tuple[LineKey, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where some words stand: the hits in order, and which of them comes first from some line on.

    Not `whole` when there are more hits, or lines, than are looked at.
    """

    words: str
    hits: tuple[Hit, ...]
    first: int = 0
    whole: bool = True


def pattern(words: str) -> re.Pattern[str]:
    """Return what finds words in a text, large and small letters alike."""
    return re.compile(re.escape(words), re.IGNORECASE)


def found_in(
    lines: Iterable[PaneLine], words: str, start: LineKey | None, wanted: Callable[[], bool] = lambda: True
) -> Found:
    """Return the lines whose label or value holds some words; lines come with everything open.

    The first hit is the first one from the line `start` on, round at the end. An answer that is no
    longer `wanted` is left unfinished.
    """
    holds = pattern(words).search
    hits: list[Hit] = []
    first: int | None = None
    for number, (line, folds) in enumerate(_with_folds(lines)):
        if line.key == start:
            first = len(hits)
        if any(holds(text) for text in _texts(line)):
            hits.append(Hit(line.key, folds))
        if len(hits) > MOST_HITS or number >= MOST_SEARCHED or (number % _OFTEN == 0 and not wanted()):
            return Found(words, tuple(hits[:MOST_HITS]), _round(first, len(hits[:MOST_HITS])), whole=False)
    return Found(words, tuple(hits), _round(first, len(hits)))


def search_note(found: Found, at: int) -> str:
    """Return what is searched for, which hit is looked at and how many there are: `/a54 3/17`."""
    total = f"{'' if found.whole else '≥'}{counted(len(found.hits))}"
    count = f"{counted(at + 1)}/{total} · n/N" if found.hits else "not found"
    return f"/{inert(found.words, 30)} {count} · esc"


def with_hits(spans: Spans, searched: re.Pattern[str]) -> Spans:
    """Return spans in which what is searched for has a look of its own."""
    places = [match.span() for match in searched.finditer(text_of(spans))]
    if not places:
        return spans
    return tuple(part for part in _parts(spans, places) if part.text)


def _parts(spans: Spans, places: list[tuple[int, int]]) -> Iterator[Span]:
    """Yield spans cut where a place begins or ends."""
    edges = [edge for place in places for edge in place]
    start = 0
    for text, look in spans:
        end = start + len(text)
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        for left, right in pairwise(cuts):
            within = any(begin <= left < stop for begin, stop in places)
            yield Span(text[left - start : right - start], Look.HIT if within else look)
        start = end


def _round(first: int | None, count: int) -> int:
    return first if first is not None and first < count else 0


def _with_folds(lines: Iterable[PaneLine]) -> Iterator[tuple[PaneLine, tuple[LineKey, ...]]]:
    """Yield each line with the folds that it lies in, from the outside in; pages are folds, no lines.

    What lies in a fold is deeper than its line; further members of an object or list are as deep as theirs.
    """
    inside: list[tuple[int, LineKey]] = []
    for line in lines:
        while inside and line.depth < inside[-1][0]:
            inside.pop()
        if is_page(line):
            inside.append((line.depth, line.key))
            continue
        yield line, tuple(key for _, key in inside)
        if line.fold is Fold.OPEN:
            inside.append((line.depth + 1, line.key))


def _texts(line: PaneLine) -> Iterator[str]:
    """Yield the texts of a line that come from the event; not what counts or titles something."""
    if line.heading:
        return
    counts = line.fold is not None and line.sign is Sign.SAME and all(one.look is Look.MUTED for one in line.label)
    if not counts:
        yield text_of(line.label)
    sides = (line.at.before, line.at.after) if line.at else (MISSING, MISSING)
    if line.fold is Fold.OPEN and any(isinstance(side, str) for side in sides):
        # the lines of a text follow, whole
        return
    for spans, side in zip((line.before, line.after), sides, strict=True):
        text = text_of(spans or ())
        if not (isinstance(side, dict | list) and text == size_text(side)):
            yield text
