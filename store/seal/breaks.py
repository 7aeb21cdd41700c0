"""Where a log does not agree with its seal, and what was done to it, as far as its leaves tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LOOK_AHEAD = 256
"""How many leaves after the first difference are compared to tell what happened."""


class Harm(StrEnum):
    """What was done to a log, as far as its leaves tell."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT_OFF = "cut off at the end"
    ADDED = "added behind the seal's back"
    SEAL = "the seal itself was changed"


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that does not hold, counted from 0 in append order, and what happened there."""

    index: int
    harm: Harm


def first_break(start: int, sealed: Sequence[bytes], found: Sequence[bytes]) -> Break | None:
    """Return where two rows of leaf hashes part, those sealed and those found; None where they are the same.

    Both begin at leaf `start`. What happened is judged by the next leaves: one that is missing moves the rest up,
    one too many moves it down, two that changed places are each other's.
    """
    same = next((at for at, (one, other) in enumerate(zip(sealed, found, strict=False)) if one != other), None)
    if same is None:
        if len(sealed) == len(found):
            return None
        at = min(len(sealed), len(found))
        return Break(start + at, Harm.CUT_OFF if len(found) < len(sealed) else Harm.ADDED)
    return Break(start + same, _harm(sealed[same : same + LOOK_AHEAD], found[same : same + LOOK_AHEAD]))


def _harm(sealed: Sequence[bytes], found: Sequence[bytes]) -> Harm:
    """Return what happened at the first of these leaves, which differ."""
    if sealed[0] in found[1:] and found[0] in sealed[1:]:
        return Harm.REORDERED
    if found[0] in sealed[1:]:
        return Harm.REMOVED
    if sealed[0] in found[1:]:
        return Harm.INSERTED
    return Harm.CHANGED
