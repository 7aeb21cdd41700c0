"""How SQLite goes about the statements of a store."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from store.database.store import Store


@contextmanager
def plans(store: Store) -> Iterator[list[str]]:
    """Give the steps of all that a store reads meanwhile, in the words of EXPLAIN QUERY PLAN."""
    steps: list[str] = []

    def explain(_: object, cursor: sqlite3.Cursor, statement: str, values: tuple[object, ...], *_more: object) -> None:
        steps.extend(row[3] for row in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values))

    event.listen(store._engine, "before_cursor_execute", explain)
    try:
        yield steps
    finally:
        event.remove(store._engine, "before_cursor_execute", explain)
