"""The quarter-hours in which the series of an anomaly report contradict each other."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from store.diff.days.quarter_hours import DECIMALS, LARGEST_MW
from store.model.snapshot import Anomaly


@dataclass(frozen=True, slots=True)
class PositionDifference:
    """One quarter-hour by its 1-based position and the MW of both sides, None where one has none."""

    position: int
    ours: float | None
    theirs: float | None

    @property
    def delta(self) -> float:
        """Theirs minus ours in MW; a side without amount counts as 0."""
        return round((self.theirs or 0.0) - (self.ours or 0.0), DECIMALS)


@dataclass(frozen=True, slots=True)
class AnomalyPair:
    """One trade as both sides declared it, and the quarter-hours in which they differ."""

    ours: Anomaly
    theirs: Anomaly
    positions: tuple[PositionDifference, ...]


@dataclass(frozen=True, slots=True)
class AnomalyDifference:
    """The anomalies of one report, paired; `unpaired` are those to which no other belongs."""

    pairs: tuple[AnomalyPair, ...]
    unpaired: tuple[Anomaly, ...]


def anomaly_difference(anomalies: Sequence[Anomaly], party: str | None = None) -> AnomalyDifference:
    """Return which anomalies of one report are the two sides of a trade, and where those differ.

    Two belong together when parties and areas are the same and they come from different documents. Where
    the report does not say whose documents they are, as the API does not, exactly one of them has to be
    tied to a series of ours; two that are tied to different series of ours are two trades. `party` is the
    balance responsible party whose documents are ours; where it does not decide, ours is the one that is
    tied to a series of ours, else the one that comes first.
    """
    waiting: dict[object, deque[Anomaly]] = {}
    pairs: list[AnomalyPair] = []
    for anomaly in anomalies:
        candidates = waiting.setdefault(_route(anomaly), deque())
        place = next((at for at, one in enumerate(candidates) if _are_two_sides(one, anomaly)), None)
        if place is None:
            candidates.append(anomaly)
        else:
            pairs.append(_pair(candidates[place], anomaly, party))
            del candidates[place]
    unpaired = {id(anomaly) for candidates in waiting.values() for anomaly in candidates}
    return AnomalyDifference(tuple(pairs), tuple(one for one in anomalies if id(one) in unpaired))


def _route(anomaly: Anomaly) -> object:
    """Return parties and areas, or the anomaly's own identity where it names no party."""
    if not anomaly.in_party or not anomaly.out_party:
        return id(anomaly)
    return anomaly.in_party, anomaly.out_party, anomaly.in_area, anomaly.out_area


def _are_two_sides(one: Anomaly, other: Anomaly) -> bool:
    """Tell whether two anomalies between the same parties are known to be of different sides."""
    if one.series_uid and other.series_uid and one.series_uid != other.series_uid:
        return False
    if one.document_party and other.document_party:
        return one.document_party != other.document_party
    return bool(one.series_uid) is not bool(other.series_uid)


def _pair(first: Anomaly, second: Anomaly, party: str | None) -> AnomalyPair:
    ours, theirs = first, second
    if _is_ours(second, party) and not _is_ours(first, party):
        ours, theirs = second, first
    own, other = megawatts(ours), megawatts(theirs)
    return AnomalyPair(
        ours,
        theirs,
        tuple(
            PositionDifference(position, own.get(position), other.get(position))
            for position in sorted(own.keys() | other.keys())
            if own.get(position) != other.get(position)
        ),
    )


def _is_ours(anomaly: Anomaly, party: str | None) -> bool:
    if party is not None and anomaly.document_party is not None:
        return anomaly.document_party == party
    return anomaly.series_uid is not None


def megawatts(anomaly: Anomaly) -> dict[int, float]:
    """Return the quantities of an anomaly by position, without those that are no megawatts."""
    return {position: one for position, one in anomaly.amounts.items() if abs(one) < LARGEST_MW}
