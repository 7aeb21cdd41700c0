"""Series with other amounts: what a corrected version, a counterparty or an exchange says instead."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from store.lifecycle.life import Life
from store.lifecycle.market.portfolio import portfolio
from store.lifecycle.moves import OUT_OF_BALANCE, Act, Move
from store.model.market.tso import tso
from store.model.texts.tolerant import amount_of, mapping_of, mappings_of

Snapshot = Mapping[str, object]


def ready(act: Act) -> bool:
    """Tell whether a move speaks of amounts."""
    return act.move in {Move.SUBMIT, Move.REPORT_ANOMALY, Move.IMPOSE}


def reason_against(life: Life, act: Act) -> str | None:
    """Return why amounts cannot be altered as an act wants; None when they can."""
    if not act.megawatts:
        return None
    series = series_meant(life, act)
    for one in series:
        if one.get("time_series_uid") in act.series:
            amounts = _kilowatts(moved(one, act))
            if not amounts:
                return f"the log holds no amounts of {one.get('time_series_uid')}"
            if min(amounts) < 0:
                return f"{one.get('time_series_uid')} would fall below 0 MW: amounts carry no sign"
    if act.move is Move.SUBMIT and act.reason_codes[:1] != (OUT_OF_BALANCE,) and altered(life, series, act) is None:
        return "no other series can take the balance: choose a smaller quantity"
    return None


def series_meant(life: Life, act: Act) -> Sequence[Snapshot]:
    """Return the series that an act is about: of the version named, else of the latest.

    A submission is always made of the latest version; the first one is of invented series.
    """
    if act.move is Move.SUBMIT and not life.numbers:
        return portfolio(life.tso, life.day, life.uid, party_eic=life.party)
    if act.version is not None and act.move is not Move.SUBMIT:
        return life.series_of(act.version)
    return life.series_of(life.numbers[-1]) if life.numbers else ()


def moved(series: Snapshot, act: Act) -> list[dict[str, object]]:
    """Return the points of a series with the act's MW added in its quarter-hours."""
    points = mappings_of(series.get("data")) or mappings_of(mapping_of(series.get("spec")).get("data"))
    return [
        {**point, "amount": _plus(point, act.megawatts)} if not act.positions or number in act.positions else {**point}
        for number, point in enumerate(points, 1)
    ]


def altered(life: Life, series: Sequence[Snapshot], act: Act) -> list[Snapshot] | None:
    """Return the series of a next version: those chosen moved, and the whole in balance in every quarter-hour.

    What is out of balance, here or in the version before, others take: where nothing is moved the series that are
    chosen, else the consumption, the production, the trades. None where they cannot without falling below zero. A
    submission that says A54 leaves the balance as it comes out.
    """
    chosen = [one.get("time_series_uid") in act.series for one in series]
    result = [
        {**one, "data": moved(one, act)} if is_chosen else one for one, is_chosen in zip(series, chosen, strict=True)
    ]
    if act.reason_codes[:1] == (OUT_OF_BALANCE,):
        return result
    excess = _excess(life, series, result)
    if not any(excess):
        return result
    takers = [
        place
        for place, one in enumerate(result)
        if len(_kilowatts(mappings_of(one.get("data")))) == len(excess)
        and _direction(life, one)
        and not (act.megawatts and chosen[place])
    ]
    return _settled(life, result, excess, sorted(takers, key=lambda place: (not chosen[place], _rank(result[place]))))


def _excess(life: Life, before: Sequence[Snapshot], after: Sequence[Snapshot]) -> list[int]:
    """Return by how many kW more flows to the own party than from it, for every quarter-hour.

    Where a series lacks amounts nobody can tell; then it is what has changed.
    """
    net = _net(life, after)
    if all(len(mappings_of(one.get("data"))) == len(net) for one in after):
        return net
    return [new - old for new, old in zip(net, _net(life, before), strict=True)]


def _net(life: Life, series: Sequence[Snapshot]) -> list[int]:
    flows = ((_direction(life, one), _kilowatts(mappings_of(one.get("data")))) for one in series)
    signed = ([sign * amount for amount in amounts] for sign, amounts in flows)
    return [sum(parts) for parts in zip_longest(*signed, fillvalue=0)]


def _settled(
    life: Life, series: Sequence[Snapshot], excess: Sequence[int], takers: Sequence[int]
) -> list[Snapshot] | None:
    """Return series of which one takes the balance, else one in each quarter-hour; `takers` are their places."""
    directions = {place: _direction(life, series[place]) for place in takers}
    amounts = {place: _kilowatts(mappings_of(series[place].get("data"))) for place in takers}
    able = {
        place: [amount - directions[place] * off >= 0 for amount, off in zip(amounts[place], excess, strict=True)]
        for place in takers
    }
    alone = [place for place in takers if all(able[place])]
    result = list(series)
    for number, off in enumerate(excess):
        taker = next((place for place in alone or takers if able[place][number]), None)
        if off and taker is None:
            return None
        if off and taker is not None:
            points = mappings_of(result[taker].get("data"))
            points[number] = {**points[number], "amount": _plus(points[number], -directions[taker] * off / 1000)}
            result[taker] = {**result[taker], "data": points}
    return result


def _direction(life: Life, series: Snapshot) -> int:
    """Return 1 for what flows to the own party in the TSO's area, -1 for what flows from it, 0 for neither."""
    ids = mapping_of(series.get("ids")) or mapping_of(mapping_of(series.get("spec")).get("ids"))
    at = tso(life.tso)
    home = at.area_eic if at else None
    here = (life.party, home)
    return ((ids.get("in_party"), ids.get("in_area")) == here) - ((ids.get("out_party"), ids.get("out_area")) == here)


def _rank(series: Snapshot) -> int:
    """Return how late a series is asked to take the balance: the consumption first, trades last."""
    return {"consumption": 0, "production": 1}.get(str(series.get("type")), 2)


def _plus(point: Snapshot, megawatts: float) -> float:
    return round((amount_of(point.get("amount")) or 0.0) + megawatts, 3)


def _kilowatts(points: Sequence[Snapshot]) -> list[int]:
    return [round(1000 * (amount_of(point.get("amount")) or 0.0)) for point in points]
