"""Power and energy as text; nothing else rounds MW or MWh, so that every screen and report shows the same.

Amounts in kW over quarter-hours have up to five decimals of MWh. As binary floats they lie beside the half, and
would be rounded now up, now down: their shortest decimal form is rounded instead, half away from zero.
"""

from decimal import ROUND_HALF_UP, Decimal

_THOUSANDTH = Decimal("0.001")
_NOISE = 6
_LARGEST, _TINY = 1e15, 1e-9


def power_text(megawatts: float) -> str:
    """Return an amount, `12.000` or `−0.200`; three decimals unless it needs more."""
    return f"{'−' if megawatts < 0 else ''}{_power(megawatts)}"


def signed(difference: float) -> str:
    """Return a difference of power with its sign, `+0.500` or `−0.200`; three decimals unless it needs more."""
    return f"{_sign(difference)}{_power(round(difference, _NOISE))}"


def energy_text(mwh: float, *, grouped: bool = False) -> str:
    """Return an energy in MWh with three decimals, more where it would look like none; `grouped`: `1 234.500`."""
    text = f"{'−' if mwh < 0 else ''}{_energy(mwh)}"
    return text.replace(",", " " if grouped else "")


def signed_energy(difference: float) -> str:
    """Return a difference of energy in MWh with its sign, rounded as an energy is."""
    return f"{_sign(difference)}{_energy(difference)}".replace(",", "")


def _sign(difference: float) -> str:
    return "−" if difference < 0 else "+" if difference else "±"


def _power(megawatts: float) -> str:
    amount = abs(megawatts)
    if not amount < _LARGEST:
        return f"{amount:.9g}"
    exact = Decimal(repr(amount))
    if round(exact, 3) == exact:
        return f"{exact:.3f}"
    return f"{exact:f}" if amount >= _TINY else repr(amount)


def _energy(mwh: float) -> str:
    amount = abs(mwh)
    if not amount < _LARGEST:
        return f"{amount:,.3f}"
    rounded = Decimal(repr(round(amount, _NOISE))).quantize(_THOUSANDTH, ROUND_HALF_UP)
    return f"{rounded:,.3f}" if rounded or not amount else f"{amount:.6f}"
