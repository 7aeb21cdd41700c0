"""Lines by their cells: what was drawn laid beside what a terminal shows."""

import unicodedata
from collections.abc import Sequence

import pyte
from rich.cells import cell_len


def cells(line: str) -> list[str]:
    """Return the signs of a line by the cells they are counted to take; marks stand with the sign they are on."""
    found: list[str] = []
    for sign in line:
        width = cell_len(sign)
        if width == 0 and found:
            at = -1 if found[-1] else -2
            found[at] += sign
        else:
            found += [sign, ""][:width]
    return found


def rows(terminal: pyte.Screen, number: int) -> list[str]:
    """Return the cells of a line of a terminal; the second cell of a wide sign is empty."""
    return [terminal.buffer[number][place].data for place in range(terminal.columns)]


def moved(expected: Sequence[str], shown: Sequence[str]) -> bool:
    """Return whether a sign stands more than a cell beside where it was drawn, or bears marks that were not drawn.

    The emulator may have composed a sign with its mark, and it drops marks; neither moves anything.
    """
    for place, sign in enumerate(expected):
        if not sign.strip() or sign == shown[place : place + 1] or not sign[0].isascii():
            continue
        near = shown[max(0, place - 1) : place + 2]
        if not any(_same(sign, one) for one in near):
            return True
    return False


def _same(drawn: str, shown: str) -> bool:
    """Return whether a cell shows a sign as drawn, with no mark but those that were drawn on it."""
    first, second = unicodedata.normalize("NFD", drawn), unicodedata.normalize("NFD", shown)
    return first[:1] == second[:1] and set(second) <= set(first)
