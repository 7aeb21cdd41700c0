"""What is laid side by side: two states, each with what it is called and what is needed to read it."""

from dataclasses import dataclass
from datetime import date

from store.diff.changes import MISSING
from store.model.market.tso import tso
from store.model.snapshot import Recognised, recognised
from store.model.texts.tolerant import text_of
from store.model.timeline import Event


@dataclass(frozen=True, slots=True)
class Side:
    """One of two states that are compared; MISSING as the state is nothing at all.

    `title` says in words which state it is and may hold whatever the log holds. `event_type` decides what
    a state speaks of where its keys alone do not. `day` and `market` label its quarter-hours. `party` is
    the balance responsible party, against which the direction of a series is read; None where not known.
    """

    title: str
    state: object
    event_type: str = ""
    day: date | None = None
    market: str | None = None
    party: str | None = None

    @property
    def known(self) -> Recognised:
        """What the state speaks of."""
        return recognised(None if self.state is MISSING else self.state, self.event_type)

    @property
    def is_series(self) -> bool:
        """Whether the state is one series and nothing else."""
        known = self.known
        return len(known.series) == 1 and known.version is None and known.schedule is None


Sides = tuple[Side, Side]
"""What is laid side by side, in this order: before and after."""


def event_sides(event: Event) -> Sides:
    """Return the states before and after an event; day, market and party are those the event belongs to."""
    known = [recognised(state, event.row.type) for state in (event.after, event.before)]
    day, market, party = _day(event, known), _market(event, known), _party(event, known)
    before = MISSING if event.before is None else event.before
    after = MISSING if event.after is None else event.after
    return (
        Side("before", before, event.row.type, day, market, party),
        Side("after", after, event.row.type, day, market, party),
    )


def _day(event: Event, known: list[Recognised]) -> date | None:
    return event.row.day or next((one.schedule.day for one in known if one.schedule), None)


def _market(event: Event, known: list[Recognised]) -> str | None:
    operator = tso(event.row.tso) if event.row.tso else None
    places = [place for one in known for place in (one.schedule, one.version) if place]
    markets = [event.row.market, operator.market if operator else None, *(place.market for place in places)]
    return next((market for market in markets if market), None)


def _party(event: Event, known: list[Recognised]) -> str | None:
    """Return the sender of a version, or whom a message is recorded for."""
    message = event.metadata.get("message") if isinstance(event.metadata, dict) else None
    recorded = message if isinstance(message, dict) else {}
    sender = next((one.version.sender_id for one in known if one.version and one.version.sender_id), None)
    return sender or text_of(recorded.get("party")) or text_of(recorded.get("receiver_id"))
