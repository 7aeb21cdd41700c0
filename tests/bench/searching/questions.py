"""What is asked of a log in the comparison of filters, and which event must be among the answers."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench.logs import lines_of

CLOCK_AT = datetime(2026, 3, 26, 12, tzinfo=UTC)

REJECTED = (
    "of 53 ms the bare driver takes 22 to look at the events that became rejected, 13 396 in a million, and to put "
    "them in order, and 12 to go through the schedules for the TSOs that there are; where its pages had "
    "to come from the disk it took 0.7 to 1.3 s the first time, and 66 to 86 ms after that"
)

WORDS = (
    "of 15 ms the database takes 4; the rest goes through the texts of the 205 entries that the index of words named, "
    "to see that the words stand there next to each other"
)


@dataclass(frozen=True)
class Asking:
    """One thing to ask: how the report names it, the query, and an event among the answers, if one is known.

    `why` says what the time is for, where that was looked into.
    """

    name: str
    query: str
    uid: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Sought:
    """The event that is looked for: in the last quarter of the log, so that reading on takes a while."""

    uid: str
    type: str
    at: datetime


@cache
def sought(log: Path, events: int) -> Sought:
    """Return the event of a log that is looked for."""
    entry = _entry(log, events * 3 // 4)
    return Sought(entry["uid"], entry["type"], datetime.fromisoformat(entry["created_ts"]))


@cache
def askings(log: Path, events: int) -> tuple[Asking, ...]:
    """Return what is asked of a log; ids and times are those of an event in its last quarter."""
    entry = _entry(log, events * 3 // 4)
    at = datetime.fromisoformat(entry["created_ts"])
    span = "..".join(f"{(at + timedelta(minutes=off)):%Y-%m-%dT%H:%MZ}" for off in (-30, 30))
    return (
        Asking("a schedule", f"schedule:{entry['schedule_uid']}", entry["uid"]),
        Asking("a type", "type:anomaly.received"),
        Asking("an hour", f"between:{span}", entry["uid"]),
        Asking("a request", f"request:{entry['data']['request_id']}", entry["uid"]),
        Asking("a TSO and what is wrong", "tso:amprion status:rejected", why=REJECTED),
        Asking("words of a reason", '"global position"', why=WORDS),
        Asking("a rare id as text", f'"{_entry(log, events // 10)["uid"]}"', _entry(log, events // 10)["uid"]),
    )


@cache
def _entry(log: Path, index: int) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(next(lines_of(log, index, 1)))
    return entry
