"""Whether what flows to a party in its area is what flows from it, quarter-hour by quarter-hour."""

from collections.abc import Mapping, Sequence

from store.model.snapshot import TimeSeries

_KILOWATT = 0.001


def out_of_balance(
    series: Sequence[TimeSeries], party: str | None, area: str | None, quarter_hours: int
) -> Mapping[int, float] | None:
    """Return by how many MW too much flows to a party in its area, by 0-based quarter-hours; empty in balance.

    None where nothing can be told: the party has no part in any series, as when somebody sends for it, or the
    amounts of a series are not those of so many quarter-hours.
    """
    own = (party, area)
    if None in own or any(len(one.amounts) != quarter_hours for one in series):
        return None
    signs = [((one.in_party, one.in_area) == own) - ((one.out_party, one.out_area) == own) for one in series]
    if not any(signs):
        return None
    flows = [[sign * amount for amount in one.amounts.values()] for sign, one in zip(signs, series, strict=True)]
    net = [sum(parts) for parts in zip(*flows, strict=True)]
    # amounts have three decimals; what is less came out of adding them
    return {number: round(amount, 3) for number, amount in enumerate(net) if abs(amount) > _KILOWATT / 2}


def furthest_off(off: Mapping[int, float], labels: Sequence[str]) -> tuple[str, str, float]:
    """Return in how many quarter-hours it is off, the local time of the one furthest off, and by how many MW there."""
    worst = max(off, key=lambda number: (abs(off[number]), -number))
    return f"{len(off)} quarter-hour{'s' if len(off) > 1 else ''}", labels[worst], off[worst]
