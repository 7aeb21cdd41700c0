"""Many rows at once, as fast as the driver takes them."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter

from sqlalchemy import Connection, Table, insert

_OBJECTS_A_COLLECTION = 100_000
"""After how many new objects the garbage collector looks at the young ones; else it would at every 700."""


def insert_all(connection: Connection, table: Table, rows: Sequence[dict[str, object]]) -> None:
    """Insert rows that all have the same columns, each with a value that the driver takes as it is.

    For a driver with places instead of names the rows are handed over as tuples, which spares half of the time.
    """
    if not rows:
        return
    statement = insert(table)
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(rows[0]))
    if compiled.positional and compiled.positiontup:
        connection.exec_driver_sql(str(compiled), list(map(itemgetter(*compiled.positiontup), rows)))
    else:
        connection.execute(statement, rows)


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Let the garbage collector look seldom: a batch makes many objects, none of them in a circle."""
    young, *older = gc.get_threshold()
    gc.set_threshold(max(young, _OBJECTS_A_COLLECTION) if young else 0, *older)
    try:
        yield
    finally:
        gc.set_threshold(young, *older)
