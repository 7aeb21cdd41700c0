"""`gridtrail events --follow`: what comes into a store, until one has seen enough."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import typer

from store.errors import StoreError

if TYPE_CHECKING:
    from types import FrameType

    from store.database.following.watch import Watch
    from store.database.query.answers import Answers
    from store.database.store import Store
    from store.model.timeline import EventRow

RETRY_SECONDS = 1


def coming(store: "Store", answers: "Answers", reached: int, rest: Callable[[], None]) -> "Iterator[EventRow]":
    """Give the answers among what is appended after a sequence, each once, in append order, without end.

    `rest` is called whenever they have all been taken. What the store cannot do is said on stderr, once, and
    tried again.
    """
    said = None
    with closing(store.watch()) as watch, interruption() as is_interrupted:
        while True:
            if is_interrupted():
                raise KeyboardInterrupt
            rest()
            try:
                rows, reached = _next(store, answers, watch, reached, is_interrupted)
                said = None
            except StoreError as error:
                if str(error) != said:
                    said = str(error)
                    typer.echo(f"gridtrail: {said}; trying again", err=True)
                time.sleep(RETRY_SECONDS)
                continue
            yield from rows


def _next(
    store: "Store", answers: "Answers", watch: "Watch", reached: int, is_interrupted: Callable[[], bool]
) -> "tuple[Sequence[EventRow], int]":
    """Return what has come after a sequence, and how far that is; where nothing has, wait for the next writing."""
    from store.model.timeline import EVERYTHING

    until = store.reached(reached)
    if until > reached:
        return answers.appended(EVERYTHING, reached, until), until
    while not watch.changed() and not is_interrupted():
        watch.rest()
    return (), reached


@contextmanager
def interruption() -> "Iterator[Callable[[], bool]]":
    """Give what tells whether Ctrl-C was pressed, also where the exception was lost.

    Python drops one that comes while an object is cleaned away, and who follows would go on for ever.
    """
    pressed: list[int] = []

    def note(number: int, frame: "FrameType | None") -> None:
        pressed.append(number)
        signal.default_int_handler(number, frame)

    # who is told to ignore it, as by nohup, goes on doing so
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield lambda: False
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
