"""What stands below the filter bar: what completes the query, or what is wrong with it."""

from rich.cells import cell_len

from store.model.inert import counted, inert
from store.query.mistake import QueryError
from tui.presentation.filtering.completing import Completions
from tui.presentation.pieces import Line, Piece, Role, fitted
from tui.presentation.query_mistake import mistake_lines
from tui.presentation.signs import Signs

_LONGEST = 40


def completion_lines(completions: Completions, chosen: int, width: int, signs: Signs) -> tuple[Line, ...]:
    """Return one line of `width` cells for each completion, the chosen one marked, and one for those beyond."""
    texts = [inert(one.text, 80) for one in completions.offered]
    room = min(_LONGEST, max(map(cell_len, texts), default=0), max(8, width - 16))
    lines: list[Line] = []
    for number, (text, one) in enumerate(zip(texts, completions.offered, strict=True)):
        role = Role.STRONG if number == chosen else Role.TEXT
        mark = signs.cursor if number == chosen else " "
        name = fitted((Piece(text, role),), room, signs.cut)
        about = Piece(f"  {inert(one.about, 120)}", Role.MUTED)
        lines.append(fitted((Piece(f"{mark} ", Role.STRONG), *name, about), width, signs.cut))
    if completions.left:
        more = f"  {signs.cut} {counted(completions.left)} more: type on"
        lines.append(fitted((Piece(more, Role.MUTED),), width, signs.cut))
    return tuple(lines)


def wrong_lines(text: str, error: QueryError, width: int, signs: Signs) -> tuple[Line, ...]:
    """Return what is wrong, and what was expected; the place is underlined in the text itself."""
    said = mistake_lines(text, error, width)
    # the two lines between repeat the text, which stands above already
    first, *expected = said[0], *said[3:]
    lines = [Piece(f"{signs.rejected} {first}", Role.REJECTED), *(Piece(one, Role.MUTED) for one in expected)]
    return tuple(fitted((Piece(piece.text.replace("…", signs.cut), piece.role),), width, signs.cut) for piece in lines)


def wrong_place(text: str, error: QueryError) -> tuple[int, int]:
    """Return where in a text to underline: the place itself, at the end the word that lacks something."""
    start, end = max(0, error.start), min(error.end, len(text))
    if start < end:
        return start, end
    word = text[:start].rstrip()
    begins = max(word.rfind(" "), -1) + 1
    return begins, len(word)
