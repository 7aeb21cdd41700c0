"""Two states compared: their changes as a tree, and what is needed to read the states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from store.diff.changes import MISSING, Change, Element, changes
from store.diff.days.local_times import local_counterparts, renamed
from store.diff.versions.sides import Sides, event_sides
from store.model.market.delivery_day import zone_of
from store.model.timeline import Event

Subject = Event | Sides
"""What is compared: the states before and after an event, or any two sides."""


@dataclass(slots=True)
class Node:
    """A place where something changed: the change of the value itself, and the places inside of it."""

    change: Change | None = None
    inner: "dict[str | Element, Node]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the panes draw of two states.

    `subject` is what they came from. `day` and `zone` label the quarter-hours. `party` is the own one,
    against which the direction of a series is read; None where the states do not name it. `times` are the
    time stamps before that stand for others after: those of two days meet by local time.
    """

    subject: Subject
    sides: Sides
    tree: Node
    day: date | None
    zone: ZoneInfo
    party: str | None
    times: Mapping[str, str]

    @property
    def event(self) -> Event | None:
        """The event whose states these are; None for two sides of anything else."""
        return self.subject if isinstance(self.subject, Event) else None

    @property
    def two_sided(self) -> bool:
        """Whether there is a state on both sides."""
        return is_two_sided(self.subject)


def is_two_sided(subject: Subject) -> bool:
    """Return whether there is a state on both sides."""
    if isinstance(subject, Event):
        return subject.before is not None and subject.after is not None
    return all(side.state is not MISSING for side in subject)


def compared(subject: Subject) -> Comparison:
    """Return an event or two sides compared; takes as long as the states are large."""
    before, after = event_sides(subject) if isinstance(subject, Event) else subject
    times = {} if isinstance(subject, Event) else local_counterparts(before, after)
    tree = Node()
    if before.state is not MISSING and after.state is not MISSING:
        for change in changes(renamed(before.state, times), after.state):
            _grow(tree, change)
    zone = zone_of(after.market or before.market)
    return Comparison(subject, (before, after), tree, after.day, zone, after.party or before.party, times)


def _grow(tree: Node, change: Change) -> None:
    node = tree
    for step in change.path:
        node = node.inner.setdefault(step, Node())
    node.change = change
