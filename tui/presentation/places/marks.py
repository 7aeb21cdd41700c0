"""The events that were marked, to be found again."""

from dataclasses import dataclass

MOST_MARKS = 200
"""Events that can be marked in a store; the one marked first is forgotten first."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Uids of marked events, in the order in which they were marked."""

    uids: tuple[str, ...] = ()

    def turned(self, uid: str) -> "Marks":
        """Return the marks with an event marked, or no longer."""
        others = tuple(one for one in self.uids if one != uid)
        return Marks(others if len(others) < len(self.uids) else (*others, uid)[-MOST_MARKS:])
