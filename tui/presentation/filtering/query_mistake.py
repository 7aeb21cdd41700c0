"""What is wrong with a query, as lines: the text with the place underlined, and what could stand there."""

from rich.cells import cell_len, set_cell_size

from store.model.texts.inert import inert
from store.query.language.mistake import QueryError

INDENT = "  "
MOST_EXPECTED = 30
ALL = 100_000
"""More characters than a query has: nothing of it is cut before it is known what is in sight."""


def mistake_lines(text: str, error: QueryError, width: int) -> tuple[str, ...]:
    """Return what a mistake is, its place in the text marked below it, and what was expected there.

    Of a text too wide for the terminal the part around the place is shown.
    """
    meant = f": did you mean {error.nearest!r}?" if error.nearest else ""
    expected = ", ".join(error.expected[:MOST_EXPECTED]) + (", …" if len(error.expected) > MOST_EXPECTED else "")
    lines = [f"{inert(error.message)}{meant}", *(INDENT + line for line in _marked(text, error, width - len(INDENT)))]
    return (*lines, f"{INDENT}expected: {inert(expected)}") if expected and not error.nearest else tuple(lines)


def _marked(text: str, error: QueryError, width: int) -> tuple[str, str]:
    """Return the text on one line, and marks below the place; beyond its end where something is missing."""
    before, place, after = (
        inert(part, ALL) for part in (text[: error.start], text[error.start : error.end], text[error.end :])
    )
    room = max(10, width)
    if cell_len(before + place + after) > room and cell_len(before) > room // 2:
        before = "…" + _last(before, room // 2 - 1)
    shown = before + place + after
    if cell_len(shown) > room:
        shown = set_cell_size(shown, room - 1).rstrip() + "…"
    left = cell_len(before)
    return shown, " " * left + "^" * min(max(1, cell_len(place)), max(1, room - left))


def _last(text: str, room: int) -> str:
    """Return the end of a text that fits so many cells, measuring no more of it than that."""
    cells = 0
    for at in range(len(text) - 1, -1, -1):
        cells += cell_len(text[at])
        if cells > room:
            return text[at + 1 :]
    return text
