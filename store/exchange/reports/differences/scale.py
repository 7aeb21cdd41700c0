"""The scale of an axis: which value stands where, with round marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

_LEAST = 1e-9
"""Values nearer to each other than this are the same for the eye."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From the `lowest` value at `bottom` to the `highest` at `top`; zero is always within."""

    lowest: float
    highest: float
    top: float
    bottom: float
    marks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Return where a value stands."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.bottom - share * (self.bottom - self.top)

    def label(self, mark: float) -> str:
        """Return a mark as text, with as many decimals as the distance between marks needs."""
        gap = self.marks[1] - self.marks[0]
        decimals = max(0, -floor(log10(gap) + 1e-9))
        text = f"{abs(mark):.{decimals}f}" if abs(mark) < 1e7 else f"{abs(mark):.3g}"
        return f"−{text}" if mark < 0 else text


def scale_of(values: Iterable[float], top: float, bottom: float, ticks: int = 4) -> Scale:
    """Return the scale that holds zero and all values, with about as many marks as `ticks`."""
    known = [0.0, *values]
    lowest, highest = min(known), max(known)
    gap = _round_gap((highest - lowest) / ticks) if highest - lowest > _LEAST else 1.0
    first = floor(lowest / gap + 1e-9)
    last = max(first + 1, ceil(highest / gap - 1e-9))
    marks = tuple(number * gap for number in range(first, last + 1))
    return Scale(marks[0], marks[-1], top, bottom, marks)


def _round_gap(gap: float) -> float:
    """Return the next of 1, 2 and 5 times a power of ten."""
    power = 10.0 ** floor(log10(gap))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= gap * (1 - 1e-9))
