"""What stands below the filter bar: what completes the query, or what is wrong with it."""

from rich.cells import cell_len

from store.model.texts.inert import counted, inert
from store.query.language.mistake import QueryError
from tui.presentation.filtering.completing import MOST_OFFERED, Completion, Completions
from tui.presentation.filtering.query_mistake import mistake_lines
from tui.presentation.pieces import Line, Piece, Role, fitted
from tui.presentation.signs import Signs

_LONGEST = 40


def completions_in_sight(completions: Completions, chosen: int, most: int) -> tuple[Completion, ...]:
    """Return the completions that are shown where there is room for so many: the first ones, or up to the chosen."""
    first = max(0, chosen + 1 - most)
    return completions.offered[first : first + most]


def completion_lines(
    completions: Completions, chosen: int, width: int, signs: Signs, most: int = MOST_OFFERED
) -> tuple[Line, ...]:
    """Return a line of `width` cells for each of `most` completions, the chosen one marked, and one for the others."""
    in_sight = completions_in_sight(completions, chosen, most)
    chosen = min(chosen, most - 1)
    texts = [inert(one.text, 80) for one in in_sight]
    room = min(_LONGEST, max(map(cell_len, texts), default=0), max(8, width - 16))
    lines: list[Line] = []
    for number, (text, one) in enumerate(zip(texts, in_sight, strict=True)):
        role = Role.STRONG if number == chosen else Role.TEXT
        mark = signs.cursor if number == chosen else " "
        name = fitted((Piece(text, role),), room, signs.cut)
        about = Piece(f"  {inert(one.about, 120)}", Role.MUTED)
        lines.append(fitted((Piece(f"{mark} ", Role.STRONG), *name, about), width, signs.cut))
    left = completions.left + len(completions.offered) - len(in_sight)
    if left:
        more = f"  {signs.cut} {counted(left)} more: type on"
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
