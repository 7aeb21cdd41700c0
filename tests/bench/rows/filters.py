"""Filters and search: from what is asked to the first page of answers."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter
from zoneinfo import ZoneInfo

from store.database.store import Store
from store.model.timeline import EVERYTHING, EventRow
from store.query.language.moments import Clock
from store.query.resolving import question
from tests.bench.asked import Asked, thousands
from tests.bench.logs import log_of, store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, Values, Way, WrongAnswer
from tests.bench.opened import bare, opened
from tests.bench.searching import searches
from tests.bench.searching.questions import CLOCK_AT, Asking, askings, sought
from tests.bench.turns import SLOW_SECONDS, seconds_of

PAGE = 50
FLOOR = "floor: sqlite3"
_IN_AN_HOUR = "SELECT * FROM event WHERE created_at BETWEEN ? AND ? ORDER BY created_at DESC, sequence DESC LIMIT 50"
_HALF_AN_HOUR = 1_800_000_000


def filters(asked: Asked) -> Group:
    """Return the comparison of questions to the store, and of a search on screen with the search of the peers."""
    return Group(
        title="Filter and search",
        note=(
            f"From the text of the query to the newest {PAGE} answers, read from the store, an event among them that "
            "must be there. On screen an event in the last quarter of the log is looked for by its uid, from the "
            "last key to its row; VisiData looks when all rows are loaded, Harlequin asks by time."
        ),
        comparisons=[*(_of_store(asked, events) for events in asked.sizes), _on_screen(asked)],
        peers=("lnav", "visidata", "harlequin"),
    )


def _of_store(asked: Asked, events: int) -> Comparison:
    log = log_of(asked, events)
    figures = [
        Figure(one.name, f"{one.name}, {thousands(events)} events", limits=[Limit(0.05)], why=one.why)
        for one in askings(log, events)
    ]
    return Comparison(figures, [Way(OURS, partial(_ours, asked, events)), Way(FLOOR, partial(_floor, asked, events))])


def _ours(asked: Asked, events: int) -> Values:
    store = opened(store_of(asked, events))
    return {one.name: answered(store, one) for one in askings(log_of(asked, events), events)}


def answered(store: Store, one: Asking) -> float:
    """Return the seconds of the first page; raises WrongAnswer when it lacks what must be there."""

    def page() -> tuple[EventRow, ...]:
        clock = Clock(CLOCK_AT, ZoneInfo("Europe/Berlin"))
        return store.answers(question(one.query, clock)).newest(EVERYTHING, PAGE)

    start = perf_counter()
    rows = page()
    taken = perf_counter() - start
    if not rows or (one.uid and len(rows) < PAGE and one.uid not in {row.uid for row in rows}):
        raise WrongAnswer(f"{one.name}: {len(rows)} answers, not the one that is there")
    # what takes long is not asked again
    return taken if taken > SLOW_SECONDS else seconds_of(page)


def _floor(asked: Asked, events: int) -> Values:
    connection = bare(store_of(asked, events))
    middle = int(sought(log_of(asked, events), events).at.timestamp() * 1e6)
    bounds = (middle - _HALF_AN_HOUR, middle + _HALF_AN_HOUR)
    return {"an hour": seconds_of(lambda: connection.execute(_IN_AN_HOUR, bounds).fetchall())}


def _on_screen(asked: Asked) -> Comparison:
    peers = [Limit(1, times=name) for name in ("lnav", "VisiData")]
    return Comparison(
        figures=[Figure("time", f"search on screen, {thousands(asked.events)} events", limits=peers)],
        ways=list(_searches(asked)),
    )


def _searches(asked: Asked) -> Iterator[Way]:
    log, store = log_of(asked, asked.events), store_of(asked, asked.events)
    target = sought(log, asked.events)
    yield Way(OURS, partial(searches.ours, store, target))
    yield Way("lnav", partial(searches.lnav, log, target))
    yield Way("VisiData", partial(searches.visidata, asked, log, target))
    yield Way("Harlequin", partial(searches.harlequin, asked, store, target))
