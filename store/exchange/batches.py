"""The entries of a source in portions: pieces, of which each is read at once, and batches, written at once."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from store.database.appending.preparing import Read
from store.exchange.entries.json_entries import Found, Reject, json_entries
from store.exchange.rejects import Rejected
from store.exchange.sources.limits import Limits, SourceError
from store.exchange.sources.stream import SourceStream

PIECE_ENTRIES = 1000
PIECE_BYTES = 2 << 20

BATCH_ENTRIES = 10_000
BATCH_BYTES = 16 << 20
"""The more is written at once, the less it costs an entry."""

MOST_FRUITLESS = 50
"""After how many pieces, none of them an entry, a file is given up as no audit log."""


@dataclass(slots=True)
class Portion:
    """Entries of a source that follow each other: their lines, their bytes, and what among them cannot be one.

    `read` is what their bytes hold, where that was read. `taken` is how many bytes of the source, as they lie on
    disk, were taken when the last of them was found.
    """

    lines: list[int] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)
    size: int = 0
    taken: int = 0

    def add(self, found: Found) -> None:
        """Add what is to be an entry."""
        self.lines.append(found.line)
        self.contents.append(found.content)
        self.size += len(found.content)

    def reject(self, rejected: Rejected) -> None:
        """Add what cannot be one."""
        self.rejected.append(rejected)
        self.size += len(rejected.content)

    def extend(self, other: "Portion", read: Sequence[Read]) -> None:
        """Add what follows, with what was read of its bytes."""
        self.lines += other.lines
        self.contents += other.contents
        self.rejected += other.rejected
        self.read += read
        self.size += other.size
        self.taken = other.taken

    def reaches(self, entries: int, size: int) -> bool:
        """Tell whether it holds so many entries, rejects among them, or so many bytes."""
        return len(self.contents) + len(self.rejected) >= entries or self.size >= size


def pieces(stream: SourceStream, name: str, limits: Limits) -> Iterator[Portion]:
    """Give the entries of a source piece by piece, also those before the place where it is damaged."""
    piece = Portion()
    for found in _until_fruitless(stream, name, limits):
        if isinstance(found, Found):
            piece.add(found)
        else:
            piece.reject(found)
        if piece.reaches(PIECE_ENTRIES, PIECE_BYTES):
            piece.taken = stream.consumed()
            yield piece
            piece = Portion()
    piece.taken = stream.consumed()
    yield piece


def batches(read: Iterable[tuple[Portion, Sequence[Read]]]) -> Iterator[Portion]:
    """Put pieces that were read together to batches."""
    batch = Portion()
    for piece, one in read:
        batch.extend(piece, one)
        if batch.reaches(BATCH_ENTRIES, BATCH_BYTES):
            yield batch
            batch = Portion()
    if batch.reaches(1, 1):
        yield batch


def _until_fruitless(stream: SourceStream, name: str, limits: Limits) -> Iterator[Found | Rejected]:
    """Give what is found, and that the source is damaged or given up as the last reject."""
    fruitless = 0
    try:
        for found in json_entries(stream, limits):
            if isinstance(found, Reject):
                yield Rejected(name, found.line, found.reason, found.content)
                fruitless += 1
                if fruitless >= MOST_FRUITLESS:
                    reason = f"none of the first {MOST_FRUITLESS} pieces is an entry: the rest was not read"
                    yield Rejected(name, found.line, reason, b"")
                    return
            else:
                fruitless = -sys.maxsize
                yield found
    except SourceError as error:
        yield Rejected(name, 0, str(error), b"")
