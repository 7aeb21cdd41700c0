"""How long until the next gate of a delivery day, as text for the head line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from store.lifecycle.market.gates import Gate, gates, next_gate
from store.model.market.delivery_day import zone_of
from store.model.market.tso import Market, market_code
from tui.presentation.pieces import Line, Piece, Role
from tui.presentation.signs import Signs

NEAR = timedelta(minutes=15)
"""From how long before a gate it must catch the eye, and how long after it that it has closed is news."""

_STALE = timedelta(days=1)

_LATEST = timedelta(days=14)
"""The last gate of a day is on the next working day, which is never that far off."""


def countdown(day: date, markets: Iterable[str | None], now: datetime, signs: Signs) -> Line:
    """Return the gate of a delivery day that matters now: `DE gate 14:30 in 00:41:12`, `DE gate 14:30 passed`.

    It is the one that closes next in any of the markets, in the local time of its market; one that closed
    within the last quarter-hour comes before one that is not near. Empty where no market is known, a day
    after the last gate, and at the ends of the calendar.
    """
    said = _gate_that_matters(day, markets, now)
    if said is None:
        return ()
    name = "gate" if said.gate.name == "day-ahead" else f"{said.gate.name} gate"
    state = "passed" if said.has_passed else f"in {said.clock}"
    return (Piece(f"{said.sign(signs)}{said.market} {name} {said.closes} {state}", said.role),)


def short_countdown(day: date, markets: Iterable[str | None], now: datetime, signs: Signs) -> Line:
    """Return the same where there is little room: `DE 14:30 00:41:12`, `DE 14:30 passed`."""
    said = _gate_that_matters(day, markets, now)
    if said is None:
        return ()
    state = "passed" if said.has_passed else said.clock
    return (Piece(f"{said.sign(signs)}{said.market} {said.closes} {state}", said.role),)


def may_come(day: date, now: datetime) -> bool:
    """Return whether a gate of a delivery day may be told about, without asking for its gates."""
    return now.date() - day < _LATEST


def coming_gate(day: date, market: str | None, now: datetime) -> Gate | None:
    """Return the gate of a delivery day that closes next; None when all are closed, or at the ends of the calendar."""
    try:
        return next_gate(day, market, now)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Said:
    """A gate in its market, and how long it stays open; what is left is not positive once it has closed."""

    market: Market
    gate: Gate
    left: timedelta

    @property
    def has_passed(self) -> bool:
        return self.left <= timedelta()

    @property
    def is_near(self) -> bool:
        return timedelta() < self.left < NEAR

    @property
    def role(self) -> Role:
        if self.has_passed:
            return Role.MUTED
        return Role.WAITING if self.is_near else Role.TEXT

    @property
    def closes(self) -> str:
        return f"{self.gate.closes_at.astimezone(zone_of(self.market)):%H:%M}"

    @property
    def clock(self) -> str:
        """What is left in whole seconds, rounded up: zero is never shown of a gate that is open."""
        days, seconds = divmod(ceil(self.left / timedelta(seconds=1)), 86_400)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        return f"{days} d {clock}" if days else clock

    def sign(self, signs: Signs) -> str:
        return f"{signs.warning} " if self.is_near else ""


def _gate_that_matters(day: date, markets: Iterable[str | None], now: datetime) -> _Said | None:
    known = dict.fromkeys(code for market in markets if (code := market_code(market)))
    every = [_Said(market, gate, gate.closes_at - now) for market in known for gate in _gates(day, market)]
    coming = min((one for one in every if not one.has_passed), key=lambda one: one.left, default=None)
    passed = max((one for one in every if one.has_passed), key=lambda one: one.left, default=None)
    if coming is not None and coming.is_near:
        return coming
    if passed is not None and passed.left > -NEAR:
        return passed
    if coming is None and passed is not None and passed.left > -_STALE:
        return passed
    return coming


def _gates(day: date, market: Market) -> tuple[Gate, ...]:
    try:
        return gates(day, market)
    except ValueError:
        return ()
