"""How old the reading of a filter is: `since:2h` is told from the moment at which it was read."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MOVES_ON_AFTER = timedelta(minutes=1)
"""How old `since:2h` gets before it is told from now again, when something was written."""


class ReadingAge:
    """Knows when a filter was read last, by a clock in UTC."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._read_at = datetime.min.replace(tzinfo=UTC)

    @property
    def is_old(self) -> bool:
        """Whether the filter is to be read anew."""
        return abs(self._now() - self._read_at) >= MOVES_ON_AFTER

    def begin(self) -> None:
        """Take note that the filter is read now."""
        self._read_at = self._now()
