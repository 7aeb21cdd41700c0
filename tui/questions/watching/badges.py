"""How many findings there are below days, schedules and versions, looked at again only where something changed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import ScheduleNode
from store.model.timeline import Scope
from tui.questions.answers import BadgesLoaded

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.lifecycle.findings.finding import Limits

DaysRead = Mapping[date | None, Sequence[ScheduleNode]]
"""The schedules of delivery days, under None those without a day."""

MOST_CHECKED = 200
"""How many schedules of a day are checked unasked."""

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """Errors and warnings of a schedule by version, None those about the schedule itself.

    They hold for so many `events`, from the moment they were counted until the one from which time alone may
    change them, None when it cannot.
    """

    events: int
    since: datetime
    until: datetime | None
    by_version: Counter[int | None]

    def holds(self, node: ScheduleNode, now: datetime) -> bool:
        """Tell whether the schedule, as it stands at a moment, would be counted the same."""
        return self.events == node.events and self.since <= now and (self.until is None or now < self.until)


class Badges:
    """Counts what is wrong in the schedules of days, and remembers it; for one thread at a time.

    An acknowledgement is late after `ack_minutes`, None by the profile of the TSO.
    """

    def __init__(self, ack_minutes: float | None = None) -> None:
        self._ack_minutes = ack_minutes
        self._known: dict[str, Counted] = {}

    def counted(
        self, store: ReadableStore, days: DaysRead, now: datetime, goes_on: Callable[[], bool] = lambda: True
    ) -> BadgesLoaded | None:
        """Return how many errors and warnings there are in days, their schedules and versions, as of a moment.

        Days of more than `MOST_CHECKED` schedules are left out: their findings are asked for. None when after
        some schedule it shall not go on. May raise StoreError.
        """
        counts: Counter[Scope] = Counter()
        kept: dict[str, Counted] = {}
        for day, nodes in days.items():
            below = Scope(day=day, undated=day is None)
            for node in nodes if len(nodes) <= MOST_CHECKED else ():
                if not goes_on():
                    return None
                kept[node.uid] = self._known[node.uid] = found = self._counted(store, node, now)
                for version, number in found.by_version.items():
                    counts[below] += number
                    counts[Scope(schedule_uid=node.uid)] += number
                    if version is not None:
                        counts[Scope(schedule_uid=node.uid, version=version)] += number
        self._known = kept
        return BadgesLoaded(counts)

    def _counted(self, store: ReadableStore, node: ScheduleNode, now: datetime) -> Counted:
        known = self._known.get(node.uid)
        if known is not None and known.holds(node, now):
            return known
        from store.lifecycle.findings.checking import findings
        from store.lifecycle.findings.finding import Limits, Severity

        found = findings(store.life(node.uid), now=now, limits=Limits(ack_minutes=self._ack_minutes))
        by_version = Counter(one.version for one in found if one.severity is not Severity.INFO)
        return Counted(node.events, now, next_turn(node, now, self._ack_minutes), by_version)


def next_turn(node: ScheduleNode, now: datetime, ack_minutes: float | None = None) -> datetime | None:
    """Return the moment from which on there may be another finding in a schedule to which nothing happens.

    None where time alone changes nothing. A finding that only tells another time is the same.
    """
    from store.lifecycle.findings.finding import Limits

    # simulated time may run ahead of the clock
    judged_at = max(now, node.last_at)
    return min((at for at in _turns(node, Limits(ack_minutes=ack_minutes)) if at > judged_at), default=None)


def _turns(node: ScheduleNode, limits: "Limits") -> Iterator[datetime]:
    from store.lifecycle.market.gates import gates
    from store.lifecycle.market.profiles import patience

    if node.waiting_since is not None:
        yield node.waiting_since + patience(node.tso, limits.ack_minutes) + _MOMENT
    if node.anomaly_open and node.day is not None:
        # at the ends of the calendar there are no gates
        with suppress(ValueError):
            yield gates(node.day, node.market)[0].closes_at - timedelta(minutes=limits.gate_minutes)
