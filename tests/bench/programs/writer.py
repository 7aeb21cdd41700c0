"""A writer beside the program: appends so many events a second, and says when each batch was committed.

`python -m tests.bench.programs.writer STORE RATE SECONDS` prints one line of JSON a batch: the name that the uids are
made of, the number of events written so far, the moment of the monotonic clock when they were on disk, and the time
that the last of them bears.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from store.database.opening import open_store

BATCH_SECONDS = 0.02
STEP = timedelta(milliseconds=2)
"""How far the times of events are apart, so that no two share one: a screen is read by them."""


def main() -> None:
    """Append events to a store for some time, evenly; after a delay as many as were missed."""
    target, rate, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    store = open_store(target)
    last = store.facts().last_at or datetime.now(UTC)
    first = last + timedelta(seconds=1)
    began = time.monotonic()
    name, written = str(began), 0
    while (now := time.monotonic()) < began + seconds:
        due = int((now - began) * rate) - written
        if due > 0:
            batch = list(entries(first, written, due, name))
            store.append([content for _, content in batch], origin="a writer of the benchmark", simulated=True)
            written += due
            told = {"name": name, "written": written, "at": time.monotonic(), "time": batch[-1][0].isoformat()}
            print(json.dumps(told), flush=True)
        time.sleep(BATCH_SECONDS)
    store.close()


def entries(first: datetime, start: int, count: int, name: str) -> Iterator[tuple[datetime, bytes]]:
    """Give entries with their times: answers to one version, as many as asked for, from a number on."""
    for number in range(start, start + count):
        at = first + number * STEP
        yield at, json.dumps(entry(at, number, name), separators=(",", ":")).encode()


def entry(at: datetime, number: int, name: str) -> dict[str, object]:
    """Return one entry: a version whose status goes to and fro."""
    schedule, version = _uid(name, "schedule"), _uid(name, "version")
    state = {"uid": version, "schedule_uid": schedule, "version": 1, "acceptance_level": "ack", "is_active": True}
    before, after = ("accepted", "icnf") if number % 2 else ("icnf", "accepted")
    return {
        "uid": event_uid(name, number),
        "type": "version.status_changed",
        "created_ts": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z",
        "data": {
            "before": {**state, "status": before},
            "after": {**state, "status": after},
            "metadata": {"reason_codes": [{"code": "A06", "text": "Schedule accepted"}], "simulated": {"by": "bench"}},
            "request_id": _uid(name, f"request {number}"),
        },
        "api_client_id": None,
        "org_uid": _uid(name, "org"),
        "schedule_uid": schedule,
        "schedule_version_uid": version,
        "time_series_uid": None,
        "user_uid": None,
        "version": 1,
    }


def event_uid(name: str, number: int) -> str:
    """Return the uid of an event that a writer of a name writes."""
    return _uid(name, f"event {number}")


def _uid(*names: str) -> str:
    return str(uuid5(NAMESPACE_URL, " ".join(names)))


if __name__ == "__main__":
    main()
