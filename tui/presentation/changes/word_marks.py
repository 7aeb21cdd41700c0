"""Which words differ between two texts."""

import re
from difflib import SequenceMatcher

from store.model.texts.inert import inert
from tui.presentation.panes.pane_lines import Look, Span, Spans

LONGEST = 400
"""Longer texts are simply replaced: marking them costs more than it tells."""

ALIKE = 0.35
"""Texts that share less than this part of their words are simply replaced."""

SHORTEST = 2
"""What two texts share between two differences counts from so many characters on: marks stay in one piece."""

_WORD = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.DOTALL)


def marked(before: str, after: str) -> tuple[Spans, Spans]:
    """Return both texts with the words that differ marked, or each as one piece where little is alike."""
    if len(before) > LONGEST or len(after) > LONGEST:
        return replaced(before, after)
    old, new = _WORD.findall(before), _WORD.findall(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    ends = (0, 0), (len(old), len(new))
    same = [
        block
        for block in blocks
        if len("".join(old[block.a : block.a + block.size])) >= SHORTEST
        or (block.a, block.b) == ends[0]
        or (block.a + block.size, block.b + block.size) == ends[1]
    ]
    shared = sum(len(word) for block in same for word in old[block.a : block.a + block.size])
    if 2 * shared < ALIKE * (len(before) + len(after)):
        return replaced(before, after)
    return (
        _side(old, [(block.a, block.a + block.size) for block in same], Look.OLD, Look.OLD_WORD),
        _side(new, [(block.b, block.b + block.size) for block in same], Look.NEW, Look.NEW_WORD),
    )


def replaced(before: str, after: str) -> tuple[Spans, Spans]:
    """Return both texts as one piece each."""
    return (Span(inert(before), Look.OLD),), (Span(inert(after), Look.NEW),)


def _side(words: list[str], same: list[tuple[int, int]], look: Look, mark: Look) -> Spans:
    spans: list[Span] = []
    place = 0
    for start, end in same:
        if place < start:
            spans.append(Span(inert("".join(words[place:start])), mark))
        if start < end:
            spans.append(Span(inert("".join(words[start:end])), look))
        place = end
    return tuple(spans)
