"""An event compared: its changes as a tree, and what is needed to read the states."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from store.diff.changes import Change, Element, changes
from store.model.delivery_day import zone_of
from store.model.snapshot import Recognised, recognised
from store.model.timeline import Event
from store.model.tolerant import text_of
from store.model.tso import tso


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
    known = [recognised(state, event.row.type) for state in (event.after, event.before)]
    return Comparison(event, tree, _day(event, known), _zone(event, known), _party(event, known))


def _grow(tree: Node, change: Change) -> None:
    node = tree
    for step in change.path:
        node = node.inner.setdefault(step, Node())
    node.change = change


def _day(event: Event, known: list[Recognised]) -> date | None:
    return event.row.day or next((one.schedule.day for one in known if one.schedule), None)


def _zone(event: Event, known: list[Recognised]) -> ZoneInfo:
    operator = tso(event.row.tso) if event.row.tso else None
    places = [place for one in known for place in (one.schedule, one.version) if place]
    markets = [event.row.market, operator.market if operator else None, *(place.market for place in places)]
    return zone_of(next((market for market in markets if market), None))


def _party(event: Event, known: list[Recognised]) -> str | None:
    """Return the balance responsible party: the sender of a version, or whom a message is recorded for."""
    message = event.metadata.get("message") if isinstance(event.metadata, dict) else None
    recorded = message if isinstance(message, dict) else {}
    sender = next((one.version.sender_id for one in known if one.version and one.version.sender_id), None)
    return sender or text_of(recorded.get("party")) or text_of(recorded.get("receiver_id"))
