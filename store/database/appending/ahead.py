"""Entries read ahead of the one that writes them, in order, by as many processes as there are processors for."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, Self, TypeVar

from store.database.appending.beside import Helper
from store.database.appending.preparing import Read, read_all

MOST_HELPERS = 2
"""More of them wait for the one that writes."""

READ_HERE = 4000
"""How many entries are read before a process is started, which takes as long as these."""

_PIECES_A_HELPER = 12
"""As much as is read while a batch is written."""

Piece = TypeVar("Piece")


@dataclass(slots=True)
class _Waiting(Generic[Piece]):
    """A piece that is being read, or waits for it; `read` once this thread has what it holds."""

    piece: Piece
    contents: Sequence[bytes]
    answer: Future[Sequence[Read]]
    read: Sequence[Read] | None = None


class Readers:
    """Reads entries piece by piece; `helpers` are how many processes may help, none where there is one processor.

    They compress what they read with what `dictionary` gives, once it gives one.
    """

    def __init__(
        self,
        helpers: int | None = None,
        *,
        read_here: int = READ_HERE,
        dictionary: Callable[[], bytes] = bytes,
    ) -> None:
        self._dictionary = dictionary
        self._most = spare_processors() if helpers is None else helpers
        self._left = read_here
        self._helpers: list[Helper] = []
        self._free: SimpleQueue[Helper] = SimpleQueue()
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        for helper in self._helpers:
            helper.close()

    def read(
        self, pieces: Iterable[Piece], contents_of: Callable[[Piece], Sequence[bytes]]
    ) -> Iterator[tuple[Piece, Sequence[Read]]]:
        """Give each piece with what its contents hold, in order; a few pieces are taken ahead."""
        waiting: deque[_Waiting[Piece]] = deque()
        for piece in pieces:
            contents = contents_of(piece)
            pool = self._started(len(contents))
            if pool is None:
                yield piece, read_all(contents)
                continue
            waiting.append(_Waiting(piece, contents, pool.submit(self._beside, contents)))
            if len(waiting) > _PIECES_A_HELPER * len(self._helpers):
                yield _first(waiting)
        while waiting:
            yield _first(waiting)

    def _beside(self, contents: Sequence[bytes]) -> Sequence[Read]:
        helper = self._free.get()
        try:
            return helper.read(contents, self._dictionary())
        finally:
            self._free.put(helper)

    def _started(self, count: int) -> ThreadPoolExecutor | None:
        """Return what asks the helpers; None while there is too little to read, or nobody to help."""
        self._left -= count
        if self._pool is None and self._left < 0 and self._most:
            self._start()
        return self._pool

    def _start(self) -> None:
        try:
            for _ in range(self._most):
                self._helpers.append(Helper())
        except OSError:
            self._most = len(self._helpers)
        for helper in self._helpers:
            self._free.put(helper)
        if self._helpers:
            self._pool = ThreadPoolExecutor(len(self._helpers), "reader")


def _first(waiting: deque[_Waiting[Piece]]) -> tuple[Piece, Sequence[Read]]:
    """Take the first piece with what it holds; until it is read, read here what nobody has begun."""
    first = waiting[0]
    while first.read is None:
        idle = None if first.answer.done() else next(filter(_is_idle, reversed(waiting)), None)
        if idle is None:
            first.read = first.answer.result()
        else:
            idle.read = read_all(idle.contents)
    waiting.popleft()
    return first.piece, first.read


def _is_idle(one: _Waiting[Piece]) -> bool:
    """Tell whether nobody has begun a piece, and take care that nobody does."""
    return one.read is None and one.answer.cancel()


def spare_processors() -> int:
    """Return how many processes may help this one."""
    if getattr(sys, "frozen", False) or not sys.executable:
        # there is no Python to start
        return 0
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count - 1, MOST_HELPERS)
