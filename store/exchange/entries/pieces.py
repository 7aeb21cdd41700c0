"""What an input is taken apart into: entries that were found, and what is rejected."""

from dataclasses import dataclass

from store.exchange.sources.limits import set_by, size_in_words

REJECT_BYTES = 1 << 16
"""How much of what is rejected is kept; a note in square brackets says how much was cut off."""


@dataclass(frozen=True, slots=True)
class Found:
    """One JSON object as the very bytes it came in, and the line (1-based) on which it starts."""

    line: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Reject:
    """Bytes that are no entry, why not, and the line (1-based) on which they start.

    `content` is cut to REJECT_BYTES, with a note of how much was cut off behind it.
    """

    line: int
    reason: str
    content: bytes


class Scrap:
    """What is passed over: its first bytes and how long it is, however long that may be."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._head = b""
        self.size = 0

    def add(self, buffer: bytes, start: int, end: int) -> None:
        """Take note of the bytes that come next."""
        self._head += buffer[start : min(end, start + REJECT_BYTES - len(self._head))]
        self.size += end - start

    def rejected(self, reason: str) -> Reject:
        """Return it as a reject, without the white space and commas around it."""
        cut = self.size - len(self._head)
        note = b" [%d more bytes cut off here]" % cut if cut else b""
        return Reject(self._line, reason, self._head.strip(b" \t\r\n,") + note)


def cut_off(line: int) -> str:
    """Return what is said of an entry that the input does not hold to its end."""
    return f"the input ends inside an entry that starts on line {line}"


def too_long(longest: int) -> str:
    """Return what is said of an entry that is longer than is read."""
    return f"longer than {size_in_words(longest)} {set_by('entry_bytes')}"
