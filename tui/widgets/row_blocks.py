"""The rows of a long list that are in memory: a few blocks of it, the oldest used ones given up."""

from collections.abc import Sequence

from store.model.timeline import EventRow

BLOCK = 200
"""Rows fetched together."""

MOST_BLOCKS = 20
"""Blocks kept; a screen shows parts of two or three."""


class RowBlocks:
    """Rows by their index in the list, kept in blocks of 200, at most 20 of them."""

    def __init__(self) -> None:
        self._blocks: dict[int, tuple[EventRow, ...]] = {}

    def clear(self) -> None:
        """Forget all rows."""
        self._blocks.clear()

    def put(self, start: int, rows: Sequence[EventRow]) -> None:
        """Keep rows that begin at the index `start`, the first of a block."""
        for offset in range(0, len(rows), BLOCK):
            number = (start + offset) // BLOCK
            self._blocks.pop(number, None)
            self._blocks[number] = tuple(rows[offset : offset + BLOCK])
        while len(self._blocks) > MOST_BLOCKS:
            del self._blocks[next(iter(self._blocks))]

    def get(self, index: int) -> EventRow | None:
        """Return the row at an index; None when it is not in memory."""
        block = self._blocks.get(index // BLOCK) if index >= 0 else None
        place = index % BLOCK
        return block[place] if block and place < len(block) else None

    def index_of(self, uid: str) -> int | None:
        """Return the index of an event; None when it is not in memory."""
        for number, block in self._blocks.items():
            for place, row in enumerate(block):
                if row.uid == uid:
                    return number * BLOCK + place
        return None

    def missing(self, first: int, last: int) -> tuple[int, int] | None:
        """Return start and length of the blocks to fetch before all of first to last are there."""
        wanted = range(max(0, first) // BLOCK, last // BLOCK + 1)
        lacking = [number for number in wanted if number not in self._blocks]
        if not lacking:
            return None
        return lacking[0] * BLOCK, (lacking[-1] - lacking[0] + 1) * BLOCK
