"""The invented market: who sends schedules in the simulation, and with whom they trade.

Nobody here exists; the codes have right check characters, and three of them are those of the sample data.
"""

from dataclasses import dataclass

from store.model.market.tso import Market


@dataclass(frozen=True, slots=True)
class Party:
    """A balance responsible party; `short` is how message ids name it."""

    eic: str
    name: str
    short: str
    market: Market


HALMLICHT = Party("11XHALMLICHT---L", "Halmlicht Energie", "HALMLICHT", "DE")
KIESELWERK = Party("11XKIESELWERK--5", "Kieselwerk Handel", "KIESELWERK", "DE")
DEICHWIND = Party("11XDEICHWIND---A", "Deichwind", "DEICHWIND", "DE")
STROMKONTOR = Party("11XSTROMKONTOR-C", "Stromkontor", "STROMKONTOR", "DE")
STROMHALLE = Party("11XSTROMHALLE--E", "Stromhalle Spotmarkt", "STROMHALLE", "DE")
POLDERSTROOM = Party("49XPOLDERSTROOM7", "Polderstroom", "POLDERSTROOM", "NL")
DUINWIND = Party("49XDUINWIND----J", "Duinwind", "DUINWIND", "NL")
WADSTROOM = Party("49XWADSTROOM---6", "Wadstroom", "WADSTROOM", "NL")
STROOMBEURS = Party("49XSTROOMBEURS-9", "Stroombeurs", "STROOMBEURS", "NL")

PARTIES = (
    HALMLICHT,
    KIESELWERK,
    DEICHWIND,
    STROMKONTOR,
    STROMHALLE,
    POLDERSTROOM,
    DUINWIND,
    WADSTROOM,
    STROOMBEURS,
)
"""Everybody in the invented market."""

_SENDERS: dict[Market, Party] = {"DE": HALMLICHT, "NL": POLDERSTROOM}
_EXCHANGES: dict[Market, Party] = {"DE": STROMHALLE, "NL": STROOMBEURS}
_BY_EIC = {one.eic: one for one in PARTIES}


def sender(market: Market) -> Party:
    """Return the party whose schedules the simulation sends in a market."""
    return _SENDERS[market]


def exchange(market: Market) -> Party:
    """Return the exchange of a market: where values differ, its own take priority."""
    return _EXCHANGES[market]


def counterparties(market: Market) -> tuple[Party, ...]:
    """Return the traders of a market other than the sender and the exchange."""
    aside = {_SENDERS[market], _EXCHANGES[market]}
    return tuple(one for one in PARTIES if one.market == market and one not in aside)


def party(eic: str) -> Party | None:
    """Return the invented party with this code; None for any other code."""
    return _BY_EIC.get(eic.strip().upper())


def exchange_codes() -> frozenset[str]:
    """Return the codes of the invented exchanges."""
    return frozenset(one.eic for one in _EXCHANGES.values())


def is_exchange(eic: str) -> bool:
    """Tell whether a code is that of an invented exchange."""
    return any(eic == one.eic for one in _EXCHANGES.values())
