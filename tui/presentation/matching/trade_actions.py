"""What can be done with a trade: its quantities read otherwise, another version, its chart, its event."""

from collections.abc import Mapping

from store.diff.reconciling.anomaly_reading import Reading
from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade import Trade
from store.diff.reconciling.trade_comparison import is_told

Readings = Mapping[str, Reading]
"""The readings that were chosen, by the keys of trades."""


def switched(readings: Readings, trade: Trade) -> Readings:
    """Return the readings with that of a trade turned: to the other one, and from there back to its own."""
    rest = {key: one for key, one in readings.items() if key != trade.key}
    if trade.read is None or trade.read.chosen:
        return rest
    return {**rest, trade.key: trade.read.reading.other}


def why_not(action: str, trade: Trade | None) -> str | None:
    """Return why an action on the trade under the cursor cannot be done; None when it can."""
    if action not in {"go", "turn_reading", "chart"}:
        return None
    if trade is None:
        return "there is no trade"
    if action == "go":
        return None if trade.event else "nothing was said of this trade yet"
    if action == "chart":
        return None if is_told(trade) else "the log does not tell both sides"
    if trade.read is None:
        return "nothing here rests on the quantities of an anomaly"
    if trade.read.fixed:
        return f"these quantities can only be read as {trade.read.reading}, for {trade.read.why}"
    return None


def version_beside(found: Reconciliation | None, step: int) -> int | None:
    """Return the version so many further on than the one that is looked at; None where there is none."""
    if found is None or found.version is None:
        return None
    place = found.versions.index(found.version) + step
    return found.versions[place] if 0 <= place < len(found.versions) else None
