"""Energy identification codes (EIC): what is wrong with one, and whose it is.

An EIC has 16 characters out of `0-9 A-Z -`, the last of which checks the others (ENTSO-E, "EIC reference
manual"). Anonymised messages often carry a wrong one, so a fault is a warning and never a refusal.
"""

from store.model.market.tso import TSOS

_LENGTH = 16
_ALPHABET = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-")

PSEUDO_PARTIES = {
    "11XFC-PROD-----E": "production forecast",
    "11XFC-CONS-----0": "consumption forecast",
}
"""Codes that stand where a party belongs in a production or consumption series, and no party has."""

_NAMES = {
    **{one.party_eic: one.name for one in TSOS},
    **{one.gs1: one.name for one in TSOS if one.gs1},
    **{one.area_eic: f"{one.name} area" for one in TSOS},
    **PSEUDO_PARTIES,
}


def check(text: str) -> str | None:
    """Return in one sentence what is wrong with an EIC, None when it is well-formed."""
    if len(text) != _LENGTH:
        return f"an EIC has {_LENGTH} characters, this one has {len(text)}"
    foreign = next((character for character in text if character not in _ALPHABET), None)
    if foreign is not None:
        return f"an EIC holds only digits, capital letters and '-', this one holds {foreign!a}"
    return _check_character_fault(text)


def _check_character_fault(text: str) -> str | None:
    # the import takes 40 ms, most of it for parts that are not used, and few runs check an EIC
    from stdnum.eu.eic import calc_check_digit  # noqa: PLC0415

    expected = calc_check_digit(text)
    if expected == "-":
        return f"no EIC begins with {text[:-1]}: its check character would be '-', which is not allowed"
    if text[-1] != expected:
        return f"the check character of {text} is wrong: the others call for {expected!r}, not {text[-1]!r}"
    return None


def party_name(eic: str) -> str | None:
    """Return the name of a TSO, of its control area or of a pseudo-party; None for any other code."""
    return _NAMES.get(eic.strip().upper())
