"""A text to compare with, in which a `*` stands for any characters or none."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Pattern:
    """What a value looks like; `literal` where a `*` is a star, `cased` where small letters are not capitals."""

    text: str
    literal: bool = False
    cased: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether one text alone is meant."""
        return self.literal or "*" not in self.text

    @property
    def prefix(self) -> str:
        """What every text that is meant begins with, in the case it was written in."""
        return self.text if self.is_exact else self.text.partition("*")[0]

    @property
    def is_prefix(self) -> bool:
        """Whether every text that begins with the prefix is meant."""
        return not self.literal and self.text.find("*") == len(self.text) - 1

    def matches(self, text: str) -> bool:
        """Tell whether a text is meant."""
        folded = self._folded(text)
        first, *others = self._pieces
        if not others:
            return folded == first
        *inner, last = others
        if len(folded) < len(first) + len(last) or not (folded.startswith(first) and folded.endswith(last)):
            return False
        at, end = len(first), len(folded) - len(last)
        for piece in inner:
            found = folded.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True

    @cached_property
    def _pieces(self) -> tuple[str, ...]:
        folded = self._folded(self.text)
        return (folded,) if self.is_exact else tuple(folded.split("*"))

    def _folded(self, text: str) -> str:
        return text if self.cased else text.casefold()
