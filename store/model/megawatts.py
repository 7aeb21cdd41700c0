"""Differences of power and energy as text."""


def signed(difference: float) -> str:
    """Return a difference with its sign, `+0.500` or `−0.200`; three decimals unless it needs more."""
    text = f"{abs(difference):.3f}" if round(difference, 3) == difference else f"{abs(difference):.6f}"
    return f"{'−' if difference < 0 else '+' if difference else '±'}{text}"
