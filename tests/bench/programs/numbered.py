"""The lines of a log in batches, each with its number."""

from collections.abc import Iterable, Iterator
from itertools import islice

BATCH = 2000


def batches(lines: Iterable[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    """Give lines with their numbers, counted from 1, so many at a time."""
    numbered = enumerate(lines, 1)
    while batch := list(islice(numbered, BATCH)):
        yield batch
