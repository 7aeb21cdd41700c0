"""When the events of a writer came on screen: its commits laid beside what was seen."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

HOUR = 3_600_000


@dataclass(frozen=True)
class Commit:
    """So many events on disk at a moment of the monotonic clock; the last one bears a time, in ms of its hour.

    The writer's name is what the uids of its events are made of.
    """

    name: str
    written: int
    at: float
    time: int


@dataclass(frozen=True)
class Sight:
    """What a screen showed at a moment: the time of its last row, in ms of its hour."""

    at: float
    time: int


def commits(lines: Iterable[str]) -> list[Commit]:
    """Return what a writer told of."""
    found: list[Commit] = []
    for line in lines:
        told = json.loads(line)
        found.append(
            Commit(told["name"], told["written"], told["at"], milliseconds(datetime.fromisoformat(told["time"])))
        )
    return found


def milliseconds(at: datetime) -> int:
    """Return how many milliseconds after the hour a time is."""
    return (at.minute * 60 + at.second) * 1000 + at.microsecond // 1000


def delays(written: Sequence[Commit], seen: Sequence[Sight]) -> list[float]:
    """Return for each commit how long after it its last event, or a later one, was seen; those never seen are left out.

    Times are told by the hour only, so a log that is written for close to an hour cannot be read.
    """
    if not written:
        return []
    first = written[0].time - HOUR // 2
    ordered = iter(sorted(seen, key=lambda sight: sight.at))
    found: list[float] = []
    sight = next(ordered, None)
    for commit in written:
        while sight and (sight.time - first) % HOUR < (commit.time - first) % HOUR:
            sight = next(ordered, None)
        if sight is None:
            break
        found.append(max(0.0, sight.at - commit.at))
    return found
