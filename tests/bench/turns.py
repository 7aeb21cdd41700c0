"""One call measured: again and again for the time of a turn, its median the value."""

import gc
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import perf_counter

from tests.bench.measuring import Way, WrongAnswer

TURN_SECONDS = 0.05
LEAST_CALLS = 5
"""How long something is called again and again before it is the next one's turn, and how often at least."""

SLOW_SECONDS = 1
"""What takes longer is called once."""


def called(name: str, run: Callable[[], object], found: Callable[[object], str], expected: str) -> Way:
    """Return a way that calls a function and is asked, before every turn, whether it finds what there is."""

    def turn() -> dict[str, float]:
        what = found(run())
        if what != expected:
            raise WrongAnswer(f"found {what}, not {expected}")
        return {"time": seconds_of(run)}

    return Way(name, turn)


def seconds_of(run: Callable[[], object]) -> float:
    """Return the median seconds of a call, of as many as there is time for."""
    gc.collect()
    taken: list[float] = []
    end = perf_counter() + TURN_SECONDS
    while not taken or (taken[0] < SLOW_SECONDS and (len(taken) < LEAST_CALLS or perf_counter() < end)):
        start = perf_counter()
        run()
        taken.append(perf_counter() - start)
    return median(taken)


def hundredth(values: Sequence[float]) -> float:
    """Return the value that one of a hundred exceeds; of few values the largest."""
    return quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]
