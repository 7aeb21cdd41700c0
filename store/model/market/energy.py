"""Energy of amounts in MW, which depends on how long each of them lasts."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from store.model.market.delivery_day import QUARTER_HOUR, instant

STEPS = frozenset({5, 10, 15, 30, 60})
"""The resolutions in minutes that a series can have; any other distance is a gap."""

_MINUTE = timedelta(minutes=1)
_DECIMALS = 6


def energy_mwh(megawatts: Iterable[float], minutes: int | None) -> float:
    """Return the energy of amounts in MW that last so many minutes each; a quarter-hour where that is not known."""
    return round(sum(megawatts) * ((minutes or QUARTER_HOUR // _MINUTE) / 60), _DECIMALS)


def step_minutes(starts: Iterable[datetime]) -> int | None:
    """Return the resolution that starts show: their shortest distance; None where that is none of the `STEPS`."""
    gap = min((later - earlier for earlier, later in pairwise(sorted(set(starts)))), default=None)
    if gap is None or gap % _MINUTE:
        return None
    minutes = gap // _MINUTE
    return minutes if minutes in STEPS else None


def points_minutes(points: Sequence[object]) -> int | None:
    """Return the resolution that the points of a series show, whatever their amounts; None where they show none."""
    texts = [point.get("ts") for point in points if isinstance(point, dict)]
    return _texts_minutes(tuple([text for text in texts if isinstance(text, str)]))


def both_minutes(before: int | None, after: int | None) -> tuple[int | None, int | None]:
    """Return the resolutions of two sides; one that shows none has that of the other."""
    return before or after, after or before


@lru_cache(maxsize=16)
def _texts_minutes(texts: tuple[str, ...]) -> int | None:
    """Return the resolution that time stamps show; all series of a version have the same ones."""
    return step_minutes(start for text in texts if (start := _start(text)) is not None)


def _start(text: str) -> datetime | None:
    try:
        return instant(text)
    except ValueError:
        return None
