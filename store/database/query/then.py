"""The events that had happened at a moment, as questions look at them: as they stood then."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import ColumnElement, Connection

from store.database.contents import Contents
from store.database.query.conditions import Conditions
from store.database.query.seen import Seen, kept
from store.database.reading import tree
from store.database.reading.timeline import Timeline
from store.database.reading.underway import UnderWay, is_one_of, settled
from store.database.text_index.asking import Narrowing
from store.model.schedules.nodes import schedule_node
from store.model.schedules.tree import ScheduleNode
from store.model.timeline import EventRow, Scope
from store.query.question import Question

Happened = Callable[[Connection, UnderWay, Scope], ColumnElement[bool]]


@dataclass
class Then:
    """What had happened at a moment: what stands as it did is asked of the database.

    The events of schedules that were under way are looked at one by one, once for each question: there are few.
    """

    timeline: Timeline
    contents: Contents
    happened: Happened
    narrowing: Narrowing
    _known: tuple[UnderWay, Question, Collection[int]] | None = field(default=None, init=False)

    def seen(self, connection: Connection, then: UnderWay) -> Seen:
        """Return what is looked at on a connection, where these schedules were under way."""

        @cache
        def schedule_of(uid: str) -> ScheduleNode | None:
            moving = then.by_name.get(uid)
            if moving is not None:
                return schedule_node(moving.uid, moving.standing)
            return tree.schedule_of(connection, uid, settled(then.moment))

        def condition(scope: Scope, question: Question) -> ColumnElement[bool]:
            met = Conditions(connection, self.timeline.words).of(question)
            if question.criteria and then.gathered:
                meeting = self._meeting(seen, then, question)
                met = met & ~is_one_of(then.sequences) | is_one_of(meeting)
            return self.happened(connection, then, scope) & met

        def narrowing() -> ColumnElement[bool]:
            # what the schedules under way were called then is not in the index
            return self.narrowing.condition(connection) | is_one_of(then.sequences)

        seen = Seen(connection, condition, narrowing, schedule_of, then.as_was, is_now=False)
        return seen

    def _meeting(self, seen: Seen, then: UnderWay, question: Question) -> Collection[int]:
        """Return the events of schedules under way that answer a question."""
        known = self._known
        if known is None or known[0] is not then or known[1] is not question:
            rows = self._rows(seen.connection, then)
            answers = kept(seen, self.contents, rows, question.criteria)
            known = self._known = then, question, frozenset(row.sequence for row in answers)
        return known[2]

    def _rows(self, connection: Connection, then: UnderWay) -> tuple[EventRow, ...]:
        condition, count = is_one_of(then.sequences), len(then.sequences)
        return tuple(map(then.as_was, self.timeline.page_where(connection, condition, count)))
