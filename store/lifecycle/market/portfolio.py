"""The series of an invented delivery day: what a party makes, uses, buys and sells, in balance."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from store.errors import StoreError
from store.lifecycle.market.parties import Party, counterparties, exchange, sender
from store.model.market.delivery_day import quarter_hours, zone_of
from store.model.market.tso import TSOS, Tso, tso

Kilowatts = list[int]
_PRODUCTION = "11XFC-PROD-----E"
_CONSUMPTION = "11XFC-CONS-----0"


def portfolio(
    tso_code: str, day: date, seed: object, *, trades: int = 3, party_eic: str | None = None
) -> list[dict[str, object]]:
    """Return the series of a delivery day as `spec.series` has them, without their uids; the same for the same seed.

    `TS-001` is the production, `TS-002` the consumption, then as many trades as asked: in turn a purchase, a
    sale, a purchase from the exchange and one from another control area. Amounts are MW with three decimals,
    never negative; what flows to the party in its area equals what flows from it in every quarter-hour.
    `party_eic` is the sender, the invented one of the market when left out. Raises StoreError for an unknown TSO.
    """
    known = tso(tso_code)
    if known is None:
        raise StoreError(f"no TSO is called {tso_code!r}: take one of {', '.join(one.code for one in TSOS)}")
    own = party_eic or sender(known.market).eic
    chance = random.Random(f"portfolio {known.code} {day} {seed}")  # noqa: S311 - invented amounts, no secret
    starts = quarter_hours(day, zone_of(known.market))
    hours = [_local_hour(start, known) for start in starts]
    production = _drawn(hours, chance, 4_000, 22_000, lambda hour: max(0.0, 1 - abs(hour - 13) / 6))
    deals = [_Deal(number, known, own) for number in range(trades)]
    traded = [_traded(deal, hours, production, chance) for deal in deals]
    flows = [[deal.sign * kilowatts for kilowatts in amounts] for deal, amounts in zip(deals, traded, strict=True)]
    consumption = [sum(parts) for parts in zip(production, *flows, strict=True)]
    inside = {"in_area": known.area_eic, "out_area": known.area_eic}
    return [
        _series(1, "production", {**inside, "in_party": own, "out_party": _PRODUCTION}, starts, production),
        _series(2, "consumption", {**inside, "in_party": _CONSUMPTION, "out_party": own}, starts, consumption),
        *(
            _series(3 + deal.number, deal.type, deal.ids(chance), starts, amounts)
            for deal, amounts in zip(deals, traded, strict=True)
        ),
    ]


@dataclass(frozen=True)
class _Deal:
    """One trade of a party at a TSO: its kind and direction go by its number."""

    number: int
    at: Tso
    own: str

    @property
    def sign(self) -> int:
        """Return 1 for a purchase, -1 for a sale."""
        return -1 if self.number % 4 == 1 else 1

    @property
    def type(self) -> str:
        """Return the series type."""
        return "external" if self.number % 4 == 3 else "internal"

    def ids(self, chance: random.Random) -> dict[str, str]:
        """Return between whom and where it is."""
        if self.type == "external":
            areas = [one.area_eic for one in TSOS if one.area_eic != self.at.area_eic and one.market == "DE"]
            parties = {"in_party": self.own, "out_party": self.own}
            agreement = {"market_agreement_id": f"FIX-{chance.randint(1000, 9999)}"}
            return {"in_area": self.at.area_eic, "out_area": chance.choice(areas)} | parties | agreement
        here = {"in_area": self.at.area_eic, "out_area": self.at.area_eic}
        if self.sign < 0:
            return {**here, "in_party": self._other().eic, "out_party": self.own}
        return {**here, "in_party": self.own, "out_party": self._other().eic}

    def _other(self) -> Party:
        if self.number % 4 == 2:
            return exchange(self.at.market)
        traders = [one for one in counterparties(self.at.market) if one.eic != self.own]
        return traders[(self.number + self.number // 4) % len(traders)]


def _traded(deal: _Deal, hours: Sequence[float], production: Kilowatts, chance: random.Random) -> Kilowatts:
    """Return the amounts of a trade; all sales together stay below what is made, so that nothing is negative."""
    if deal.sign < 0:
        share = chance.randint(10, 25)
        return [made * share // (200 * (1 + deal.number // 4)) for made in production]
    return _drawn(hours, chance, 1_500, 9_000, lambda hour: 1 - abs(hour - 18) / 24)


def _drawn(
    hours: Sequence[float], chance: random.Random, least: int, most: int, shape: Callable[[float], float]
) -> Kilowatts:
    """Return amounts that follow a shape of the local day between two bounds, a little uneven."""
    level, peak = chance.randint(least, 2 * least), chance.randint(most // 2, most)
    return [
        max(0, round(level + peak * shape(hour) * chance.uniform(0.97, 1.03)) + chance.randint(-60, 60))
        for hour in hours
    ]


def _local_hour(start: datetime, at: Tso) -> float:
    local = start.astimezone(zone_of(at.market))
    return local.hour + local.minute / 60


def _series(
    number: int, type_: str, ids: dict[str, str], starts: Sequence[datetime], kilowatts: Kilowatts
) -> dict[str, object]:
    data = [
        {"ts": f"{start:%Y-%m-%dT%H:%M:%SZ}", "amount": amount / 1000}
        for start, amount in zip(starts, kilowatts, strict=True)
    ]
    return {"time_series_uid": f"TS-{number:03}", "type": type_, "ids": ids, "data": data}
