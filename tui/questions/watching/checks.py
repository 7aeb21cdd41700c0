"""What is wrong in a scope, asked once and again: only schedules that changed are read anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import ScheduleNode
from store.model.timeline import Scope
from tui.presentation.lists.found_list import Checked
from tui.questions.watching.badges import next_turn

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.lifecycle.findings.finding import Finding
    from store.model.recorded import Recorded

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found in a schedule of so many `events`, the newest appended as `sequence`, and while it holds."""

    events: int
    sequence: int
    since: datetime
    until: datetime | None
    checked: Checked
    shared: "tuple[Finding, ...]"

    def holds(self, node: ScheduleNode, now: datetime) -> bool:
        return self.events == node.events and self.since <= now and (self.until is None or now < self.until)


class Checks:
    """Checks the schedules of a scope, of a version only what is about it or about its schedule.

    An acknowledgement is late after `ack_minutes`, None by the profile of the TSO.
    """

    def __init__(self, store: ReadableStore, scope: Scope, ack_minutes: float | None = None) -> None:
        from store.lifecycle.findings.rules.requests import SharedRequests

        self._store = store
        self._scope = scope
        self._ack_minutes = ack_minutes
        self._requests = SharedRequests()
        self._known: dict[str, _Read] = {}
        self._lock = Lock()

    def checked(self, now: datetime) -> Iterator[Checked]:
        """Give what is wrong as of a moment, one schedule after the other, the newest days first.

        A request over several schedules is told with that one of them that was read last. May raise StoreError.
        """
        nodes = self._store.schedules_in(self._scope)[::-1]
        lives = self._store.lives([node for node in nodes if not self._holds(node, now)])
        unread = next(lives, None)
        for done, node in enumerate(nodes, start=1):
            # a check that was superseded may still be at its last schedule
            with self._lock:
                if unread is not None and unread[0] is node:
                    self._known[node.uid] = self._read(*unread, now)
                    unread = next(lives, None)
                checked = self._known[node.uid].checked
            yield replace(checked, done=done, schedules=len(nodes))

    def _holds(self, node: ScheduleNode, now: datetime) -> bool:
        known = self._known.get(node.uid)
        return known is not None and known.holds(node, now)

    def _read(self, node: ScheduleNode, records: "Sequence[Recorded]", now: datetime) -> _Read:
        from store.lifecycle.findings.checking import findings
        from store.lifecycle.findings.finding import Limits

        before = self._known.get(node.uid)
        shared = (*(before.shared if before else ()), *self._shared(records, before.sequence if before else 0))
        found = (*findings(records, now=now, limits=Limits(ack_minutes=self._ack_minutes)), *shared)
        about = tuple(one for one in found if self._scope.version is None or one.version in {None, self._scope.version})
        checked = Checked(0, 0, node.uid, node.day, node.tso, about)
        newest = max((one.sequence for one in records), default=0)
        return _Read(node.events, newest, now, self._until(node, found, now), checked, shared)

    def _shared(self, records: "Sequence[Recorded]", sequence: int) -> "Iterator[Finding]":
        """Give the requests of what is new in a life that other lives have too."""
        own = {one.entry.request_id for one in records if one.sequence <= sequence}
        new = [one for one in records if one.sequence > sequence and one.entry.request_id not in own]
        return self._requests.found_in(new)

    def _until(self, node: ScheduleNode, found: "Sequence[Finding]", now: datetime) -> datetime | None:
        """Return from when on the same schedule may be told of otherwise, also in words."""
        turns = [next_turn(node, now, self._ack_minutes)]
        if found:
            # what is advised ends with the gates, and how long is waited is told in minutes
            turns.append(now + _MINUTE if node.waiting_since is not None else _next_gate(node, now))
        return min(filter(None, turns), default=None)


def _next_gate(node: ScheduleNode, now: datetime) -> datetime | None:
    from store.lifecycle.market.gates import next_gate

    try:
        gate = next_gate(node.day, node.market, now) if node.day else None
    except ValueError:
        # at the ends of the calendar there are no gates
        return None
    return gate.closes_at if gate else None
