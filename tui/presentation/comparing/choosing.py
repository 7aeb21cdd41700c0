"""What versions are chosen from, and which were."""

from dataclasses import dataclass

from tui.presentation.comparing.marked import Marked


@dataclass(frozen=True, slots=True)
class Choosing:
    """Whose versions are chosen from, in words; the one to begin with; what is A already."""

    subject: str
    version: int | None = None
    marked: Marked | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """The versions that were chosen: A, None for what was marked before, and B, None where only A is marked."""

    one: int | None
    other: int | None
