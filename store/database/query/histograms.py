"""Events that meet a condition, counted by the time they came."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import tzinfo
from itertools import pairwise

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    values,
)

from store.database.tables import event
from store.model.delivery_day import microseconds
from store.model.histogram import Bucket, Histogram, bounds
from store.model.timeline import EventRow
from store.model.trouble import Trouble, trouble_in

FEW = 5_000
"""So many events are taken one by one: what finds them may be an index that knows nothing of time."""


def counted(connection: Connection, condition: ColumnElement[bool], zone: tzinfo, most: int) -> Histogram:
    """Return the histogram of the events that meet a condition, of at most so many buckets.

    Each bucket is counted apart, out of an index in the order of time: to group all events would take far longer.
    """
    few = connection.execute(select(event.c.created_at, event.c.trouble).where(condition).limit(FEW + 1)).all()
    if len(few) <= FEW:
        return _gathered([(row.created_at, Trouble(row.trouble)) for row in few], None, zone, most)
    limits = bounds(*_span(connection, condition), zone, most)
    spans = tuple((number, *limit) for number, limit in enumerate(pairwise(limits)))
    bucket = (
        values(column("number", Integer), column("begins", BigInteger), column("ends", BigInteger))
        .data([tuple(cast(literal(one), BigInteger) for one in span) for span in spans])
        .cte("bucket")
    )
    inside = condition & (event.c.created_at >= bucket.c.begins) & (event.c.created_at < bucket.c.ends)
    events = select(func.count()).select_from(event).where(inside).correlate(bucket).scalar_subquery()
    troubled = inside & (event.c.trouble > literal_column("0"))
    worst = select(func.max(event.c.trouble)).where(troubled).correlate(bucket).scalar_subquery()
    rows = connection.execute(select(bucket.c.number, events.label("events"), worst.label("worst")))
    known = {row.number: row for row in rows}
    return Histogram(
        tuple(
            Bucket(begins, ends, known[number].events, Trouble(known[number].worst or 0))
            for number, begins, ends in spans
        )
    )


def gathered(rows: Sequence[EventRow], counted_from: int | None, zone: tzinfo, most: int) -> Histogram:
    """Return the histogram of rows in any order, which are all there are from a moment on."""
    events = [(microseconds(row.created_at), trouble_in(row)) for row in rows]
    return _gathered(events, counted_from, zone, most)


def _gathered(events: Sequence[tuple[int, Trouble]], counted_from: int | None, zone: tzinfo, most: int) -> Histogram:
    """Return the histogram of times and what is wrong then."""
    times = [at for at, _ in events]
    if counted_from is not None:
        times.append(counted_from)
    if not times:
        return Histogram()
    limits = bounds(min(times), max(times), zone, most)
    counts = [0] * (len(limits) - 1)
    worst = [Trouble.NONE] * len(counts)
    for at, trouble in events:
        number = bisect_right(limits, at) - 1
        counts[number] += 1
        worst[number] = max(worst[number], trouble)
    buckets = zip(pairwise(limits), counts, worst, strict=True)
    return Histogram(tuple(Bucket(*limit, count, bad) for limit, count, bad in buckets), counted_from)


def _span(connection: Connection, condition: ColumnElement[bool]) -> tuple[int, int]:
    """Return when the first and the last event came that meet a condition, which some do."""
    at = select(event.c.created_at).where(condition).limit(1)
    first = at.order_by(event.c.created_at, event.c.sequence)
    last = at.order_by(event.c.created_at.desc(), event.c.sequence.desc())
    return connection.execute(first).scalar_one(), connection.execute(last).scalar_one()
