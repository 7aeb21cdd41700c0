"""API requests over several schedules: the one rule that needs more than one life."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from store.lifecycle.findings.finding import RULES, Finding
from store.model.market.delivery_day import from_microseconds
from store.model.recorded import Recorded

MOST_REQUESTS = 200_000
"""How many requests are remembered, which takes about 50 MB; the oldest are forgotten first."""

_CODE = "shared-request"


class _First(NamedTuple):
    """The first entry of a request: which one it is, and of which life."""

    life: int
    uid: str


class SharedRequests:
    """Remembers which life each request was seen in, and tells when one is seen in another.

    Lives come by delivery day, so that of a log with more requests than `most` those that lie close are still
    compared; `forgotten` says how many were let go.
    """

    def __init__(self, most: int = MOST_REQUESTS) -> None:
        self.forgotten = 0
        self._most = most
        self._lives = 0
        self._first: dict[str, _First] = {}

    def found_in(self, records: Sequence[Recorded]) -> Iterator[Finding]:
        """Give the requests of one more life that an earlier life has too, each once."""
        self._lives += 1
        told: set[str] = set()
        for record in records:
            request = record.entry.request_id
            if request is None or request in told:
                continue
            first = self._first.get(request)
            if first is None:
                self._remember(request, record)
            elif first.life != self._lives:
                told.add(request)
                yield _finding(first, record, request)

    def _remember(self, request: str, record: Recorded) -> None:
        if len(self._first) >= self._most:
            del self._first[next(iter(self._first))]
            self.forgotten += 1
        self._first[request] = _First(self._lives, record.entry.uid)


def _finding(first: _First, record: Recorded, request: str) -> Finding:
    return Finding(
        code=_CODE,
        severity=RULES[_CODE].severity,
        schedule_uid=record.facts.schedule_uid,
        version=record.facts.number,
        events=(first.uid, record.entry.uid),
        sentence=f"The request {request} stands with entries of more than one schedule.",
        advice="Look at both entries: one of them may have been written to the wrong schedule.",
        at=from_microseconds(record.facts.at),
    )
