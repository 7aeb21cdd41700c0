"""What time travel asks of a store: its past at an event, at a moment, or so many events further."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.message import Message

from store.model.texts.moments import whole_millisecond
from store.model.timeline import EventRow, Moment, Scope
from tui.presentation.head.travel_text import Travel

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.reading.past import Past
    from store.database.store import Store


@dataclass
class Arrived(Message):
    """A moment was reached; `uid` is the event that happened at it, None where none did."""

    past: "Past"
    travel: Travel
    uid: str | None


@dataclass
class Ended(Message):
    """There is no further event this way in what is selected."""

    forward: bool


def at_event(store: "Store", uid: str) -> Arrived | Ended:
    """Return the moment of an event."""
    event = store.event(uid)
    return Ended(forward=False) if event is None else _at_row(store, event.row)


def at_instant(store: "Store", instant: datetime) -> Arrived:
    """Return the moment after everything that bears a time, to the millisecond."""
    return _at(store, Moment.until(whole_millisecond(instant)), None)


def further(store: "Store", scope: Scope, moment: Moment, steps: int) -> Arrived | Ended:
    """Return the moment so many events of a scope after another one, or before it; at its ends that of the last."""
    row = store.next_to(scope, moment, steps)
    return Ended(forward=steps > 0) if row is None else _at_row(store, row)


def _at_row(store: "Store", row: EventRow) -> Arrived:
    return _at(store, Moment.of(row), row.uid)


def _at(store: "Store", moment: Moment, uid: str | None) -> Arrived:
    past = store.as_of(moment)
    travel = Travel(moment, past.facts().events, store.facts().events, at_event=uid is not None)
    return Arrived(past, travel, uid)
