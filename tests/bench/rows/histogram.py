"""The histogram over the whole log."""

from collections.abc import Callable
from functools import partial
from typing import Any

from store.database.query.growing import Growing
from store.database.store import Store
from store.model.market.delivery_day import zone_of
from store.model.timeline import EVERYTHING
from store.query.question import EVERY_EVENT
from tests.bench.asked import Asked, thousands
from tests.bench.logs import store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, NotMeasured, Values, Way, WrongAnswer
from tests.bench.opened import bare, opened
from tests.bench.turns import seconds_of

FLOOR = "floor: sqlite3, by day"
MOST_BUCKETS = 100
_BY_DAY = "SELECT created_at / 86400000000, count(*) FROM event GROUP BY 1"


def histogram(asked: Asked) -> Group:
    """Return the comparison of counting all events by time, in the store and by the bare driver."""
    return Group(
        title="Histogram over the whole log",
        note=(
            f"All events by the time they came, in at most {MOST_BUCKETS} buckets, with the worst of each; again when "
            "the store has counted them before, as for every screen that goes on."
        ),
        comparisons=[
            Comparison(
                figures=[
                    Figure("time", f"histogram, {thousands(events)} events", limits=[Limit(0.15)]),
                    Figure("again", f"histogram again, {thousands(events)} events"),
                ],
                ways=[Way(OURS, partial(_ours, asked, events)), Way(FLOOR, partial(_floor, asked, events))],
            )
            for events in asked.sizes
        ],
    )


def _ours(asked: Asked, events: int) -> Values:
    store = opened(store_of(asked, events))

    def count_anew() -> object:
        # what it has counted it would only go on with
        store._growing = Growing()
        return counting(store)()

    count = counting(store)
    counted = sum(one.events for one in count().buckets)
    if counted != events:
        raise WrongAnswer(f"counted {counted} events, not {events}")
    return {"again": seconds_of(count), "time": seconds_of(count_anew)}


def counting(store: Store) -> Callable[[], Any]:
    """Return what counts; raises NotMeasured where the store cannot."""
    # asked for by name, so that the benchmark also runs on a program from before there was one
    count: Callable[..., Any] | None = getattr(store.answers(EVERY_EVENT), "histogram", None)
    if count is None:
        raise NotMeasured("the store counts no histogram")
    return lambda: count(EVERYTHING, zone_of(None), MOST_BUCKETS)


def _floor(asked: Asked, events: int) -> Values:
    connection = bare(store_of(asked, events))
    return {"time": seconds_of(lambda: connection.execute(_BY_DAY).fetchall())}
