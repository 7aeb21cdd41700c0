"""The scale of a chart: how many MW a row stands for, and which rows are named."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from math import ceil, floor, log10

_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """Rows of `step` MW each: `above` of them over the zero line, `below` of them under it."""

    step: float
    above: int
    below: int

    @classmethod
    def of(cls, amounts: Iterable[float], rows: int) -> "Scale":
        """Return the scale with the smallest round step that shows amounts, and zero, on that many rows.

        What lies on one side of zero only has all of the rows there.
        """
        known = [*amounts, 0.0]
        low, high = min(known), max(known)
        rows = max(rows, 2 if low < 0 < high else 1)
        found = (cls.with_step(known, step, rows) for step in _steps((high - low) / rows))
        return next(scale for scale in found if scale is not None)

    @classmethod
    def with_step(cls, amounts: Iterable[float], step: float, rows: int) -> "Scale | None":
        """Return the scale of a step; None where amounts do not fit on that many rows."""
        known = [*amounts, 0.0]
        low, high = min(known), max(known)
        if not _fits(low, high, step, rows):
            return None
        below = _rows(-low, step)
        return cls(step, 0, rows) if low < 0 and high <= 0 else cls(step, rows - below, below)

    def name(self, row: int) -> str:
        """Return how a row is named whose far edge lies at `row` steps from zero."""
        return f"{round(row * self.step, 9):.10g}".replace("-", "−")

    def named(self) -> list[int]:
        """Return the rows to name, the one at the edge first: with many of them every second, third or fifth."""
        rows = self.above + self.below
        every = 1 if rows < 3 else 2 if rows < 9 else 3 if rows < 24 else 5
        return [row for row in range(-self.below, self.above + 1) if row and abs(row) % every == 0]


def _steps(least: float) -> Iterable[float]:
    """Yield round steps, the first of them not above `least`."""
    exponent = floor(log10(least)) if least > _SLACK else -3
    for power in count(exponent):
        for one in _ROUND:
            step = round(one * 10.0**power, 12)
            if step >= least * (1 - _SLACK):
                yield step


def _fits(low: float, high: float, step: float, rows: int) -> bool:
    return _rows(high, step) + _rows(-low, step) <= rows


def _rows(amount: float, step: float) -> int:
    return max(1, ceil(amount / step - _SLACK)) if amount > 0 else 0
