"""What a run of the benchmark was asked for."""

from dataclasses import dataclass
from pathlib import Path

SMALL_EVENTS = 10_000
LARGE_EVENTS = 1_000_000
LARGEST_EVENTS = 5_000_000


@dataclass(frozen=True)
class Asked:
    """How large the large log is, where logs and stores are kept, where the peers are, how long to follow.

    `largest` is the size on which what a screen costs is measured once more; 0 for none.
    """

    events: int
    cache: Path
    peers: Path | None = None
    follow_seconds: int = 60
    idle_seconds: int = 20
    keys: int = 60
    largest: int = 0

    @property
    def small(self) -> int:
        """The number of events of the small log, beside which the large one must cost the same."""
        return min(SMALL_EVENTS, self.events)

    @property
    def sizes(self) -> list[int]:
        """The sizes to measure, the small one first; one of them where both are the same."""
        return sorted({self.small, self.events})

    @property
    def sizes_of_screens(self) -> list[int]:
        """The sizes to measure what a screen costs with, which must not grow with the log: the largest one too."""
        return sorted({*self.sizes, self.largest or self.events})


def thousands(number: int) -> str:
    """Return a number with its digits in groups of three."""
    return f"{number:,}".replace(",", "\u202f")
