"""The tree of schedules with their status."""

from functools import partial

from store.database.store import Store
from tests.bench.asked import Asked, thousands
from tests.bench.logs import store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, Values, Way, WrongAnswer
from tests.bench.opened import bare, opened
from tests.bench.turns import seconds_of

FLOOR = "floor: sqlite3"
_DAYS = "SELECT day, count(*), sum(standing = 0), sum(anomaly_open), sum(events) FROM schedule GROUP BY day"
_SCHEDULES = "SELECT * FROM schedule WHERE day = ?"

WHY = (
    "the days are counted by going through one index of all schedules, which the floor does as well; the rest makes "
    "the schedules of the newest day out of rows, each with its party and what it is waiting for"
)


def tree(asked: Asked) -> Group:
    """Return the comparison of reading the tree by the store and by the bare driver."""
    return Group(
        title="Tree of schedules with status",
        note="All delivery days with their counts, and the schedules of the newest day with theirs.",
        comparisons=[
            Comparison(
                figures=[Figure("time", f"tree, {thousands(events)} events", limits=[Limit(0.02)], why=WHY)],
                ways=[Way(OURS, partial(_ours, asked, events)), Way(FLOOR, partial(_floor, asked, events))],
            )
            for events in asked.sizes
        ],
    )


def _ours(asked: Asked, events: int) -> Values:
    store = opened(store_of(asked, events))
    days, schedules = read(store)
    if not days or not schedules:
        raise WrongAnswer(f"{days} days, and {schedules} schedules on the newest")
    return {"time": seconds_of(lambda: read(store))}


def read(store: Store) -> tuple[int, int]:
    """Read the tree as the screen does when it opens; return how many days it has, and schedules on the newest."""
    days = store.days()
    return len(days), len(store.schedules(days[0].day))


def _floor(asked: Asked, events: int) -> Values:
    connection = bare(store_of(asked, events))

    def read_bare() -> object:
        days = connection.execute(_DAYS).fetchall()
        return connection.execute(_SCHEDULES, (max(row[0] for row in days if row[0]),)).fetchall()

    return {"time": seconds_of(read_bare)}
