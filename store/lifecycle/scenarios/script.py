"""A script: the plan of one schedule's conversation, written down act after act."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from store.lifecycle.market.gates import final_from, gates
from store.lifecycle.market.profiles import profile_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.simulation.planning import Planned, matched_from
from store.model.market.delivery_day import quarter_hours, zone_of
from store.model.market.tso import Market, Tso


class Script:
    """The acts planned for one schedule; `now` is when the last of them happens, in UTC."""

    def __init__(self, schedule_uid: str, at: Tso, day: date, start: datetime, chance: random.Random) -> None:
        self.plan: list[Planned] = []
        self.now = start
        self.chance = chance
        self.starts = quarter_hours(day, zone_of(at.market))
        self._schedule_uid = schedule_uid
        self._at = at
        self._day = day
        self._profile = profile_of(at.code)

    def then(self, after: timedelta, act: Act, note: str, version: int | None = None) -> None:
        """Let an act happen so long after the one before; `version` is what a submission is to become."""
        self.now += after
        self.plan.append(Planned(self.now, self._schedule_uid, act, note, version))

    def wait_until(self, moment: datetime) -> None:
        """Let nothing happen before a moment."""
        self.now = max(self.now, moment)

    def wait_for_last_gate(self) -> None:
        """Let nothing happen until no version can be sent any more."""
        self.wait_until(gates(self._day, self._at.market)[-1].closes_at)

    def begin(self, first: Act | None = None) -> None:
        """Create the schedule and submit its first version."""
        self.then(self.seconds(0, 2), Act(Move.CREATE), "the day-ahead schedule is begun")
        self.then(self.seconds(40, 120), first or Act(Move.SUBMIT), "the day-ahead schedule is sent", 1)

    def acknowledge(self, version: int) -> None:
        """Let the TSO take a version, as fast as it is used to."""
        self.then(self.acknowledged_after(), Act(Move.ACKNOWLEDGE, version, ("A01",)), "received")

    def match(self, version: int, code: str = "A06") -> None:
        """Let the TSO confirm for the time being (A06), or say that it will not confirm all (A07)."""
        self.wait_until(matched_from(self._day, self._at.market, self.now))
        note = "matches so far" if code == "A06" else "would be confirmed in part"
        self.then(self._drawn(self._profile.matched_after), Act(Move.CONFIRM_INTERMEDIATE, version, (code,)), note)

    def conclude(self, act: Act, note: str) -> None:
        """Let the TSO confirm finally, after the last gate of the day."""
        self.wait_until(final_from(self._day, self._at.market))
        self.then(self.minutes(2, 20), act, note)

    def acknowledged_after(self) -> timedelta:
        """Return how long the TSO takes to acknowledge."""
        return self._drawn(self._profile.acknowledged_after)

    def seconds(self, least: int, most: int) -> timedelta:
        """Return a duration between two numbers of seconds, in whole milliseconds."""
        return timedelta(milliseconds=self.chance.randint(1000 * least, 1000 * most))

    def minutes(self, least: int, most: int) -> timedelta:
        """Return a duration between two numbers of minutes, in whole milliseconds."""
        return self.seconds(60 * least, 60 * most)

    def positions(self, first_hour: tuple[int, int], count: tuple[int, int]) -> tuple[int, ...]:
        """Return quarter-hours of the day that follow each other, from a local hour on; both drawn by chance."""
        zone, hour = zone_of(self._at.market), self.chance.randint(*first_hour)
        first = next(place for place, start in enumerate(self.starts, 1) if start.astimezone(zone).hour >= hour)
        return tuple(range(first, first + self.chance.randint(*count)))

    def window(self) -> tuple[datetime, datetime]:
        """Return between when versions after the first are sent: on the day itself, or before the only gate."""
        last = gates(self._day, self._at.market)[-1].closes_at
        return (self.starts[0], self.starts[-8]) if last > self.starts[-1] else (self.now, last - timedelta(minutes=4))

    def _drawn(self, bounds: tuple[timedelta, timedelta]) -> timedelta:
        return self.seconds(*(bound // timedelta(seconds=1) for bound in bounds))


Plot = Callable[[Script], None]
"""What a scenario is about: it writes its acts into a script."""


def default_start(day: date, market: Market) -> datetime:
    """Return when a day-ahead schedule is begun unless somebody says otherwise: well before its gate."""
    at = time(13, 0) if market == "NL" else time(13, 40)
    return datetime.combine(day - timedelta(days=1), at, zone_of(market))
