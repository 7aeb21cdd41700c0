"""Events that meet a condition, counted by the time they came."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Row,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    true,
    values,
)

from store.database.following.reach import reached
from store.database.query.growing import Counting, Growing
from store.database.tables import event
from store.model.histogram import Bucket, Histogram, bounds
from store.model.market.delivery_day import microseconds
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
    return Histogram(_counted_in(connection, condition, limits))


def counted_all(connection: Connection, growing: Growing, zone: tzinfo, most: int) -> Histogram:
    """Return the histogram of all events, of at most so many buckets; in those that were counted only what is new."""
    if not reached(connection):
        return Histogram()
    limits = bounds(*_span(connection, true()), zone, most)
    counting = Counting(
        (event.c.created_at, event.c.trouble),
        lambda connection: _counted_in(connection, true(), limits),
        _with_later,
    )
    return Histogram(growing.counted(connection, "histogram", counting, variant=limits))


def _counted_in(connection: Connection, condition: ColumnElement[bool], limits: Sequence[int]) -> tuple[Bucket, ...]:
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
    return tuple(
        Bucket(begins, ends, known[number].events, Trouble(known[number].worst or 0)) for number, begins, ends in spans
    )


def _with_later(found: tuple[Bucket, ...], rows: Sequence[Row[Any]]) -> tuple[Bucket, ...]:
    """Return buckets with some more events, each of which lies in one of them."""
    buckets, begins = list(found), [one.begins for one in found]
    for row in rows:
        number = bisect_right(begins, row.created_at) - 1
        one = buckets[number]
        buckets[number] = replace(one, events=one.events + 1, worst=max(one.worst, Trouble(row.trouble)))
    return tuple(buckets)


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
