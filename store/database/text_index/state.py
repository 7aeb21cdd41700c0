"""How far the text index of a store has come: all entries up to a sequence are in it."""

from collections.abc import Mapping

from sqlalchemy import BigInteger, Connection, column, func, insert, select, table, update

from store.database.tables import entry, setting
from store.query.answer import Indexed

REACHED = "text_indexed"
"""The setting that holds the sequence of the last entry in the index."""

on_sqlite = table("event_text", column("rowid", BigInteger), column("words"))
on_postgresql = table("event_text", column("sequence", BigInteger), column("words"))


def reached(connection: Connection) -> int:
    """Return the sequence of the last entry in the index, 0 for none."""
    return int(connection.scalar(select(setting.c.value).where(setting.c.key == REACHED)) or 0)


def indexed(connection: Connection) -> Indexed:
    """Return how many entries are in the index, of how many."""
    return Indexed(reached(connection), connection.scalar(select(func.max(entry.c.sequence))) or 0)


def advance(connection: Connection, before: int, after: int) -> bool:
    """Note that the index has come further; tell whether it was where it was thought to be."""
    if before:
        moved = update(setting).where(setting.c.key == REACHED, setting.c.value == str(before))
        return connection.execute(moved.values(value=str(after))).rowcount == 1
    if reached(connection):
        return False
    values: Mapping[str, str] = {"key": REACHED, "value": str(after)}
    connection.execute(insert(setting).values(values))
    return True
