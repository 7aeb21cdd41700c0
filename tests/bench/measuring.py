"""Several ways to do one thing measured in turns, so that all of them get the same machine."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

LEAST_ROUNDS = 5

TURN_SECONDS = 0.05
"""How long a way is called again and again before it is the next one's turn; once at least."""


@dataclass(frozen=True)
class Way:
    """One way to do it: whose it is, what is called, and what tells in words what its answer found."""

    name: str
    run: Callable[[], object]
    found: Callable[[object], str]


@dataclass(frozen=True)
class Limit:
    """What must hold of a way's median seconds; `most` makes the limit of the medians of all ways of the run."""

    words: str
    way: str
    most: Callable[[Mapping[str, float]], float]


@dataclass(frozen=True)
class Bench:
    """One comparison: what is done, what every way must find, the ways, and the limits for ours.

    `packages` are the distributions whose versions decide, `against` is the way that ratios are given to.
    """

    title: str
    expected: str
    ways: Sequence[Way]
    against: str
    limits: Sequence[Limit]
    packages: Sequence[str]


class WrongAnswer(Exception):  # noqa: N818 - it names what a way gave, not a fault of the harness
    """A way did not find what there is to find, so that its time means nothing."""


def measured(bench: Bench, rounds: int) -> dict[str, list[float]]:
    """Return the seconds of one call of each way in each round, the median of its turn.

    Every other round goes through the ways from the last to the first. Raises WrongAnswer.
    """
    seconds: dict[str, list[float]] = {way.name: [] for way in bench.ways}
    for way in bench.ways:
        found = way.found(way.run())
        if found != bench.expected:
            raise WrongAnswer(f"{way.name} found {found}, not {bench.expected}")
    for number in range(max(rounds, LEAST_ROUNDS)):
        for way in bench.ways[:: -1 if number % 2 else 1]:
            seconds[way.name].append(_turn(way.run))
    return seconds


def _turn(run: Callable[[], object]) -> float:
    """Return the median seconds of a call, of as many as there is time for."""
    gc.collect()
    taken: list[float] = []
    end = perf_counter() + TURN_SECONDS
    while not taken or perf_counter() < end:
        start = perf_counter()
        run()
        taken.append(perf_counter() - start)
    return median(taken)
