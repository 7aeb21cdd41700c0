"""What a check found so far, in groups, and which of it is listed already."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # the rules bring in what the first frame does without
    from store.lifecycle.findings.finding import Finding

MOST_LISTED = 2000
"""How many findings are listed; the others are counted."""

_RANKS = ("error", "warning", "info")

Group = tuple[date | None, str | None]
"""A delivery day and the TSO, None where the log does not say."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A schedule that was looked at: whose it is, what is wrong in it, and that it is number `done` of `schedules`."""

    done: int
    schedules: int
    uid: str
    day: date | None
    tso: str | None
    findings: "tuple[Finding, ...]"


class FoundList:
    """The findings in the order in which they came, those of one schedule the worst first.

    `listed` are the keys of those that were given out since `begin_again`, `left_out` counts those that are
    too many to be. `counts` is how many there are of each severity. A finding has the same key in another list.
    """

    def __init__(self, schedules: Iterable[Checked] = ()) -> None:
        self.counts: Counter[str] = Counter()
        self.listed: set[str] = set()
        self.left_out = 0
        self._findings: dict[str, tuple[Group, Finding]] = {}
        self._keys: list[str] = []
        self._only: str | None = None
        self._next = 0
        self._group: Group | None = None
        for checked in schedules:
            self.put(checked)

    def same_as(self, other: "FoundList") -> bool:
        """Tell whether another list has the same findings in the same order."""
        return list(self._findings.items()) == list(other._findings.items())

    def put(self, checked: Checked) -> None:
        """Take what was found in a schedule."""
        group = (checked.day, checked.tso)
        for finding in sorted(checked.findings, key=lambda one: _RANKS.index(one.severity.value)):
            about = f"{checked.uid} {finding.code} {finding.version} {' '.join(finding.events[:1])}"
            key = next(key for turn in count() if (key := f"{about} {turn}") not in self._findings)
            self._findings[key] = (group, finding)
            self._keys.append(key)
            self.counts[finding.severity.value] += 1

    def finding(self, key: str) -> "Finding":
        """Return the finding of a key."""
        return self._findings[key][1]

    def begin_again(self, only: str | None) -> None:
        """List from the first one on, those of one severity only, None for all."""
        self._only = only
        self._next = self.left_out = 0
        self._group = None
        self.listed = set()

    def not_listed(self) -> Iterator[tuple[Group | None, str, "Finding"]]:
        """Give those not listed yet, each with its key, the first of a group with the group."""
        while self._next < len(self._keys):
            key = self._keys[self._next]
            group, finding = self._findings[key]
            self._next += 1
            if self._only not in {None, finding.severity.value}:
                continue
            if len(self.listed) >= MOST_LISTED:
                self.left_out += 1
                continue
            self.listed.add(key)
            yield (group if group != self._group else None), key, finding
            self._group = group
