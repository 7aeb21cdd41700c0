"""Which series of two snapshots are the same one."""

from collections.abc import Callable, Sequence

from store.model.snapshot import TimeSeries

Pair = tuple[TimeSeries | None, TimeSeries | None]


def matched(before: Sequence[TimeSeries], after: Sequence[TimeSeries]) -> list[Pair]:
    """Return each series with its counterpart, in the order after; those only before come last.

    The name decides (`time_series_uid`, the same in all versions), then the uid, then type, areas,
    parties and agreement together; of several alike the first go together.
    """
    counterparts: dict[int, TimeSeries] = {}
    rest = list(before)
    for identity in (_name, _uid, _route):
        if rest and len(counterparts) < len(after):
            rest = _found(identity, rest, after, counterparts)
    pairs: list[Pair] = [(counterparts.get(position), one) for position, one in enumerate(after)]
    return pairs + [(one, None) for one in rest]


def _found(
    identity: Callable[[TimeSeries], object],
    before: Sequence[TimeSeries],
    after: Sequence[TimeSeries],
    counterparts: dict[int, TimeSeries],
) -> list[TimeSeries]:
    """Add the counterparts that one identity finds, by position after; return those left over."""
    free: dict[object, list[int]] = {}
    for position in range(len(after) - 1, -1, -1):
        if position not in counterparts:
            free.setdefault(identity(after[position]), []).append(position)
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
    """Return type, areas, parties and agreement; None where a series does not say any party."""
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
