"""Which series of two snapshots are the same one."""

from collections.abc import Callable, Mapping, Sequence

from store.model.snapshot import TimeSeries

Pair = tuple[TimeSeries | None, TimeSeries | None]
_Identity = Callable[[TimeSeries], object]


def matched(before: Sequence[TimeSeries], after: Sequence[TimeSeries]) -> list[Pair]:
    """Return each series with its counterpart, in the order after; those only before come last.

    The name decides (`time_series_uid`, the same in all versions). Where a side has no name the uid does,
    then type, areas, parties and agreement together; of several alike the first go together.
    """
    counterparts: dict[int, TimeSeries] = {}
    rest = list(before)
    for identity_before, identity_after in _IDENTITIES:
        if rest and len(counterparts) < len(after):
            free = _positions(identity_after, after, counterparts)
            rest = _left_over(identity_before, rest, free, counterparts)
    pairs: list[Pair] = [(counterparts.get(position), one) for position, one in enumerate(after)]
    return pairs + [(one, None) for one in rest]


def _positions(
    identity: _Identity, after: Sequence[TimeSeries], counterparts: Mapping[int, TimeSeries]
) -> dict[object, list[int]]:
    """Return the positions of the series without counterpart by their identity, the first one last."""
    free: dict[object, list[int]] = {}
    for position in range(len(after) - 1, -1, -1):
        if position not in counterparts:
            free.setdefault(identity(after[position]), []).append(position)
    return free


def _left_over(
    identity: _Identity,
    before: Sequence[TimeSeries],
    free: dict[object, list[int]],
    counterparts: dict[int, TimeSeries],
) -> list[TimeSeries]:
    """Add the counterparts that the identity finds among the free positions; return the other series."""
    rest = []
    for one in before:
        key = identity(one)
        if key is not None and free.get(key):
            counterparts[free[key].pop()] = one
        else:
            rest.append(one)
    return rest


def _name(series: TimeSeries) -> object:
    return series.time_series_uid


def _uid(series: TimeSeries) -> object:
    return series.uid


def _route(series: TimeSeries) -> object:
    """Return type, areas, parties and agreement; None where a series names no party."""
    if not series.in_party and not series.out_party:
        return None
    return (
        series.type,
        series.in_area,
        series.out_area,
        series.in_party,
        series.out_party,
        series.agreement_id,
    )


def _of_nameless(identity: _Identity) -> _Identity:
    """Return an identity that only series without name have."""
    return lambda series: identity(series) if series.time_series_uid is None else None


_IDENTITIES = (
    (_name, _name),
    (_of_nameless(_uid), _uid),
    (_uid, _of_nameless(_uid)),
    (_of_nameless(_route), _route),
    (_route, _of_nameless(_route)),
)
"""By what series are matched, before and after, one after the other."""
