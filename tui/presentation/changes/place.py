"""Where the lines of a state stand: the place being drawn, and what it is drawn with."""

from dataclasses import dataclass
from typing import NamedTuple

from store.diff.changes import MISSING, Element, Path
from tui.presentation.changes.comparison import Comparison
from tui.presentation.panes.lines.kept_lines import KeptLines
from tui.presentation.panes.pane_lines import ChangeAt, LineKey, Sign, Unfolded


@dataclass(frozen=True, slots=True)
class Sight:
    """What lines are drawn with: the comparison, what is open, the columns of a pane, and what is kept of last time."""

    comparison: Comparison
    unfolded: Unfolded
    width: int
    kept: KeptLines | None = None


class Place(NamedTuple):
    """A value to draw: its steps, label and both sides, MISSING for a side that lacks it.

    `cells` is how wide the labels of its neighbours are, `sign` that of everything inside of something
    added or removed, `within_change` tells that a line above already stands for the change. `root` says
    that the steps count from the entry's data.
    """

    steps: Path
    label: str
    before: object
    after: object
    depth: int = 0
    cells: int = 0
    sign: Sign = Sign.SAME
    within_change: bool = False
    root: bool = False

    @property
    def key(self) -> LineKey:
        """What the line of this place is known by."""
        return ("data" if self.root else "state", *self.steps)

    @property
    def has_before(self) -> bool:
        """Whether there is a value before."""
        return self.before is not MISSING

    @property
    def has_after(self) -> bool:
        """Whether there is a value after."""
        return self.after is not MISSING

    @property
    def value(self) -> object:
        """The value after, or before where it is gone."""
        return self.after if self.has_after else self.before

    @property
    def name(self) -> str:
        """The key the place stands under, that of the list for an element; empty at the top."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")

    @property
    def is_element(self) -> bool:
        """Whether the place is an element of a list."""
        return bool(self.steps) and isinstance(self.steps[-1], Element)

    @property
    def at(self) -> ChangeAt:
        """What a line of this place says under the cursor."""
        return ChangeAt(self.steps, self.before, self.after, self.root)

    @property
    def form(self) -> tuple[object, ...]:
        """What its lines depend on besides its key and values."""
        return self.label, self.depth, self.cells, self.sign, self.within_change

    def deeper(self) -> "Place":
        """Return the same place one step further in."""
        return self._replace(depth=self.depth + 1)

    def inside(self) -> "Place":
        """Return the place for what is inside of a value that has a line of its own."""
        return self._replace(depth=self.depth + 1, cells=0, within_change=True)

    def member(self, steps: Path, label: str, before: object, after: object) -> "Place":
        """Return a place inside of this one, at the same depth."""
        return self._replace(steps=(*self.steps, *steps), label=label, before=before, after=after, cells=0)


def inner(value: object, step: str | Element, side: str) -> object:
    """Return the value one step inside of a state before or after, MISSING where that side lacks it."""
    if isinstance(step, Element):
        position = step.before if side == "before" else step.after
        inside = isinstance(value, list) and position is not None and position < len(value)
        return value[position] if inside else MISSING  # type: ignore[index]
    return value.get(step, MISSING) if isinstance(value, dict) else MISSING
