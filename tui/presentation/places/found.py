"""Where the text that was looked for stands in a line."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tui.presentation.pieces import Line, Piece, Role

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question

Phrase = tuple[str, ...]
"""Words one after the other, the last of them with a `*` where it may be longer."""


def phrases_of(question: "Question | None") -> tuple[Phrase, ...]:
    """Return the free text of a question, but for what must not be there."""
    if question is None:
        return ()
    from store.query.question import Spoken

    tests = (one.test for one in question.criteria if not one.negated)
    return tuple(
        test.words if test.whole else (*test.words[:-1], f"{test.words[-1]}*")
        for test in tests
        if isinstance(test, Spoken)
    )


def with_found(line: Line, phrases: tuple[Phrase, ...]) -> Line:
    """Return a line in which what was looked for has a role of its own; the text stays what it was."""
    pattern = _pattern(phrases) if phrases else None
    if pattern is None:
        return line
    pieces: list[Piece] = []
    for piece in line:
        at = 0
        for found in pattern.finditer(piece.text):
            pieces += [Piece(piece.text[at : found.start()], piece.role), Piece(found[0], Role.FOUND)]
            at = found.end()
        pieces.append(Piece(piece.text[at:], piece.role))
    return tuple(piece for piece in pieces if piece.text)


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    """Return what a phrase looks like: between its words are signs or spaces, as in the index of words."""
    written = (r"[\W_]+".join(map(_word, phrase)) for phrase in phrases)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(written)})", re.IGNORECASE)


def _word(word: str) -> str:
    if word.endswith("*"):
        return rf"{re.escape(word[:-1])}[^\W_]*"
    return rf"{re.escape(word)}(?![^\W_])"
