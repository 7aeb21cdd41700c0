"""The condition that an event left something in a status, in our words or as it came."""

from sqlalchemy import ColumnElement, Connection, false, or_, select

from store.database.query.choices import EVENTS, AreMany, one_of
from store.database.tables import event
from store.database.words import Words
from store.model.status import status_of
from store.query.matching import is_named, status_words
from store.query.question import Named

_ANY_LEVEL = "cnf"

_one = event.alias("one")


def of_status(connection: Connection, words: Words, test: Named, are_many: AreMany) -> ColumnElement[bool]:
    """Return the condition that the status after an event is one that is meant; few are found by their index."""
    few = select(_one.c.sequence).where(_meant(connection, words, test, _one.c.status_to_id, _one.c.level_id))
    if are_many(few, EVENTS):
        # of many the index would have all sorted by time; one that is computed is in no index
        return _meant(connection, words, test, event.c.status_to_id + 0, event.c.level_id)
    return event.c.sequence.in_(few)


def _meant(
    connection: Connection, words: Words, test: Named, column: ColumnElement[int], level: ColumnElement[int]
) -> ColumnElement[bool]:
    """Return the condition that these columns of an event hold a status that is meant."""

    def plain(raw: str) -> bool:
        return not _depends_on_level(raw) and is_named(test, status_words(raw, None))

    meant = words.numbers_of(connection, plain)
    met = [one_of(column, meant, or_none=test.or_none)] if meant or test.or_none else []
    # what a TSO accepted, and how far, only the level says
    for number in words.numbers_of(connection, _depends_on_level):
        raw = words.text_of(connection, number)
        at_level = _of_level(connection, words, test, raw, level)
        if at_level is not None:
            met.append(one_of(column, [number]) & at_level)
    return or_(false(), *met)


def _of_level(
    connection: Connection, words: Words, test: Named, raw: str | None, column: ColumnElement[int]
) -> ColumnElement[bool] | None:
    """Return the condition that a raw status is meant at the level of the event; None where it is at none."""

    def is_meant(level: str | None) -> bool:
        return is_named(test, status_words(raw, level))

    if is_meant(None):
        others = words.numbers_of(connection, lambda level: not is_meant(level))
        return ~one_of(column, others)
    meant = words.numbers_of(connection, is_meant)
    return one_of(column, meant) if meant else None


def _depends_on_level(raw: str) -> bool:
    return status_of(raw, _ANY_LEVEL) is not status_of(raw)
