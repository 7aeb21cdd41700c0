"""The words of a text, as free text is looked for: runs of letters and digits, in any case."""

import re
from collections.abc import Iterable

# the words of a text as text indexes split it: neither signs nor underscores belong to them
_WORD = re.compile(r"[^\W_]+")


def spoken_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(_WORD.findall(text.casefold()))


def says(texts: Iterable[str], words: tuple[str, ...], *, whole: bool) -> bool:
    """Tell whether words stand one after the other in one of some texts, the last of them whole or only begun."""
    folded = "\n".join(texts).casefold()
    # most entries hold not even the letters
    if not all(word in folded for word in words):
        return False
    wanted = f" {' '.join(words)}{' ' if whole else ''}"
    return any(wanted in f" {' '.join(_WORD.findall(text))} " for text in folded.split("\n"))
