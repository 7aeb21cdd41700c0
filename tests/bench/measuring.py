"""Several ways to do one thing measured in turns, so that all of them get the same machine."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

OURS = "ours"

Values = Mapping[str, float]
"""What one measurement gave, by the name of the figure; in seconds, bytes, events a second or plain numbers."""


class NotMeasured(Exception):  # noqa: N818 - it names what became of a measurement, not a fault of the harness
    """A way cannot be measured here, for the reason that it says."""


class WrongAnswer(NotMeasured):
    """A way did not find what there is to find, so that its time means nothing."""


class Unit(StrEnum):
    """What the values of a figure count."""

    SECONDS = "s"
    BYTES = "B"
    RATE = "events/s"
    PERCENT = "%"
    SHARE = "×"
    NUMBER = "number"


class Verdict(StrEnum):
    """Whether a limit is met."""

    MET = "met"
    SHORT = "**SHORT**"
    UNKNOWN = "NOT MEASURED"


@dataclass(frozen=True)
class Limit:
    """What must hold of a way's median: at most so much, or so many times the median of another way.

    `at_least` turns it round.
    """

    number: float
    times: str | None = None
    at_least: bool = False
    way: str = OURS

    def bound(self, medians: Values) -> float | None:
        """Return what the median is held against; None where the other way was not measured."""
        if self.times is None:
            return self.number
        return self.number * medians[self.times] if self.times in medians else None

    def verdict(self, medians: Values) -> Verdict:
        """Return whether it holds."""
        bound = self.bound(medians)
        if bound is None or self.way not in medians:
            return Verdict.UNKNOWN
        number = medians[self.way]
        return Verdict.MET if (number >= bound if self.at_least else number <= bound) else Verdict.SHORT

    def short_by(self, medians: Values) -> float | None:
        """Return by how many times it is missed; None where it is met, or nobody knows, or nothing was wanted."""
        bound = self.bound(medians)
        if not bound or self.verdict(medians) is not Verdict.SHORT or not medians[self.way]:
            return None
        return bound / medians[self.way] if self.at_least else medians[self.way] / bound


@dataclass(frozen=True)
class Figure:
    """One row of the report: the name under which ways give its value, and what is wanted of it.

    `why` says where a limit is not met what the cost is for, as far as that was looked into.
    """

    name: str
    what: str
    unit: Unit = Unit.SECONDS
    limits: Sequence[Limit] = ()
    why: str = ""


@dataclass(frozen=True)
class Way:
    """One way to do it: whose it is, and what measures it once.

    `run` raises NotMeasured where it cannot, and leaves out figures that this way does not have.
    """

    name: str
    run: Callable[[], Values]


@dataclass(frozen=True)
class Comparison:
    """Ways that are measured in turns, the figures that each gives, and in how many rounds at most."""

    figures: Sequence[Figure]
    ways: Sequence[Way]
    most_rounds: int | None = None


@dataclass(frozen=True)
class Group:
    """One table of the report; `packages` and `peers` are the distributions and programs whose versions decide."""

    title: str
    note: str
    comparisons: Sequence[Comparison]
    packages: Sequence[str] = ()
    peers: Sequence[str] = ()


@dataclass
class Measured:
    """What came of a comparison: the values of every round by way and figure, and why others have none."""

    comparison: Comparison
    values: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    rounds: int = 0

    def medians(self, figure: str) -> dict[str, float]:
        """Return the median of each way that has a figure."""
        return {way: median(values[figure]) for way, values in self.values.items() if values.get(figure)}


def measured(comparison: Comparison, rounds: int, say: Callable[[str], None] = lambda _: None) -> Measured:
    """Measure each way once a round; every other round goes through the ways from the last to the first.

    A way that cannot be measured is not tried again, and what it gave before does not count.
    """
    found = Measured(comparison, rounds=min(rounds, comparison.most_rounds or rounds))
    for number in range(found.rounds):
        for way in comparison.ways[:: -1 if number % 2 else 1]:
            if way.name not in found.missing:
                say(f"round {number + 1} of {found.rounds}: {way.name}")
                with _kept_out(found, way.name):
                    _add(found.values.setdefault(way.name, {}), way.run())
    # in the order of the ways, whichever was measured first
    found.values = {way.name: found.values[way.name] for way in comparison.ways if way.name in found.values}
    return found


@contextmanager
def _kept_out(found: Measured, way: str) -> Iterator[None]:
    try:
        yield
    except NotMeasured as error:
        found.values.pop(way, None)
        found.missing[way] = str(error)


def _add(kept: dict[str, list[float]], values: Values) -> None:
    for figure, value in values.items():
        kept.setdefault(figure, []).append(value)
