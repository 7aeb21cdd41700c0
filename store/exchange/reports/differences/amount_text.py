"""Amounts of a day comparison as text: an amount, null and nothing all look different."""

from collections.abc import Sequence

from store.diff.changes import MISSING
from store.diff.days.quarter_hours import Amount
from store.model.market.megawatts import power_text

NULL = "∅"
NOTHING = "·"

LEGEND = f"Amounts in MW, times local. {NOTHING} no such quarter-hour, {NULL} null: both count as 0 in differences."
"""What has to be known to read a table of quarter-hours."""


def amount_text(amount: Amount) -> str:
    """Return an amount in MW, `12.000`; three decimals unless it needs more, `∅` for null, `·` for none."""
    if amount is None or amount is MISSING:
        return NULL if amount is None else NOTHING
    return power_text(amount)


def range_text(amounts: Sequence[Amount]) -> str:
    """Return amounts as one where they are alike, else from the lowest to the highest: `1.000…3.000`."""
    numbers = [one for one in amounts if isinstance(one, float)]
    if not numbers or min(numbers) == max(numbers):
        return amount_text(amounts[0])
    return f"{amount_text(min(numbers))}…{amount_text(max(numbers))}"
