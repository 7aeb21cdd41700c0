"""Questions compiled to conditions on events, the same on every database.

Texts are compared in Python, with the words and schedules that a store has, and columns by number: what a
database thinks of capitals does not matter. Every condition is true or false, never unknown.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from store.database.identifiers import TEXT_PACKED, packed, packed_ranges
from store.database.query.choices import EVENTS, SCHEDULES, belonging, one_of
from store.database.query.ranges import in_range
from store.database.query.statuses import of_status
from store.database.tables import event
from store.database.words import Words
from store.query.language.fields import Field, Flag
from store.query.matching import TOO_LATE, changed_words, is_named, market_words, tso_words
from store.query.pattern import Pattern
from store.query.question import IDENTIFIERS, Criterion, Depth, Flagged, Named, Question, Ranged, Test
from store.query.traits import Trait

WordsOf = Callable[[str], Iterable[str]]

_TROUBLE = Flagged((Flag.TROUBLE,))
"""What is so rare that its own index, in the order of time, is the best way to whatever else is asked."""

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

_HEXADECIMAL = re.compile("[0-9a-f]*")


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
            return in_range(test, self._are_many)
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
            return of_status(self._connection, self._words, test, self._are_many)
        if test.field in _OF_SCHEDULE:
            return self._schedule(test)
        if test.field in IDENTIFIERS:
            return _identified(test, self._connection.dialect.name)
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
        if flag in _TRAITS:
            return _has_trait(_TRAITS[flag])
        if flag in {Flag.ACTIVE, Flag.SUPERSEDED}:
            return _standing(flag)
        if flag is Flag.LATE:
            return self._late()
        return true()

    def _late(self) -> ColumnElement[bool]:
        """Return the condition that an event may have come late: of a schedule that may have, or said to have."""
        refused = self._words.numbers_of(self._connection, lambda text: TOO_LATE in text.split())
        sent = self._words.numbers_of(self._connection, lambda text: text == "version.submitted")
        of_late = select(belonging.c.id).where(belonging.c.late)
        if self._are_many(of_late, SCHEDULES):
            inside = in_schedules(belonging.c.late, are_many=True) | event.c.schedule_id.is_(None)
            return one_of(event.c.reasons_id, refused) | one_of(event.c.type_id + 0, sent) & inside
        of_schedules = select(_named.c.sequence).where(one_of(_named.c.type_id + 0, sent))
        ways = [
            of_schedules.where(_named.c.schedule_id.in_(of_late)),
            of_schedules.where(_named.c.schedule_id.is_(None)),
        ]
        if refused:
            ways.append(select(_named.c.sequence).where(one_of(_named.c.reasons_id, refused)))
        # asked for apart, so that the index on schedules is taken rather than the one on time
        return event.c.sequence.in_(union_all(*ways))

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


_TRAITS = {Flag.BEFORE: Trait.BEFORE, Flag.AFTER: Trait.AFTER, Flag.WARNING: Trait.WARNING}


def _has_trait(trait: Trait) -> ColumnElement[bool]:
    if trait is max(Trait):
        # in the words of the index on the few that have it
        return event.c.traits >= literal_column(str(trait.value))
    # written out, so that an index on those that lack it is known by its words
    return event.c.traits.bitwise_and(literal_column(str(trait.value))) != literal_column("0")


def _standing(flag: Flag) -> ColumnElement[bool]:
    """Return the condition that the version of an event is the active one of its schedule, or superseded."""
    number, active, latest = event.c.version, belonging.c.active_version, belonging.c.latest_version
    if flag is Flag.ACTIVE:
        stands = active == number
    else:
        stands = number.is_distinct_from(latest) & number.is_distinct_from(active)
    found = select(belonging.c.id).where(belonging.c.id == event.c.schedule_id, stands).correlate(event)
    return number.is_not(None) & found.exists()


def _identified(test: Named, dialect: str) -> ColumnElement[bool]:
    if test.field is Field.SCHEDULE:
        inside = in_schedules(or_(false(), *map(_of_text, test.patterns)))
        return inside | event.c.schedule_id.is_(None) if test.or_none else inside
    column = _PACKED[test.field]
    # asked for apart, so that the index on it is taken rather than the one on time
    found = select(_named.c.sequence).where(or_(false(), *(_of_packed(column, one, dialect) for one in test.patterns)))
    inside = event.c.sequence.in_(found.correlate(None))
    return inside | event.c[column.name].is_(None) if test.or_none else inside


def _of_packed(column: ColumnElement[bytes], pattern: Pattern, dialect: str) -> ColumnElement[bool]:
    if pattern.is_exact:
        return column == packed(pattern.text)
    begins = or_(*((column >= first) & (column < end) for first, end in packed_ranges(pattern.prefix)))
    return begins if pattern.is_prefix else begins & _holds(column, pattern, dialect)


def _holds(column: ColumnElement[bytes], pattern: Pattern, dialect: str) -> ColumnElement[bool]:
    """Return the condition that an identifier is kept as text, or is a UUID with the longest part of a pattern."""
    parts = re.split(r"[*-]", pattern.text)
    is_text = column >= TEXT_PACKED
    if not all(map(_HEXADECIMAL.fullmatch, parts)):
        return is_text
    longest = max(parts, key=len)
    digits = func.encode(column, "hex") if dialect == "postgresql" else func.lower(func.hex(column))
    found = func.strpos(digits, longest) if dialect == "postgresql" else func.instr(digits, longest)
    return is_text | (found > 0)


def _of_text(pattern: Pattern) -> ColumnElement[bool]:
    column, text = belonging.c.uid, pattern.prefix
    try:
        text.encode()
    except UnicodeEncodeError:
        return false()
    if "\0" in text:
        return false()
    return column == text if pattern.is_exact else func.substr(column, 1, len(text)) == text
