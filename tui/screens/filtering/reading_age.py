"""How old the reading of a filter is: `since:2h` is told from the moment at which it was read."""

from datetime import UTC, datetime, timedelta

MOVES_ON_AFTER = timedelta(minutes=1)
"""How old `since:2h` gets before it is told from now again, when something was written."""


class ReadingAge:
    """Knows when a filter was read last; instants are in UTC."""

    def __init__(self) -> None:
        self._read_at = datetime.min.replace(tzinfo=UTC)

    def is_old(self, now: datetime) -> bool:
        """Tell whether the filter is to be read anew."""
        return abs(now - self._read_at) >= MOVES_ON_AFTER

    def begin(self, now: datetime) -> None:
        """Take note that the filter is read."""
        self._read_at = now
