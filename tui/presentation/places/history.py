"""The places of the timeline that one was at, to go back to and forward again."""

from dataclasses import dataclass
from datetime import date

from store.model.timeline import EVERYTHING, Scope

MOST = 100
"""How many places are kept in each direction."""


@dataclass(frozen=True, slots=True)
class Place:
    """What was looked at: a scope, which belongs to a day, a filter as it was written, and an event."""

    scope: Scope = EVERYTHING
    day: date | None = None
    filter: str = ""
    uid: str | None = None

    def lists_as(self, other: "Place") -> bool:
        """Tell whether the same events are listed at another place."""
        return (self.scope, self.filter) == (other.scope, other.filter)


@dataclass(frozen=True, slots=True)
class History:
    """Places behind and ahead of the one that is looked at, each with the nearest last."""

    behind: tuple[Place, ...] = ()
    ahead: tuple[Place, ...] = ()

    def leaving(self, place: Place) -> "History":
        """Return the history after a place was left for a new one: nothing is ahead any more."""
        behind = self.behind if self.behind and self.behind[-1] == place else (*self.behind, place)
        return History(behind[-MOST:])

    def back(self, here: Place) -> "tuple[History, Place] | None":
        """Return the history with the place behind being looked at, and that place; None where there is none."""
        if not self.behind:
            return None
        *behind, place = self.behind
        return History(tuple(behind), (*self.ahead, here)[-MOST:]), place

    def forward(self, here: Place) -> "tuple[History, Place] | None":
        """Return the history with the place ahead being looked at, and that place; None where there is none."""
        found = History(self.ahead, self.behind).back(here)
        return None if found is None else (History(found[0].ahead, found[0].behind), found[1])
