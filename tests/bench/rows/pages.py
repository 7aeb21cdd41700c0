"""Pages of the timeline: the newest, and those at any place of the list."""

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from time import perf_counter

from store.database.store import Store
from store.model.timeline import EVERYTHING
from tests.bench.asked import Asked, thousands
from tests.bench.logs import SEED, store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, Way, WrongAnswer
from tests.bench.opened import bare, opened
from tests.bench.turns import hundredth, seconds_of

PAGE = 50
PLACES = 40
FLOOR = "floor: sqlite3"

_ORDERED = "SELECT * FROM event ORDER BY created_at {0}, sequence {0} LIMIT {1} OFFSET {2}"  # numbers of ours only
Paging = Callable[[int, int], int]
"""Reads the page at a place of so many events, and returns how many rows it has."""

WHY = (
    "of 2.6 ms the bare driver takes 0.2, the rest is SQLAlchemy's and making 50 rows of it; two runs of the same hour "
    "gave 2.8 and 5.0 ms for one store and 2.9 and 5.5 for the other"
)

FAR_WHY = (
    "the place is found by walking the index of times from the nearer end: two and a half million events away that was "
    "22 of 24 ms; the floor walks it too"
)


def pages(asked: Asked) -> Group:
    """Return the comparison of reading pages by the store and by the bare driver."""
    return Group(
        title="Pages of the timeline",
        note=(
            f"{PAGE} rows each, with what a row shows; the places are the end of each fortieth of the list in turn, "
            "the floor reads one table by OFFSET and makes nothing of it."
        ),
        comparisons=[_comparison(asked, events) for events in asked.sizes_of_screens],
    )


def _comparison(asked: Asked, events: int) -> Comparison:
    size = f"{thousands(events)} events"
    return Comparison(
        figures=[
            Figure("newest", f"newest page, {size}", limits=[Limit(0.005)], why=WHY),
            Figure("middle", f"page at any place, median, {size}", limits=[Limit(0.05)], why=FAR_WHY),
            Figure("worst", f"page at any place, slowest, {size}", limits=[Limit(0.05)], why=FAR_WHY),
        ],
        ways=[
            Way(OURS, partial(_paged, asked, events, _ours)),
            Way(FLOOR, partial(_paged, asked, events, _floor)),
        ],
    )


def _paged(asked: Asked, events: int, paging: Callable[[Asked, int], Paging]) -> Mapping[str, float]:
    return paged(paging(asked, events), events)


def paged(page: Paging, events: int) -> Mapping[str, float]:
    """Return the seconds of the newest page and of pages at any place; raises WrongAnswer at a short one."""
    newest = seconds_of(lambda: page(max(0, events - PAGE), events))
    places = [number * max(0, events - PAGE) // PLACES for number in range(PLACES + 1)]
    Random(SEED).shuffle(places)
    taken = sorted(_one(page, place, events) for place in places)
    return {"newest": newest, "middle": taken[len(taken) // 2], "worst": hundredth(taken)}


def _one(page: Paging, place: int, events: int) -> float:
    start = perf_counter()
    rows = page(place, events)
    taken = perf_counter() - start
    if rows != min(PAGE, events):
        raise WrongAnswer(f"{rows} rows at {place} of {events}")
    return taken


def by_store(store: Store) -> Paging:
    """Return what reads a page as the screen does."""
    return lambda place, _events: len(store.rows(EVERYTHING, place, PAGE))


def _ours(asked: Asked, events: int) -> Paging:
    return by_store(opened(store_of(asked, events)))


def _floor(asked: Asked, events: int) -> Paging:
    connection = bare(store_of(asked, events))

    def page(place: int, events: int) -> int:
        from_end = place > events / 2
        offset = events - place - PAGE if from_end else place
        return len(connection.execute(_ORDERED.format("DESC" if from_end else "ASC", PAGE, max(0, offset))).fetchall())

    return page
