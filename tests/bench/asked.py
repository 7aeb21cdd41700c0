"""What a run of the benchmark was asked for."""

from dataclasses import dataclass
from pathlib import Path

SMALL_EVENTS = 10_000
LARGE_EVENTS = 1_000_000


@dataclass(frozen=True)
class Asked:
    """How large the large log is, where logs and stores are kept, where the peers are, how long to follow."""

    events: int
    cache: Path
    peers: Path | None = None
    follow_seconds: int = 60
    idle_seconds: int = 20
    keys: int = 60

    @property
    def small(self) -> int:
        """The number of events of the small log, beside which the large one must cost the same."""
        return min(SMALL_EVENTS, self.events)

    @property
    def sizes(self) -> list[int]:
        """The sizes to measure, the small one first; one of them where both are the same."""
        return sorted({self.small, self.events})


def thousands(number: int) -> str:
    """Return a number with its digits in groups of three."""
    return f"{number:,}".replace(",", "\u202f")
