"""`gridtrail events --follow`: what comes into a store, until one has seen enough."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import typer

from store.errors import StoreError

if TYPE_CHECKING:
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
    with closing(store.watch()) as watch:
        while True:
            rest()
            try:
                rows, reached = _next(store, answers, watch, reached)
                said = None
            except StoreError as error:
                if str(error) != said:
                    said = str(error)
                    typer.echo(f"gridtrail: {said}; trying again", err=True)
                time.sleep(RETRY_SECONDS)
                continue
            yield from rows


def _next(store: "Store", answers: "Answers", watch: "Watch", reached: int) -> "tuple[Sequence[EventRow], int]":
    """Return what has come after a sequence, and how far that is; where nothing has, wait for the next writing."""
    from store.database.following.watch import POLL_SECONDS
    from store.model.timeline import EVERYTHING

    until = store.reached(reached)
    if until > reached:
        return answers.appended(EVERYTHING, reached, until), until
    while not watch.changed():
        time.sleep(POLL_SECONDS)
    return (), reached
