"""Questions compiled to conditions on events, the same on every database.

Texts are compared in Python, with the words and schedules that a store has, and columns by number: what a
database thinks of capitals does not matter. Every condition is true or false, never unknown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from store.database.identifiers import packed, packed_ranges
from store.database.query.choices import one_of
from store.database.query.statuses import of_status
from store.database.tables import event, schedule
from store.database.words import Words
from store.query.fields import Field, Flag
from store.query.matching import TOO_LATE, changed_words, is_named, market_words, tso_words
from store.query.pattern import Pattern
from store.query.question import IDENTIFIERS, Criterion, Depth, Flagged, Interval, Named, Question, Ranged, Test

EPOCH, DAY = date(1970, 1, 1), 86_400_000_000
"""The first day of the column of instants, and microseconds in one."""

SCHEDULES, EVENTS = 500, 20_000
"""More than so many are looked at one by one in the order of time, so that the first answers come at once."""

LARGEST_MW = 1.7976931348623157e308

WordsOf = Callable[[str], Iterable[str]]

_TROUBLE = Flagged((Flag.TROUBLE,))
"""What is so rare that its own index, in the order of time, is the best way to whatever else is asked."""

belonging = schedule.alias("belonging")
"""The schedule that an event belongs to, apart from the one its row is read with."""

_WORDS: Mapping[Field, tuple[ColumnElement[int], WordsOf]] = {
    Field.LEVEL: (event.c.level_id, lambda text: (text,)),
    Field.USER: (event.c.user_id, lambda text: (text,)),
    Field.REASON: (event.c.reasons_id, str.split),
    Field.CHANGED: (event.c.paths_id, lambda text: changed_words(text.split())),
}
_OF_SCHEDULE: Mapping[Field, tuple[ColumnElement[str], WordsOf]] = {
    Field.TSO: (belonging.c.tso, tso_words),
    Field.MARKET: (belonging.c.market, market_words),
}
_named = event.alias("named")
_PACKED = {Field.UID: _named.c.uid, Field.REQUEST: _named.c.request_id}
_NUMBERS = {
    Field.DATE: event.c.day,
    Field.VERSION: event.c.version,
    Field.BETWEEN: event.c.created_at,
    Field.DELTA: event.c.largest_delta_mw,
}


class Conditions:
    """Compiles questions for a store, with a connection to look its words and schedules up."""

    def __init__(self, connection: Connection, words: Words) -> None:
        self._connection = connection
        self._words = words
        self._are_few = False

    def of(self, question: Question) -> ColumnElement[bool]:
        """Return a condition that all events meet that answer, and no others, but for what is residual."""
        self._are_few = any(one.test == _TROUBLE and not one.negated for one in question.criteria)
        return and_(true(), *map(self._of_criterion, question.criteria))

    def _of_criterion(self, criterion: Criterion) -> ColumnElement[bool]:
        if not criterion.negated:
            return self._of(criterion.test)
        # of what is more than is meant, the rest says nothing
        return ~self._of(criterion.test) if criterion.depth is Depth.COLUMNS else true()

    def _of(self, test: Test) -> ColumnElement[bool]:
        """Return a condition that is met where a test is passed; where it is not COLUMNS deep, by others too."""
        if isinstance(test, Ranged):
            return _in_range(test)
        if isinstance(test, Flagged):
            return or_(*map(self._flag, test.flags))
        return self._named(test) if isinstance(test, Named) else true()

    def _named(self, test: Named) -> ColumnElement[bool]:
        if test.field is Field.TYPE:
            return self._of_types(self._words.numbers_of(self._connection, lambda text: is_named(test, (text,))))
        if test.field in _WORDS:
            column, words_of = _WORDS[test.field]
            meant = self._words.numbers_of(self._connection, lambda text: is_named(test, words_of(text)))
            return one_of(column, meant, or_none=test.or_none)
        if test.field is Field.STATUS:
            return of_status(self._connection, self._words, test)
        if test.field in _OF_SCHEDULE:
            return self._schedule(test)
        if test.field in IDENTIFIERS:
            return _identified(test)
        return true()

    def _schedule(self, test: Named) -> ColumnElement[bool]:
        """Return the condition that an event belongs to a schedule of a TSO or market."""
        column, words_of = _OF_SCHEDULE[test.field]
        there = self._connection.scalars(select(column).where(column.is_not(None)).distinct())
        meant = [text for text in there if is_named(test, words_of(text))]
        condition = one_of(column, meant, or_none=test.or_none)
        inside = in_schedules(condition, are_many=self._are_many(select(belonging.c.id).where(condition), SCHEDULES))
        return inside | event.c.schedule_id.is_(None) if test.or_none else inside

    def _flag(self, flag: Flag) -> ColumnElement[bool]:
        if flag is Flag.SIMULATED:
            return event.c.simulated.is_(true())
        if flag is Flag.TROUBLE:
            return event.c.trouble > literal_column("0")
        if flag is Flag.ANOMALY:
            return self._typed("anomaly.")
        if flag in {Flag.ACTIVE, Flag.SUPERSEDED}:
            return _standing(flag)
        if flag is Flag.LATE:
            refused = self._words.numbers_of(self._connection, lambda text: TOO_LATE in text.split())
            return one_of(event.c.reasons_id, refused) | (self._typed("version.submitted") & _after_first_gates())
        return true()

    def _typed(self, beginning: str) -> ColumnElement[bool]:
        return self._of_types(self._words.numbers_of(self._connection, lambda text: text.startswith(beginning)))

    def _of_types(self, types: Sequence[int]) -> ColumnElement[bool]:
        """Return the condition that an event is of one of these types."""
        found = one_of(event.c.type_id, types)
        if len(types) > 1 and self._are_many(select(event.c.sequence).where(found), EVENTS):
            # of many the index on types would have all sorted by time; one that is computed is in no index
            return one_of(event.c.type_id + 0, types)
        return found

    def _are_many(self, found: Select[tuple[int]], limit: int) -> bool:
        """Tell whether there is more than so much to be found, or than is looked at one by one anyhow."""
        if self._are_few:
            return True
        beyond = found.limit(1).offset(limit).correlate(None)
        return self._connection.scalar(beyond) is not None


def in_schedules(condition: ColumnElement[bool], *, are_many: bool = False) -> ColumnElement[bool]:
    """Return the condition that an event belongs to a schedule that meets a condition on `belonging`.

    Of many schedules that of each event is looked at, for their events are many; of a few they are found first.
    """
    if are_many:
        own = select(belonging.c.id).where(belonging.c.id == event.c.schedule_id, condition)
        return own.correlate(event).exists()
    inside = select(belonging.c.id).where(condition).correlate(None)
    return event.c.schedule_id.is_not(None) & event.c.schedule_id.in_(inside)


def _standing(flag: Flag) -> ColumnElement[bool]:
    """Return the condition that the version of an event is the active one of its schedule, or superseded."""
    number, active, latest = event.c.version, belonging.c.active_version, belonging.c.latest_version
    if flag is Flag.ACTIVE:
        stands = active == number
    else:
        stands = number.is_distinct_from(latest) & number.is_distinct_from(active)
    found = select(belonging.c.id).where(belonging.c.id == event.c.schedule_id, stands).correlate(event)
    return number.is_not(None) & found.exists()


def _after_first_gates() -> ColumnElement[bool]:
    """Return the condition that an event came when a gate of its day may have closed: none does before noon UTC."""
    noon_before = (cast(event.c.day, BigInteger) - EPOCH.toordinal()) * DAY - DAY // 2
    return event.c.day.is_not(None) & (event.c.created_at > noon_before)


def _in_range(test: Ranged) -> ColumnElement[bool]:
    column: ColumnElement[float] = _NUMBERS[test.field]
    there: ColumnElement[bool] = column.is_not(None)
    if test.field is Field.DELTA:
        # PostgreSQL keeps what is no number, and has it larger than all
        there &= func.abs(column) <= LARGEST_MW
    inside = there & or_(false(), *(_interval(column, one) for one in test.intervals))
    return inside | ~there if test.or_none else inside


def _interval(column: ColumnElement[float], interval: Interval) -> ColumnElement[bool]:
    number = func.abs(column) if interval.of_size else column
    bounds = []
    if interval.low is not None:
        bounds.append(number > interval.low if interval.without_low else number >= interval.low)
    if interval.high is not None:
        bounds.append(number < interval.high if interval.without_high else number <= interval.high)
    return and_(true(), *bounds)


def _identified(test: Named) -> ColumnElement[bool]:
    if test.field is Field.SCHEDULE:
        inside = in_schedules(or_(false(), *map(_of_text, test.patterns)))
        return inside | event.c.schedule_id.is_(None) if test.or_none else inside
    column = _PACKED[test.field]
    # asked for apart, so that the index on it is taken rather than the one on time
    found = select(_named.c.sequence).where(or_(false(), *(_of_packed(column, one) for one in test.patterns)))
    inside = event.c.sequence.in_(found.correlate(None))
    return inside | event.c[column.name].is_(None) if test.or_none else inside


def _of_packed(column: ColumnElement[bytes], pattern: Pattern) -> ColumnElement[bool]:
    if pattern.is_exact:
        return column == packed(pattern.text)
    return or_(*((column >= first) & (column < end) for first, end in packed_ranges(pattern.prefix)))


def _of_text(pattern: Pattern) -> ColumnElement[bool]:
    column, text = belonging.c.uid, pattern.prefix
    try:
        text.encode()
    except UnicodeEncodeError:
        return false()
    if "\0" in text:
        return false()
    return column == text if pattern.is_exact else func.substr(column, 1, len(text)) == text
