"""A line of a list as values: pieces of inert text, each with the role that decides its colour."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size


class Role(StrEnum):
    """What a piece of text stands for; its colour is the theme's, and never its only sign."""

    TEXT = "text"
    STRONG = "strong"
    MUTED = "muted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WAITING = "waiting"
    ANOMALY = "anomaly"
    PARTLY = "partly"
    IMPOSED = "imposed"
    SIMULATED = "simulated"
    SAME = "same"
    MORE = "more"
    LESS = "less"
    FOUND = "found"
    CHIP = "chip"


class Piece(NamedTuple):
    """Text that cannot harm the screen, and its role."""

    text: str
    role: Role = Role.TEXT


Line = tuple[Piece, ...]


def cells(line: Iterable[Piece]) -> int:
    """Return how many cells of the terminal a line takes."""
    return sum(cell_len(piece.text) for piece in line)


def plain(line: Iterable[Piece]) -> str:
    """Return the text of a line without its roles."""
    return "".join(piece.text for piece in line)


def padded(text: str, width: int) -> str:
    """Return a text with spaces behind it up to `width` cells; a longer one as it is."""
    return text + " " * (width - cell_len(text))


def cut(line: Line, width: int, mark: str) -> Line:
    """Return a line of at most `width` cells; where something is left out it ends with the mark."""
    if cells(line) <= width:
        return line
    kept: list[Piece] = []
    room = width - cell_len(mark)
    if room < 0:
        return ()
    for piece in line:
        length = cell_len(piece.text)
        if length > room:
            kept.append(Piece(set_cell_size(piece.text, room) + mark, piece.role))
            break
        kept.append(piece)
        room -= length
    return tuple(kept)


def fitted(line: Line, width: int, mark: str) -> Line:
    """Return a line of exactly `width` cells: cut with the mark, or filled with spaces."""
    short = cut(line, width, mark)
    return (*short, Piece(" " * (width - cells(short))))


def joined(parts: Iterable[Line], between: str) -> Line:
    """Return lines in a row, with a muted text between them."""
    line: list[Piece] = []
    for part in parts:
        if line:
            line.append(Piece(between, Role.MUTED))
        line.extend(part)
    return tuple(line)


def spread(left: Line, right: Line, width: int, mark: str) -> Line:
    """Return a line of exactly `width` cells with one part at each end; the left one is cut first."""
    right = cut(right, width, mark)
    room = width - cells(right)
    return (*fitted(left, max(0, room - 1), mark), Piece(" " * min(1, room)), *right)


def longest(choices: Iterable[Line], width: int) -> Line:
    """Return the first of the choices that fits, else the last one; at least one is given."""
    last: Line = ()
    for choice in choices:
        last = choice
        if cells(choice) <= width:
            break
    return last
