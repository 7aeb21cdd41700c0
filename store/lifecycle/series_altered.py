"""Series with other amounts: what a corrected version, a counterparty or an exchange says instead."""

from collections.abc import Mapping, Sequence

from store.lifecycle.life import Life
from store.lifecycle.moves import Act, Move
from store.lifecycle.portfolio import portfolio
from store.model.tolerant import amount_of, mapping_of, mappings_of
from store.model.tso import tso

OUT_OF_BALANCE = "A54"
"""The reason code by which a submission says that it changes series without balancing them."""

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
    """Return the series of a next version: those chosen moved, another one taking the balance.

    None where no other series can take it without falling below zero. A submission that says A54 leaves
    the balance as it comes out.
    """
    chosen = [one for one in series if one.get("time_series_uid") in act.series]
    result = {id(one): {**one, "data": moved(one, act)} if one in chosen else one for one in series}
    if act.reason_codes[:1] == (OUT_OF_BALANCE,) or not act.megawatts:
        return list(result.values())
    excess = round(sum(_direction(life, one) for one in chosen) * act.megawatts, 3)
    if not excess:
        return list(result.values())
    for one in sorted((one for one in series if one not in chosen), key=_rank):
        direction = _direction(life, one)
        if direction and one.get("data"):
            points = moved(one, Act(act.move, positions=act.positions, megawatts=-excess * direction))
            if min(_kilowatts(points), default=0) >= 0:
                result[id(one)] = {**one, "data": points}
                return list(result.values())
    return None


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
