"""The head of a log: how many entries it has and the root over them; whoever keeps it can hold the log to it."""

import re
from dataclasses import dataclass

from store.seal.hashing import HASH_BYTES


@dataclass(frozen=True, slots=True)
class Head:
    """So many entries, and the root of the tree over them."""

    size: int
    root: bytes

    def __str__(self) -> str:
        """Return the head in one word, to be kept and read again: the size, a colon, the root in hexadecimal."""
        return f"{self.size}:{self.root.hex()}"


def read_head(text: str) -> Head:
    """Return the head that was kept as a word; ValueError says what is wrong with it."""
    found = re.fullmatch(rf"\s*([0-9]{{1,19}}):([0-9A-Fa-f]{{{2 * HASH_BYTES}}})\s*", text)
    if found is None:
        raise ValueError("a head is a number of entries, a colon and 64 hexadecimal digits, as verify --head prints it")
    return Head(int(found[1]), bytes.fromhex(found[2]))
