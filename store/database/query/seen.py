"""What of a store is looked at for answers: all of it as it is, or what had happened at a moment as it was then."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import ColumnElement, Connection

from store.database.contents import Contents
from store.database.query.conditions import Conditions
from store.database.query.growing import Growing
from store.database.reading import tree
from store.database.reading.history import contents_of
from store.database.reading.timeline import Timeline, within
from store.database.text_index.asking import Narrowing
from store.model.event import read_entry
from store.model.schedules.tree import ScheduleNode
from store.model.timeline import EventRow, Scope
from store.query.matching import Candidate, meets
from store.query.question import Criterion, Question

ScheduleOf = Callable[[str], ScheduleNode | None]


def _as_is(row: EventRow) -> EventRow:
    return row


@dataclass(frozen=True)
class Seen:
    """What is looked at, as long as a connection is held.

    `condition` is met by the events of a scope that answer a question, but for what is residual; `narrowing` by all
    that answer, and by fewer others than it where the text index knows. `as_was` gives their rows as they stood,
    `schedule_of` a schedule by its uid. `is_now`: nothing stood otherwise than now. `growing` keeps what was counted.
    """

    connection: Connection
    condition: Callable[[Scope, Question], ColumnElement[bool]]
    narrowing: Callable[[], ColumnElement[bool]]
    schedule_of: ScheduleOf
    as_was: Callable[[EventRow], EventRow] = _as_is
    is_now: bool = True
    growing: Growing | None = None


Seeing = Callable[[], AbstractContextManager[Seen]]


@dataclass(frozen=True)
class Reading:
    """What reading the events of a store takes."""

    connecting: Callable[[], AbstractContextManager[Connection]]
    timeline: Timeline
    growing: Growing
    narrowing: Narrowing

    @contextmanager
    def now(self) -> Iterator[Seen]:
        """Give the store as it is."""
        with self.connecting() as connection:
            conditions = Conditions(connection, self.timeline.words)
            schedule_of = cache(partial(tree.schedule_of, connection))

            def condition(scope: Scope, question: Question) -> ColumnElement[bool]:
                return within(scope) & conditions.of(question)

            narrowing = partial(self.narrowing.condition, connection)
            yield Seen(connection, condition, narrowing, schedule_of, growing=self.growing)


def kept(
    seen: Seen, contents: Contents, rows: Sequence[EventRow], criteria: Sequence[Criterion]
) -> tuple[EventRow, ...]:
    """Return those of some rows that meet all criteria; entries are read of those only that meet the others."""
    in_rows = [one for one in criteria if not one.is_told_by_entry]
    in_entries = [one for one in criteria if one.is_told_by_entry]
    met = [row for row in rows if _meets(in_rows, row, b"", seen.schedule_of)]
    if not in_entries:
        return tuple(met)
    found = zip(met, contents_of(seen.connection, contents, met), strict=True)
    return tuple(row for row, content in found if _meets(in_entries, row, content, seen.schedule_of))


def _meets(criteria: Sequence[Criterion], row: EventRow, content: bytes, schedule_of: ScheduleOf) -> bool:
    candidate = Candidate(
        row, lambda: read_entry(content), lambda: schedule_of(row.schedule_uid) if row.schedule_uid else None
    )
    return all(meets(one, candidate) for one in criteria)
