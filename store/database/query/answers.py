"""The events of a store that answer a question, read like those of a scope."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache, partial
from itertools import islice

from sqlalchemy import ColumnElement, Connection, func, select

from store.database import tree
from store.database.contents import Contents
from store.database.history import contents_of
from store.database.identifiers import packed
from store.database.query.conditions import Conditions
from store.database.query.histograms import counted, gathered
from store.database.tables import event, schedule
from store.database.timeline import Timeline, within
from store.database.words import Words
from store.model.event import read_entry
from store.model.histogram import Histogram
from store.model.timeline import EventRow, Moment, Scope
from store.model.tree import ScheduleNode
from store.query.answer import Count, Found
from store.query.matching import Candidate, meets
from store.query.question import Criterion, Depth, Question

FIRST_BATCH, LARGEST_BATCH = 100, 2000
"""How many events are looked at in one reading: few at first, so that the first answers come at once."""

AFTER_ALL = Moment(2**62, 2**62)


@dataclass(frozen=True)
class Reading:
    """What reading the events of a store takes."""

    connecting: Callable[[], AbstractContextManager[Connection]]
    timeline: Timeline
    contents: Contents
    words: Words


class Answers:
    """The events that answer a question; every method may be called from any thread, and raises StoreError.

    What no column answers (`question.residual`) is told from rows and entries, read batch by batch: exact,
    but it takes the longer the rarer the answers are.
    """

    def __init__(self, reading: Reading, question: Question) -> None:
        self._reading = reading
        self.question = question

    def count(self, scope: Scope, at_most: int | None = None) -> Count:
        """Return how many events of a scope answer; beyond `at_most` it says only that there are more."""
        number = self._count_residual(scope, at_most) if self.question.residual else self._count(scope, at_most)
        return Count(number) if at_most is None or number <= at_most else Count(at_most, is_exact=False)

    def rows(self, scope: Scope, start: int, limit: int) -> tuple[EventRow, ...]:
        """Return the answers at `start` and after, oldest first; `start` counts from 0."""
        if self.question.residual:
            return tuple(islice(self._each(scope), start, start + max(0, limit)))
        count = self.count(scope).number
        with self._reading.connecting() as connection:
            condition = self._condition(connection, scope)
            return self._reading.timeline.rows_where(connection, condition, count, start, limit)

    def page(
        self, scope: Scope, limit: int, *, after: EventRow | None = None, before: EventRow | None = None
    ) -> tuple[EventRow, ...]:
        """Return the answers next after a row, or next before one, oldest first; without either the oldest."""
        if before:
            return self._before(scope, limit, Moment.of(before))
        return tuple(islice(self._each(scope, limit, after=Moment.of(after) if after else None), limit))

    def newest(self, scope: Scope, limit: int) -> tuple[EventRow, ...]:
        """Return the newest answers, oldest first."""
        return self._before(scope, limit, AFTER_ALL)

    def index_of(self, scope: Scope, uid: str) -> int | None:
        """Return how many answers come before this one; None when it is none."""
        with self._reading.connecting() as connection:
            condition = self._condition(connection, scope)
            if not self.question.residual:
                return self._reading.timeline.index_where(connection, condition, uid)
            itself = condition & (event.c.uid == packed(uid))
            rows = self._kept(connection, self._reading.timeline.rows_where(connection, itself, 1, 0, 1))
        return sum(len(one.rows) for one in self.found(scope, before=Moment.of(rows[0]))) if rows else None

    def among(self, rows: Sequence[EventRow]) -> frozenset[str]:
        """Return the uids of those of some rows that answer."""
        with self._reading.connecting() as connection:
            these = event.c.sequence.in_([row.sequence for row in rows])
            condition = these & Conditions(connection, self._reading.words).of(self.question)
            found = self._reading.timeline.rows_where(connection, condition, len(rows), 0, len(rows))
            return frozenset(row.uid for row in self._kept(connection, found))

    def schedule_uids(self, scope: Scope, progress: Callable[[int], None] = lambda _looked_at: None) -> frozenset[str]:
        """Return the uids of the schedules of which an event answers; tells how many events it looks at."""
        if not self.question.residual:
            with self._reading.connecting() as connection:
                of_events = select(event.c.schedule_id).where(self._condition(connection, scope))
                return frozenset(connection.scalars(select(schedule.c.uid).where(schedule.c.id.in_(of_events))))
        uids: set[str] = set()
        for one in self.found(scope, LARGEST_BATCH):
            progress(one.looked_at)
            uids.update(row.schedule_uid for row in one.rows if row.schedule_uid)
        return frozenset(uids)

    def found(
        self, scope: Scope, size: int = FIRST_BATCH, *, after: Moment | None = None, before: Moment | None = None
    ) -> Iterator[Found]:
        """Give the answers batch by batch, oldest first, until nobody asks for more; with `before` newest first.

        `AFTER_ALL` is before nothing.
        """
        while True:
            with self._reading.connecting() as connection:
                condition = self._condition(connection, scope)
                looked_at = self._reading.timeline.page_where(connection, condition, size, after=after, before=before)
                kept = self._kept(connection, looked_at)
            yield Found(kept if before is None else kept[::-1], len(looked_at))
            if len(looked_at) < size:
                return
            # where the last batch ended, in the direction that it was read
            after, before = (Moment.of(looked_at[-1]), None) if before is None else (None, Moment.of(looked_at[0]))
            size = min(2 * size, LARGEST_BATCH)

    def histogram(self, scope: Scope, zone: tzinfo, most: int, look_at: int = 20_000) -> Histogram:
        """Return the answers by the time they came, in at most so many buckets.

        Of answers that no column tells only the newest are counted, so many events being looked at.
        """
        with self._reading.connecting() as connection:
            condition = self._condition(connection, scope)
            if not self.question.residual:
                return counted(connection, condition, zone, most)
        rows, counted_from = self._newest(scope, look_at)
        return gathered(rows, counted_from, zone, most)

    def _each(self, scope: Scope, size: int = FIRST_BATCH, *, after: Moment | None = None) -> Iterator[EventRow]:
        return (row for one in self.found(scope, min(max(1, size), LARGEST_BATCH), after=after) for row in one.rows)

    def _before(self, scope: Scope, limit: int, before: Moment) -> tuple[EventRow, ...]:
        batches = self.found(scope, min(max(1, limit), LARGEST_BATCH), before=before)
        return tuple(islice((row for one in batches for row in one.rows), limit))[::-1]

    def _newest(self, scope: Scope, look_at: int) -> tuple[Sequence[EventRow], int | None]:
        """Return the answers among so many events, newest first, and from when on that is all of them."""
        rows: list[EventRow] = []
        looked_at, before = 0, AFTER_ALL
        while looked_at < look_at:
            with self._reading.connecting() as connection:
                condition = self._condition(connection, scope)
                batch = self._reading.timeline.page_where(connection, condition, LARGEST_BATCH, before=before)
                rows += self._kept(connection, batch)
            if len(batch) < LARGEST_BATCH:
                return rows, None
            looked_at, before = looked_at + len(batch), Moment.of(batch[0])
        return rows, before.at

    def _count(self, scope: Scope, at_most: int | None) -> int:
        with self._reading.connecting() as connection:
            answers = select(event.c.sequence).where(self._condition(connection, scope))
            if at_most is not None:
                answers = answers.limit(at_most + 1)
            return connection.scalar(select(func.count()).select_from(answers.subquery())) or 0

    def _count_residual(self, scope: Scope, at_most: int | None) -> int:
        number = 0
        for one in self.found(scope, LARGEST_BATCH):
            number += len(one.rows)
            if at_most is not None and number > at_most:
                break
        return number

    def _condition(self, connection: Connection, scope: Scope) -> ColumnElement[bool]:
        return within(scope) & Conditions(connection, self._reading.words).of(self.question)

    def _kept(self, connection: Connection, rows: Sequence[EventRow]) -> tuple[EventRow, ...]:
        """Return those of some rows that meet what no column answers."""
        schedule_of = cache(partial(tree.schedule_of, connection))
        in_rows = [one for one in self.question.residual if one.depth is Depth.ROW]
        in_entries = [one for one in self.question.residual if one.depth is Depth.ENTRY]
        kept = [row for row in rows if _meets(in_rows, row, b"", schedule_of)]
        if not in_entries:
            return tuple(kept)
        contents = contents_of(connection, self._reading.contents, kept)
        return tuple(
            row for row, content in zip(kept, contents, strict=True) if _meets(in_entries, row, content, schedule_of)
        )


def _meets(
    criteria: Sequence[Criterion], row: EventRow, content: bytes, schedule_of: Callable[[str], ScheduleNode | None]
) -> bool:
    candidate = Candidate(
        row, lambda: read_entry(content), lambda: schedule_of(row.schedule_uid) if row.schedule_uid else None
    )
    return all(meets(one, candidate) for one in criteria)
