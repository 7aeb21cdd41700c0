"""How looking for answers goes on: how much to look at next, and whether the text index is worth asking."""

from dataclasses import dataclass

SELDOM = 5
"""What less than one in so many events is, the text index finds faster."""

PATIENCE, FAR = 150, 600
"""So many events are looked at before a page asks the text index, and when it is likely to take so many more.

What the index says of a word takes the longer the more events have it.
"""


@dataclass
class Tally:
    """Counts what was looked at and what of it answered, to tell how much to look at next, `least` or more."""

    wanted: int | None
    least: int
    looked_at: int = 0
    found: int = 0

    def add(self, looked_at: int, found: int) -> None:
        """Count a batch."""
        self.looked_at += looked_at
        self.found += found

    def next_size(self, size: int) -> int:
        """Return how many events to look at after a batch: twice as many, or what is likely to be enough."""
        if self.wanted is None or not self.found:
            return 2 * size
        likely = self._likely(self.wanted) * 5 // 4
        return min(2 * size, max(likely, self.least))

    def narrowed_size(self, size: int) -> int:
        """Return how many events to look at of those that the text index names: nearly all of them answer."""
        if self.wanted is None:
            return self.next_size(size)
        self.wanted -= self.found
        self.looked_at = self.found = 0
        return max(self.wanted * 5 // 4, self.least)

    @property
    def is_seldom(self) -> bool:
        """Whether what answers seems so rare that the text index finds what is wanted faster."""
        if self.wanted is None:
            return self.found * SELDOM < self.looked_at
        if self.looked_at < PATIENCE:
            return False
        return not self.found or self._likely(self.wanted) > FAR

    def _likely(self, wanted: int) -> int:
        """Return how many more events it is likely to take until so many answer."""
        return (wanted - self.found) * self.looked_at // self.found
