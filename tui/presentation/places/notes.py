"""What is noted of rows of the timeline beside what they say themselves."""

from dataclasses import dataclass, replace

from store.model.texts.inert import inert
from tui.presentation.lists.timeline_rows import RowStyle
from tui.presentation.places.found import Phrase
from tui.presentation.signs import Signs

MOST_OF_FILTER = 30
"""Characters of a filter that are said below the list."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Which events are marked, which of them match where others stand around them, and what was looked for in text.

    `matches` is None where nothing stands around the matches, which are `of` a filter. `place` says which match is
    looked at, out of how many.
    """

    marked: frozenset[str] = frozenset()
    matches: frozenset[str] | None = None
    phrases: tuple[Phrase, ...] = ()
    place: str = ""
    of: str = ""

    def words(self, signs: Signs) -> str:
        """Return what is said of it below the list."""
        around = f"around the matches of {inert(self.of, MOST_OF_FILTER)}" if self.matches is not None else ""
        parts = [around, f"match {self.place}" if self.place else ""]
        if self.marked:
            parts.append(f"{signs.marked} {len(self.marked)} marked")
        return f" {signs.dot} ".join(filter(None, parts))

    def draws_as(self, other: "Notes") -> bool:
        """Tell whether rows look the same with other notes."""
        return replace(self, place="", of="") == replace(other, place="", of="")

    def sign(self, uid: str | None, signs: Signs) -> str:
        """Return what stands in the margin of an event; empty where there is no margin."""
        if not self.marked and self.matches is None:
            return ""
        if uid in self.marked:
            return signs.marked
        return signs.match if self.matches is not None and uid in self.matches else " "

    def styled(self, style: RowStyle, signs: Signs) -> RowStyle:
        """Return the style of rows that have a margin where there is one to be, and show what was looked for."""
        return replace(style, width=style.width - len(self.sign(None, signs)), phrases=self.phrases)
