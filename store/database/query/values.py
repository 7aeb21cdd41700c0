"""The values of a field that occur in a store, with how many events: for completion as one types."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from store.database.query.growing import Counting, Growing
from store.database.tables import event, schedule
from store.database.words import Words
from store.errors import StoreError
from store.model.market.tso import market_code, short_name
from store.query.answer import KnownValue
from store.query.language.fields import Field
from store.query.matching import status_words


def _written_as_one(raw: str, level: str | None) -> Iterable[str]:
    """Return the words of a status, each in the form that needs no quotation marks."""
    return (word for word in status_words(raw, level) if word == raw or " " not in word)


_COLUMNS: Mapping[Field, tuple[Sequence[ColumnElement[int]], Callable[..., Iterable[str]]]] = {
    Field.TYPE: ((event.c.type_id,), lambda text: (text,)),
    Field.LEVEL: ((event.c.level_id,), lambda text: (text,)),
    Field.USER: ((event.c.user_id,), lambda text: (text,)),
    Field.REASON: ((event.c.reasons_id,), str.split),
    Field.STATUS: ((event.c.status_to_id, event.c.level_id), _written_as_one),
}
_OF_SCHEDULES: Mapping[Field, tuple[ColumnElement[str], Callable[[str], str]]] = {
    Field.TSO: (schedule.c.tso, short_name),
    Field.MARKET: (schedule.c.market, lambda market: market_code(market) or market),
}


def known_values(connection: Connection, words: Words, growing: Growing, field: Field) -> tuple[KnownValue, ...]:
    """Return the values of a field that occur, those of the most events first; none of a field that has too many.

    So many events answer when one is asked for. What differs by capitals only is one value.
    """
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for texts, events in _occurring(connection, words, growing, field):
        for folded, text in {text.casefold(): text for text in texts}.items():
            spelled[folded][text] += events
    ordered = sorted(spelled.items(), key=lambda one: (-one[1].total(), one[0]))
    return tuple(KnownValue(field, _usual(texts), texts.total()) for _, texts in ordered)


def _usual(spellings: Counter[str]) -> str:
    """Return the spelling of the most events."""
    return min(spellings.items(), key=lambda one: (-one[1], one[0]))[0]


def _occurring(
    connection: Connection, words: Words, growing: Growing, field: Field
) -> Iterator[tuple[Iterable[str], int]]:
    """Give what stands in a field of some events, and of how many."""
    if field in _COLUMNS:
        columns, texts_of = _COLUMNS[field]
        for numbers, events in growing.counted(connection, field, _counting(columns)).items():
            # another thread may have counted words that came after this transaction began
            with suppress(StoreError):
                yield texts_of(*(words.text_of(connection, number) for number in numbers)), events
    elif field in _OF_SCHEDULES:
        column, text_of = _OF_SCHEDULES[field]
        summed = select(column, func.sum(schedule.c.events)).where(column.is_not(None)).group_by(column)
        for text, events in connection.execute(summed).all():
            yield (text_of(text),), int(events)


def _counting(columns: Sequence[ColumnElement[int]]) -> Counting[Counter[tuple[int | None, ...]]]:
    """Return how events are counted by what some columns hold, the first of which is not empty."""

    def whole(connection: Connection) -> Counter[tuple[int | None, ...]]:
        counted = select(*columns, func.count()).where(columns[0].is_not(None)).group_by(*columns)
        return Counter({tuple(numbers): events for *numbers, events in connection.execute(counted)})

    def with_later(found: Counter[tuple[int | None, ...]], rows: Sequence[Row[Any]]) -> Counter[tuple[int | None, ...]]:
        return found + Counter(tuple(row) for row in rows if row[0] is not None)

    return Counting(columns, whole, with_later)
