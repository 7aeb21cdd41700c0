"""Whether the quantities of an anomaly are the counterparty's values or differences from ours, and why.

The API documents them as both (values, MW deltas), so this is decided for each anomaly, said on screen,
and can be decided otherwise by whoever knows better.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from store.diff.days.quarter_hours import DECIMALS

Amounts = Mapping[int, float]
"""MW by the 1-based position of the quarter-hour."""


class Reading(StrEnum):
    """What the quantities of an anomaly are: the counterparty's amounts, or theirs minus ours."""

    VALUES = "values"
    DELTAS = "deltas"

    @property
    def other(self) -> "Reading":
        """The other one of the two."""
        return Reading.DELTAS if self is Reading.VALUES else Reading.VALUES


@dataclass(frozen=True, slots=True)
class Read:
    """How quantities are read and why; `chosen` by a person, `fixed` where they can only be read so.

    `refused` is the reading that a person chose where there is no choice; it was not applied.
    """

    reading: Reading
    why: str
    chosen: bool = False
    fixed: bool = False
    refused: Reading | None = None

    @property
    def refusal(self) -> str:
        """Why a reading that was chosen was not applied, in a clause; empty where none was refused."""
        return f"not read as {self.refused}, as chosen: {self.why}" if self.refused else ""


@dataclass(frozen=True, slots=True)
class QuarterHourSides:
    """One quarter-hour by its 1-based position, as both sides have it; MW.

    None as an amount is one that a side does not have or that is not told. `delta` is theirs minus ours, an
    amount that a side does not have counting as 0; None where nothing was told that could differ.
    """

    position: int
    ours: float | None
    theirs: float | None
    delta: float | None

    @property
    def differs(self) -> bool:
        """Whether both sides are known to hold different amounts."""
        return bool(self.delta)


def decided(quantities: Amounts, ours: Amounts) -> Read:
    """Return how the quantities of one series are read; `ours` are our amounts, empty where not known."""
    count = len(quantities)
    negative = sum(1 for one in quantities.values() if one < 0)
    if negative:
        return Read(Reading.DELTAS, f"{negative} of {count} quantities are negative, which no amount is")
    if not any(quantities.values()):
        return Read(Reading.VALUES, "all quantities are 0, which as differences would report none")
    zeros = sum(1 for position, one in quantities.items() if one == 0 != ours.get(position))
    if 2 * zeros > count:
        where = ", where our amounts are not" if ours else "; our amounts are not in the log"
        return Read(Reading.DELTAS, f"{zeros} of {count} quantities are 0{where}")
    same = sum(1 for position, one in quantities.items() if ours.get(position) == one)
    if same:
        return Read(Reading.VALUES, f"{same} of {count} quantities are just what we declared")
    return Read(Reading.VALUES, "no quantity is negative, and few are 0")


def as_both(ours: Amounts, theirs: Amounts) -> tuple[QuarterHourSides, ...]:
    """Return the quarter-hours of two whole series; one that a side lacks differs from nothing."""
    return tuple(
        QuarterHourSides(position, ours.get(position), theirs.get(position), _delta(ours, theirs, position))
        for position in sorted({*ours, *theirs})
    )


def as_told(ours: Amounts, theirs: Amounts) -> tuple[QuarterHourSides, ...]:
    """Return the quarter-hours of our series and of what is told of theirs; of those left out nothing is known."""
    return tuple(
        QuarterHourSides(
            position,
            ours.get(position),
            theirs.get(position),
            _delta(ours, theirs, position) if position in theirs else None,
        )
        for position in sorted({*ours, *theirs})
    )


def as_values(ours: Amounts, quantities: Amounts) -> tuple[QuarterHourSides, ...]:
    """Return the quarter-hours where quantities are amounts of theirs; nothing differs where ours are not known."""
    told = as_told(ours, quantities)
    return told if ours else tuple(replace(one, delta=None) for one in told)


def as_deltas(ours: Amounts, quantities: Amounts) -> tuple[QuarterHourSides, ...]:
    """Return the quarter-hours where quantities are theirs minus ours, 0 where there is none."""
    found = []
    for position in sorted({*ours, *quantities}):
        own, delta = ours.get(position), quantities.get(position, 0.0)
        theirs = None if own is None else round(own + delta, DECIMALS)
        found.append(QuarterHourSides(position, own, theirs, round(delta, DECIMALS)))
    return tuple(found)


def _delta(ours: Amounts, theirs: Amounts, position: int) -> float:
    return round(theirs.get(position, 0.0) - ours.get(position, 0.0), DECIMALS)
