"""The lines of the change panes as values: what stands where, before anything is measured or coloured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import NamedTuple

from rich.cells import cell_len

from store.diff.changes import MISSING, Path, json_pointer, path_text


class Look(StrEnum):
    """What a piece of text is, and so how it is coloured; never the only sign of it."""

    TEXT = "text"
    KEY = "key"
    MUTED = "muted"
    HEADING = "heading"
    OLD = "old"
    NEW = "new"
    OLD_WORD = "old-word"
    NEW_WORD = "new-word"
    STATUS_MUTED = "status-muted"
    STATUS_ACCEPTED = "status-accepted"
    STATUS_REJECTED = "status-rejected"
    STATUS_WAITING = "status-waiting"
    STATUS_PARTLY = "status-partly"
    STATUS_IMPOSED = "status-imposed"
    DELTA = "delta"
    WARNING = "warning"
    HIT = "hit"


class Sign(StrEnum):
    """The mark at the start of a line: what happened to it."""

    SAME = " "
    CHANGED = "~"
    ADDED = "+"
    REMOVED = "-"


class Fold(StrEnum):
    """Whether a line hides others, and its marker."""

    CLOSED = "▸"
    OPEN = "▾"
    UNCHANGED = "⋯"


class Span(NamedTuple):
    """A piece of inert text and its look."""

    text: str
    look: Look = Look.TEXT


Spans = tuple[Span, ...]

LineKey = tuple[object, ...]
"""What a line and its fold are known by, unique within one event."""


@dataclass(frozen=True, slots=True)
class ChangeAt:
    """What stands under the cursor: its place in the state, and the JSON values of both sides.

    A side that lacks the value has MISSING, so has the before side of what is recorded beside the
    states. `root` says that the steps count from the entry's `data` (or from the entry, where they say
    `fields`), not from a state.
    """

    steps: Path
    before: object
    after: object
    root: bool = False

    @property
    def path(self) -> str:
        """The place for people: `spec.series[TS-004].status`."""
        return path_text(self.steps)

    @property
    def pointer(self) -> str:
        """The JSON pointer in the state after, or before where it is gone."""
        pointer = json_pointer(self.steps, "before" if self.after is MISSING else "after")
        return f"/data{pointer}" if self.root else pointer


@dataclass(frozen=True, slots=True)
class PaneLine:
    """One line of both panes: a label, what stands before, what stands after, and the difference.

    A side that is None stays empty; `()` is a side with the label alone. `fold` says that the line opens
    or closes, `depth` is the indentation in steps. `joint` stands between the sides where both share one
    row, empty where the side after stands for both. `change` marks where n and N stop. `heading` starts
    a part that belongs to neither side. `wide` lines belong to both sides at once and take the whole
    width, as headings do. All text is inert.
    """

    key: LineKey
    label: Spans = ()
    before: Spans | None = None
    after: Spans | None = None
    delta: Spans = ()
    sign: Sign = Sign.SAME
    depth: int = 0
    fold: Fold | None = None
    joint: str = " → "
    change: bool = False
    heading: bool = False
    wide: bool = False
    at: ChangeAt | None = field(default=None, compare=False)


class Extent(Enum):
    """How much of the states is shown, from little to much; the value says so in the edge of the panes."""

    CHANGES = ""
    CONTEXT = "with context"
    EVERYTHING = "everything"

    @property
    def following(self) -> "Extent":
        """The next one, round at the end."""
        every = list(Extent)
        return every[(every.index(self) + 1) % len(every)]


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Which lines are open: as far as the extent says, but for those that were opened or closed by hand.

    `searched` is for a look at all there is: every line is open, texts as well, and pages are marked.
    """

    extent: Extent = Extent.CHANGES
    opened: frozenset[LineKey] = frozenset()
    closed: frozenset[LineKey] = frozenset()
    searched: bool = False

    def is_open(self, key: LineKey, *, usually: bool) -> bool:
        """Return whether a line is open that `usually` is or is not."""
        if key in self.opened or self.searched:
            return True
        return key not in self.closed and (usually or self.extent is Extent.EVERYTHING)

    def is_text_open(self, key: LineKey) -> bool:
        """Return whether the line of a text is open: not by the extent, for it opens to more of the same."""
        return key in self.opened or self.searched

    def toggled(self, line: PaneLine) -> "Unfolded":
        """Return the same with one line opened or closed by hand."""
        if line.fold is Fold.OPEN:
            return replace(self, opened=self.opened - {line.key}, closed=self.closed | {line.key})
        return self.with_open((line.key,))

    def with_open(self, keys: Iterable[LineKey]) -> "Unfolded":
        """Return the same with these lines open, as far as there are any."""
        opened = frozenset(keys)
        return replace(self, opened=self.opened | opened, closed=self.closed - opened)


def cells_of(spans: Sequence[Span]) -> int:
    """Return how many cells of a terminal spans take."""
    return sum(cell_len(span.text) for span in spans)


def text_of(spans: Sequence[Span]) -> str:
    """Return the text of spans without their looks."""
    return "".join(span.text for span in spans)
