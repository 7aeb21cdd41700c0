"""Both sides of a trade, quarter-hour by quarter-hour, out of what an anomaly report or a confirmation holds."""

from dataclasses import dataclass, replace

from store.diff.days.anomalies import megawatts
from store.diff.days.quarter_hours import DECIMALS
from store.diff.reconciling.anomaly_reading import (
    Amounts,
    QuarterHourSides,
    Read,
    Reading,
    as_both,
    as_deltas,
    as_told,
    as_values,
    decided,
)
from store.diff.reconciling.anomaly_reports import Reported

Sides = tuple[QuarterHourSides, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """Our amounts in the version that is looked at, and in the one that a report is about.

    None is a version whose amounts the log does not hold; an empty one has no such series. `is_later` tells
    whether the version looked at was sent after the one of the report.
    """

    now: Amounts | None
    then: Amounts | None
    is_later: bool = False


def reported_sides(one: Reported, ours: Ours, chosen: Reading | None = None) -> tuple[Sides, Read]:
    """Return both sides by a report, and how its quantities are read; `chosen` decides where they leave a choice.

    Where they leave none, what was chosen is noted as refused.
    """
    sides, read = _sides(one, ours, chosen)
    if read.fixed and chosen not in {None, read.reading}:
        read = replace(read, refused=chosen)
    return sides, read


def _sides(one: Reported, ours: Ours, chosen: Reading | None) -> tuple[Sides, Read]:
    if one.ours is not None and one.theirs is not None:
        own = megawatts(one.ours) if ours.now is None else ours.now
        return as_told(own, megawatts(one.theirs)), _fixed("the report holds the series of both sides")
    if one.theirs is not None:
        theirs = megawatts(one.theirs)
        sides = as_values({}, theirs) if ours.now is None else as_told(ours.now, theirs)
        return sides, _fixed("the series is the counterparty's own")
    quantities = megawatts(one.one)
    if one.counterpart_missing:
        return as_both(quantities if ours.now is None else ours.now, {}), _fixed("the series is ours, as we sent it")
    if one.one.document_party is not None or _is_what_we_sent(quantities, ours.then):
        return only_ours(quantities if ours.now is None else ours.now), _fixed(
            "the series is ours, as we sent it: theirs is not told"
        )
    read = decided(quantities, ours.then or {})
    if chosen is not None and chosen is not read.reading:
        read = Read(chosen, f"as chosen; by themselves they would be read as {read.reading}: {read.why}", chosen=True)
    return _read_as(read.reading, quantities, ours), read


def agreed(ours: Amounts | None) -> Sides:
    """Return both sides of a trade that was confirmed: theirs are as ours."""
    return as_both(ours or {}, ours or {})


def only_ours(ours: Amounts | None) -> Sides:
    """Return our side of a trade of whose other side nothing was told."""
    return as_values(ours or {}, {})


def imposed_sides(ours: Amounts | None, imposed: Amounts) -> Sides:
    """Return our side and the amounts that took its place: where there are none, nothing did."""
    return as_values({}, imposed) if ours is None else as_both(ours, imposed)


def _is_what_we_sent(quantities: Amounts, ours: Amounts | None) -> bool:
    """Tell whether all that a report names is just what we declared, be it only some of it."""
    return bool(ours) and bool(quantities) and quantities.items() <= (ours or {}).items()


def _read_as(reading: Reading, quantities: Amounts, ours: Ours) -> Sides:
    if reading is Reading.VALUES:
        return as_values(ours.now or {}, quantities)
    if not ours.is_later:
        return as_deltas(ours.now or {}, quantities)
    # the differences are from what we declared then
    then = ours.then or {}
    theirs = {position: round(own + quantities.get(position, 0.0), DECIMALS) for position, own in then.items()}
    return as_values(ours.now or {}, theirs)


def _fixed(why: str) -> Read:
    return Read(Reading.VALUES, why, fixed=True)
