"""An event compared: its changes as a tree, and what is needed to read the states."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from store.diff.changes import Change, Element, changes
from store.diff.sides import event_sides
from store.model.delivery_day import zone_of
from store.model.timeline import Event


@dataclass(slots=True)
class Node:
    """A place where something changed: the change of the value itself, and the places inside of it."""

    change: Change | None = None
    inner: "dict[str | Element, Node]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the panes draw of an event.

    `day` and `zone` label its quarter-hours. `party` is the own one, against which the direction of a
    series is read; None where the states do not name it.
    """

    event: Event
    tree: Node
    day: date | None
    zone: ZoneInfo
    party: str | None

    @property
    def two_sided(self) -> bool:
        """Whether there is a state on both sides."""
        return self.event.before is not None and self.event.after is not None


def compared(event: Event) -> Comparison:
    """Return an event compared; takes as long as the states are large."""
    tree = Node()
    if event.before is not None and event.after is not None:
        for change in changes(event.before, event.after):
            _grow(tree, change)
    after = event_sides(event)[1]
    return Comparison(event, tree, after.day, zone_of(after.market), after.party)


def _grow(tree: Node, change: Change) -> None:
    node = tree
    for step in change.path:
        node = node.inner.setdefault(step, Node())
    node.change = change
