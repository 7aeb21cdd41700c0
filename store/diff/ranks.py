"""How many taken places are in front of one, while some are taken and others left; a Fenwick tree."""

from collections.abc import Iterable, Sequence

_Place = tuple[int, int]


class Ranks:
    """Places in their order, each of them taken or free; every question and change takes O(log n)."""

    def __init__(self, taken: Sequence[_Place], free: Iterable[_Place]) -> None:
        present = set(taken)
        every = sorted({*present, *free})
        self._numbers = {place: number for number, place in enumerate(every, start=1)}
        # each node counts the taken places of a range that ends at it, as long as its lowest bit
        self._counts = [0, *(int(place in present) for place in every)]
        for node in range(1, len(self._counts)):
            parent = node + (node & -node)
            if parent < len(self._counts):
                self._counts[parent] += self._counts[node]

    def rank(self, place: _Place) -> int:
        """Return how many taken places come before one."""
        node, found = self._numbers[place] - 1, 0
        while node:
            found += self._counts[node]
            node &= node - 1
        return found

    def take(self, place: _Place) -> None:
        """Take a free place."""
        self._add(place, 1)

    def leave(self, place: _Place) -> None:
        """Free a taken place."""
        self._add(place, -1)

    def _add(self, place: _Place, count: int) -> None:
        node = self._numbers[place]
        while node < len(self._counts):
            self._counts[node] += count
            node += node & -node
