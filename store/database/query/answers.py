"""The events of a store that answer a question, read like those of a scope."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import tzinfo
from itertools import islice

from sqlalchemy import func, select

from store.database.contents import Contents
from store.database.identifiers import packed
from store.database.query.histograms import counted, counted_all, gathered
from store.database.query.seen import Seeing, Seen, kept
from store.database.query.tally import Tally
from store.database.reading.interruption import Interruption
from store.database.reading.timeline import Timeline
from store.database.tables import event, schedule
from store.model.histogram import Histogram
from store.model.timeline import EVERYTHING, EventRow, Moment, Scope
from store.query.answer import Count, Found
from store.query.question import Question

FIRST_BATCH, LARGEST_BATCH = 100, 2000
"""How many events are looked at in one reading: few at first, so that the first answers come at once."""

FIRST_COUNTS = (1_000, 20_000)
"""How far is counted before all is: so that there is something to say while that goes on."""

AFTER_ALL = Moment(2**62, 2**62)


class Answers:
    """The events that answer a question; every method may be called from any thread, and raises StoreError.

    What no column answers (`question.residual`) is told from rows and entries, read batch by batch: exact,
    but it takes the longer the rarer the answers are. `give_up` ends what takes too long.
    """

    def __init__(self, seeing: Seeing, timeline: Timeline, contents: Contents, question: Question) -> None:
        self._seeing = seeing
        self._timeline = timeline
        self._contents = contents
        self._interruption = Interruption()
        self.question = question

    def give_up(self) -> None:
        """End what is under way in other threads, and all that is asked later, with GivenUpError, a StoreError.

        On PostgreSQL it takes a round trip to the server: call it from a worker there.
        """
        self._interruption.give_up()

    def counting(self, scope: Scope) -> Iterator[Count]:
        """Give how many events of a scope answer, while they are counted: at least so many, in the end exactly.

        No figure is smaller than the one before. Whoever stops asking ends the counting between two figures,
        `give_up` at any time.
        """
        if self.question.residual:
            yield from self._counting_residual(scope)
            return
        for at_most in FIRST_COUNTS:
            count = self.count(scope, at_most)
            yield count
            if count.is_exact:
                return
        yield self.count(scope)

    def count(self, scope: Scope, at_most: int | None = None) -> Count:
        """Return how many events of a scope answer; beyond `at_most` it says only that there are more."""
        number = self._count_residual(scope, at_most) if self.question.residual else self._count(scope, at_most)
        return Count(number) if at_most is None or number <= at_most else Count(at_most, is_exact=False)

    def rows(self, scope: Scope, start: int, limit: int) -> tuple[EventRow, ...]:
        """Return the answers at `start` and after, oldest first; `start` counts from 0."""
        if self.question.residual:
            return tuple(islice(self._each(scope, start + limit), start, start + max(0, limit)))
        count = self.count(scope).number
        with self._seen() as seen:
            condition = seen.condition(scope, self.question)
            rows = self._timeline.rows_where(seen.connection, condition, count, start, limit)
            return tuple(map(seen.as_was, rows))

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

    def appended(self, scope: Scope, after: int, until: int) -> tuple[EventRow, ...]:
        """Return the answers among what was appended after one sequence and up to another, in append order."""
        with self._seen() as seen:
            condition = seen.condition(scope, self.question)
            return self._kept(seen, self._timeline.appended_where(seen.connection, condition, after, until))

    def index_of(self, scope: Scope, uid: str) -> int | None:
        """Return how many answers come before this one; None when it is none."""
        with self._seen() as seen:
            condition = seen.condition(scope, self.question)
            if not self.question.residual:
                return self._timeline.index_where(seen.connection, condition, uid)
            itself = condition & (event.c.uid == packed(uid))
            rows = self._kept(seen, self._timeline.rows_where(seen.connection, itself, 1, 0, 1))
        return sum(len(one.rows) for one in self.found(scope, before=Moment.of(rows[0]))) if rows else None

    def among(self, rows: Sequence[EventRow]) -> frozenset[str]:
        """Return the uids of those of some rows that answer."""
        with self._seen() as seen:
            these = event.c.sequence.in_([row.sequence for row in rows])
            condition = these & seen.condition(EVERYTHING, self.question)
            found = self._timeline.rows_where(seen.connection, condition, len(rows), 0, len(rows))
            return frozenset(row.uid for row in self._kept(seen, found))

    def schedule_uids(self, scope: Scope, progress: Callable[[int], None] = lambda _looked_at: None) -> frozenset[str]:
        """Return the uids of the schedules of which an event answers; tells how many events it looks at."""
        if not self.question.residual:
            with self._seen() as seen:
                if seen.is_now:
                    of_events = select(event.c.schedule_id).where(seen.condition(scope, self.question))
                    uids_of = select(schedule.c.uid).where(schedule.c.id.in_(of_events))
                    return frozenset(seen.connection.scalars(uids_of))
        uids: set[str] = set()
        for one in self.found(scope, LARGEST_BATCH):
            progress(one.looked_at)
            uids.update(row.schedule_uid for row in one.rows if row.schedule_uid)
        return frozenset(uids)

    def found(
        self,
        scope: Scope,
        size: int = FIRST_BATCH,
        *,
        after: Moment | None = None,
        before: Moment | None = None,
        wanted: int | None = None,
    ) -> Iterator[Found]:
        """Give the answers batch by batch, oldest first, until nobody asks for more; with `before` newest first.

        `AFTER_ALL` is before nothing. With `wanted` no more is looked at than that many answers are likely to take.
        """
        narrowed, seen_so_far, size = False, Tally(wanted, FIRST_BATCH // 5), min(size, FIRST_BATCH)
        while True:
            with self._seen() as seen:
                condition = seen.condition(scope, self.question)
                if narrowed:
                    condition &= seen.narrowing()
                looked_at = self._timeline.page_where(seen.connection, condition, size, after=after, before=before)
                rows = self._kept(seen, looked_at)
            yield Found(rows if before is None else rows[::-1], len(looked_at))
            if len(looked_at) < size:
                return
            # where the last batch ended, in the direction that it was read
            after, before = (Moment.of(looked_at[-1]), None) if before is None else (None, Moment.of(looked_at[0]))
            seen_so_far.add(len(looked_at), len(rows))
            # of what answers often the text index is not asked: that takes longer than to look
            begins_to_narrow = not narrowed and seen_so_far.is_seldom
            narrowed = narrowed or begins_to_narrow
            size = seen_so_far.narrowed_size(size) if begins_to_narrow else seen_so_far.next_size(size)
            size = min(size, LARGEST_BATCH)

    def histogram(self, scope: Scope, zone: tzinfo, most: int, look_at: int = 20_000) -> Histogram:
        """Return the answers by the time they came, in at most so many buckets.

        Of answers that no column tells only the newest are counted, so many events being looked at.
        """
        if not self.question.residual:
            with self._seen() as seen:
                if seen.growing and scope == EVERYTHING and not self.question.criteria:
                    return counted_all(seen.connection, seen.growing, zone, most)
                return counted(seen.connection, seen.condition(scope, self.question), zone, most)
        rows, counted_from = self._newest(scope, look_at)
        return gathered(rows, counted_from, zone, most)

    def _each(self, scope: Scope, size: int = FIRST_BATCH, *, after: Moment | None = None) -> Iterator[EventRow]:
        found = self.found(scope, min(max(1, size), LARGEST_BATCH), after=after, wanted=size)
        return (row for one in found for row in one.rows)

    def _before(self, scope: Scope, limit: int, before: Moment) -> tuple[EventRow, ...]:
        batches = self.found(scope, min(max(1, limit), LARGEST_BATCH), before=before, wanted=limit)
        return tuple(islice((row for one in batches for row in one.rows), limit))[::-1]

    def _newest(self, scope: Scope, look_at: int) -> tuple[Sequence[EventRow], int | None]:
        """Return the answers among so many events, newest first, and from when on that is all of them."""
        rows: list[EventRow] = []
        looked_at, before = 0, AFTER_ALL
        while looked_at < look_at:
            with self._seen() as seen:
                condition = seen.condition(scope, self.question)
                batch = self._timeline.page_where(seen.connection, condition, LARGEST_BATCH, before=before)
                rows += self._kept(seen, batch)
            if len(batch) < LARGEST_BATCH:
                return rows, None
            looked_at, before = looked_at + len(batch), Moment.of(batch[0])
        return rows, before.at

    def _count(self, scope: Scope, at_most: int | None) -> int:
        with self._seen() as seen:
            answers = select(event.c.sequence).where(seen.condition(scope, self.question))
            if at_most is not None:
                answers = answers.limit(at_most + 1)
            return seen.connection.scalar(select(func.count()).select_from(answers.subquery())) or 0

    def _count_residual(self, scope: Scope, at_most: int | None) -> int:
        number = 0
        for count in self._counting_residual(scope):
            number = count.number
            if at_most is not None and number > at_most:
                break
        return number

    def _counting_residual(self, scope: Scope) -> Iterator[Count]:
        number = 0
        for one in self.found(scope):
            number += len(one.rows)
            if one.rows:
                yield Count(number, is_exact=False)
        yield Count(number)

    def _kept(self, seen: Seen, rows: tuple[EventRow, ...]) -> tuple[EventRow, ...]:
        return kept(seen, self._contents, tuple(map(seen.as_was, rows)), self.question.residual)

    @contextmanager
    def _seen(self) -> Iterator[Seen]:
        self._interruption.check()
        with self._seeing() as seen, self._interruption.of(seen.connection):
            yield seen
