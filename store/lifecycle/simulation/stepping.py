"""One step asked for in words: which act is meant."""

from collections.abc import Sequence
from difflib import get_close_matches

from store.errors import StoreError
from store.lifecycle.moves import Move

_DECIDED_BY: dict[tuple[Move, str], Move] = {
    (Move.ACKNOWLEDGE, "A02"): Move.REJECT,
    (Move.ACKNOWLEDGE, "A03"): Move.ACKNOWLEDGE_PARTLY,
    (Move.CONFIRM, "A07"): Move.CONFIRM_PARTLY,
    (Move.CONFIRM, "A08"): Move.REFUSE,
    (Move.CONFIRM, "A30"): Move.IMPOSE,
}
"""Which codes turn an answer into another one, as they do in the TSO's own messages."""

_OVERALL = frozenset({"A02", "A03", "A07", "A08"})
"""Codes that say only which answer it is: the move writes them itself."""


def move_named(word: str) -> Move:
    """Return the move of this name; raises StoreError that names the nearest."""
    try:
        return Move(word.strip().lower())
    except ValueError as error:
        near = get_close_matches(word, list(Move), n=1)
        meant = f"did you mean {str(near[0])!r}?" if near else f"there are {', '.join(Move)}"
        raise StoreError(f"there is no step {word!r}: {meant}") from error


def decided(move: Move, codes: Sequence[str]) -> tuple[Move, tuple[str, ...]]:
    """Return the move that a move with these reason codes is, and the codes that are left to it as reasons.

    An acknowledgement with A02 is a rejection, one with A03 takes the version in part; so do A07, A08 and
    A30 with a confirmation.
    """
    given = tuple(code.strip().upper() for code in codes)
    meant = next((_DECIDED_BY[move, code] for code in given if (move, code) in _DECIDED_BY), move)
    if meant is Move.CONFIRM_INTERMEDIATE:
        # here A07 is the reason proper: what is not mended will be left out
        return meant, given
    return meant, tuple(code for code in given if code not in _OVERALL) or given
