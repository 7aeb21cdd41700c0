"""The day-ahead business of a desk as it happens: five TSOs, and each answers in its own way."""

from datetime import UTC, date, datetime, timedelta

from store.lifecycle.scenarios import plots
from store.lifecycle.scenarios.library import known_tso, staged
from store.lifecycle.simulation.playing import Simulation

_FATES = (
    ("50HERTZ_DE_TSO", plots.happy_day, 0),
    ("DE-AMPRION-TSO", plots.anomaly_corrected, 4),
    ("TTG_DE", plots.rejected_and_resubmitted, 9),
    ("DE-TRANSNETBWTSO", plots.answered_late, 15),
    ("TENNET_TSO", plots.partial_confirmation, 22),
)
"""Who meets what, and how many seconds after the beginning."""


def live(*, seed: int, day: date, start: datetime) -> Simulation:
    """Return the day-ahead business of a delivery day, submitted within three minutes of `start`.

    One version is rejected and sent again, one gets an anomaly and is corrected, one is answered only
    after a status request, one is confirmed in part.
    """
    begins = start.astimezone(UTC)
    parts = [(plot, known_tso(code), begins + timedelta(seconds=seconds)) for code, plot, seconds in _FATES]
    return staged(parts, day=day, key=f"live {seed} {day} {begins.isoformat()}")
