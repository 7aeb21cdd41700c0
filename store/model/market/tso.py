"""The directory of the transmission system operators the API knows, and the markets they are in."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Market = Literal["DE", "NL"]

_MARKETS: dict[str, Market] = {"de": "DE", "germany": "DE", "nl": "NL", "netherlands": "NL"}


@dataclass(frozen=True, slots=True)
class Tso:
    """A transmission system operator.

    `code` is the one of the API, `name` the one shown. `party_eic` identifies it as the receiver of
    messages, `area_eic` its control area; `gs1` is the number that takes the place of the party EIC
    in messages to it, where it has one.
    """

    code: str
    name: str
    market: Market
    party_eic: str
    area_eic: str
    gs1: str | None = None


TSOS = (
    Tso("50HERTZ_DE_TSO", "50Hertz", "DE", "10XDE-VE-TRANSMK", "10YDE-VE-------2"),
    Tso("DE-AMPRION-TSO", "Amprion", "DE", "10XDE-RWENET---W", "10YDE-RWENET---I"),
    Tso("TTG_DE", "TenneT DE", "DE", "10XDE-EON-NETZ-C", "10YDE-EON------1"),
    Tso("DE-TRANSNETBWTSO", "TransnetBW", "DE", "10XDE-ENBW--TNGX", "10YDE-ENBW-----N"),
    Tso("TENNET_TSO", "TenneT NL", "NL", "10X1001A1001A361", "10YNL----------L", "8716867999983"),
)
"""The four of Germany and the one of the Netherlands."""


def _known_as(one: Tso) -> set[str]:
    """Return everything a TSO is found by, in lower case; its name also written as one word."""
    names = {one.name.replace(" ", joint) for joint in (" ", "-", "_", "")}
    identities = {one.code, one.party_eic, one.area_eic, one.gs1 or one.code}
    return {known.casefold() for known in names | identities}


_BY_IDENTITY = {known: one for one in TSOS for known in _known_as(one)}


def tso(text: str) -> Tso | None:
    """Return the TSO with this code, party EIC, GS1 number, area EIC or name, in any case; else None."""
    return _BY_IDENTITY.get(text.strip().casefold())


@lru_cache(maxsize=64)
def known_as(code_or_eic: str | None) -> frozenset[str]:
    """Return everything a TSO is found by: its names, also the first word of it, codes and EICs; as it came too."""
    if not code_or_eic:
        return frozenset()
    known = tso(code_or_eic)
    names = {*_known_as(known), known.name.split()[0].casefold()} if known else set()
    return frozenset({code_or_eic, *names})


def short_name(code_or_eic: str | None) -> str:
    """Return the name of a TSO for the screen; an unknown one as it came, `–` where there is none."""
    if not code_or_eic:
        return "–"
    known = tso(code_or_eic)
    return known.name if known else code_or_eic


def market_code(text: str | None) -> Market | None:
    """Return the market a text names in either spelling of the API, in any case; None where unknown."""
    return _MARKETS.get((text or "").strip().casefold())
