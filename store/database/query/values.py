"""The values of a field that occur in a store, with how many events: for completion as one types."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from store.database.tables import event, schedule
from store.database.words import Words
from store.model.tso import market_code, short_name
from store.query.answer import KnownValue
from store.query.fields import Field
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


def known_values(connection: Connection, words: Words, field: Field) -> tuple[KnownValue, ...]:
    """Return the values of a field that occur, those of the most events first; none of a field that has too many.

    So many events answer when one is asked for. What differs by capitals only is one value.
    """
    counted: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for texts, events in _occurring(connection, words, field):
        for folded, text in {text.casefold(): text for text in texts}.items():
            counted[folded] += events
            shown.setdefault(folded, text)
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return tuple(KnownValue(field, shown[folded], events) for folded, events in ordered)


def _occurring(connection: Connection, words: Words, field: Field) -> Iterator[tuple[Iterable[str], int]]:
    """Give what stands in a field of some events, and of how many."""
    if field in _COLUMNS:
        columns, texts_of = _COLUMNS[field]
        counted = select(*columns, func.count()).where(columns[0].is_not(None)).group_by(*columns)
        for *numbers, events in connection.execute(counted).all():
            yield texts_of(*(words.text_of(connection, number) for number in numbers)), events
    elif field in _OF_SCHEDULES:
        column, text_of = _OF_SCHEDULES[field]
        summed = select(column, func.sum(schedule.c.events)).where(column.is_not(None)).group_by(column)
        for text, events in connection.execute(summed).all():
            yield (text_of(text),), int(events)
