"""The rows of a long list that are in memory: a few blocks of it, the oldest used ones given up."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

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

    def take_in(self, arrived: Sequence[EventRow], total: int) -> tuple[EventRow, ...]:
        """Put rows that have come where they belong among the `total` of the list; return those not known before.

        What stood after them moves on; blocks that are not whole any more are given up.
        """
        runs = self._runs()
        known = {row.sequence for _, rows in runs for row in rows}
        fresh = tuple(sorted((row for row in arrived if row.sequence not in known), key=_place))
        if fresh:
            self.clear()
            for start, rows in runs:
                self._put_with(fresh, start, rows, is_end=start + len(rows) >= total)
            if not total:
                self.put(0, fresh)
        return fresh

    def _put_with(self, fresh: Sequence[EventRow], start: int, rows: Sequence[EventRow], *, is_end: bool) -> None:
        """Keep a run of rows together with those that belong among them, `is_end` when it goes up to the newest."""
        places = [_place(row) for row in fresh]
        first = bisect_left(places, _place(rows[0])) if start else 0
        last = len(fresh) if is_end else bisect_left(places, _place(rows[-1]))
        start += first
        skipped = -start % BLOCK
        merged = sorted([*rows, *fresh[first:last]], key=_place)[skipped:]
        whole = len(merged) if is_end else len(merged) // BLOCK * BLOCK
        self.put(start + skipped, merged[:whole])

    def _runs(self) -> list[tuple[int, list[EventRow]]]:
        """Return the rows that stand next to each other, with the index of the first of them."""
        runs: list[tuple[int, list[EventRow]]] = []
        for number in sorted(self._blocks):
            if runs and runs[-1][0] + len(runs[-1][1]) == number * BLOCK:
                runs[-1][1].extend(self._blocks[number])
            elif self._blocks[number]:
                runs.append((number * BLOCK, list(self._blocks[number])))
        return runs

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


def earlier(rows: Sequence[EventRow], row: EventRow | None) -> int:
    """Return how many of some rows come before one in the one order."""
    return 0 if row is None else sum(_place(one) < _place(row) for one in rows)


def _place(row: EventRow) -> tuple[datetime, int]:
    return row.created_at, row.sequence
