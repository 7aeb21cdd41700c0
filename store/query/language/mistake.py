"""What is wrong with a query, and where."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_COMPARED = 40


class QueryError(ValueError):
    """A text is no query: the message says why, `start` and `end` where in it (characters, end exclusive).

    `expected` are examples of what could stand there, `nearest` is the known word that may be meant.
    """

    def __init__(
        self, message: str, start: int, end: int, *, expected: Iterable[str] = (), nearest: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.expected = tuple(map(str, expected))
        self.nearest = nearest


def nearest_of(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the known word that is nearest to a mistyped one; None where none is near.

    `likeness` is how near it must be, 1.0 for the same word, unless it only goes on.
    """
    written = word[:LONGEST_COMPARED].casefold()
    words = tuple(map(str, known))
    near = get_close_matches(written, words, n=1, cutoff=likeness)
    if near:
        return near[0]
    return next((one for one in words if written and one.startswith(written)), None)
