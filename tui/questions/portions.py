"""What a slow source gives, told in portions: often enough to be seen, seldom enough to be drawn."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TypeVar

from store.errors import StoreError

TELL_SECONDS = 0.1
"""How often a portion is told."""

T = TypeVar("T")


def portions(source: Iterable[T], clock: Callable[[], float] = monotonic) -> Iterator[list[T]]:
    """Give what a source gives, in its order; the last portion at its end, or before the StoreError that it raises."""
    waiting: list[T] = []
    told_at = clock()
    try:
        for one in source:
            waiting.append(one)
            if clock() - told_at >= TELL_SECONDS:
                yield waiting
                waiting, told_at = [], clock()
    except StoreError:
        if waiting:
            yield waiting
        raise
    if waiting:
        yield waiting
