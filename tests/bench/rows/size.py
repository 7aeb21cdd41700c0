"""The size of a store beside that of the log that was imported into it."""

from functools import partial

from tests.bench.asked import Asked, thousands
from tests.bench.logs import log_of, store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, Unit, Values, Way

JSONL = "the JSONL"


def size(asked: Asked) -> Group:
    """Return the comparison of the files, indexes included."""
    return Group(
        title="Size of the store",
        note="The file of the store with all of its indexes, and what stands beside it, to the file it was made of.",
        comparisons=[
            Comparison(
                figures=[
                    Figure("size", f"{thousands(events)} events", Unit.BYTES, [Limit(0.6, times=JSONL)]),
                ],
                ways=[Way(OURS, partial(_store, asked, events)), Way(JSONL, partial(_log, asked, events))],
                most_rounds=1,
            )
            for events in asked.sizes
        ],
    )


def _store(asked: Asked, events: int) -> Values:
    path = store_of(asked, events)
    return {"size": sum(one.stat().st_size for one in path.parent.glob(path.name + "*"))}


def _log(asked: Asked, events: int) -> Values:
    return {"size": log_of(asked, events).stat().st_size}
