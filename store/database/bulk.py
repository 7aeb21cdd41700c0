"""Many rows at once, as fast as the driver takes them."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter

from sqlalchemy import Connection, Insert, Table, insert

_OBJECTS_A_COLLECTION = 100_000
"""After how many new objects the garbage collector looks at the young ones; else it would at every 700."""


def insert_all(
    connection: Connection,
    into: Table | Insert,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Insert rows whose values are those of the columns, each as the driver takes it.

    For a driver with places instead of names the rows are handed over as they are, which spares half of the time.
    """
    if not rows:
        return
    statement = insert(into) if isinstance(into, Table) else into
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(columns))
    if compiled.positional and compiled.positiontup:
        in_place = itemgetter(*(columns.index(name) for name in compiled.positiontup))
        connection.exec_driver_sql(str(compiled), list(map(in_place, rows)))
    else:
        connection.execute(statement, [dict(zip(columns, row, strict=True)) for row in rows])


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Let the garbage collector look seldom: a batch makes many objects, none of them in a circle."""
    young, *older = gc.get_threshold()
    gc.set_threshold(max(young, _OBJECTS_A_COLLECTION) if young else 0, *older)
    try:
        yield
    finally:
        gc.set_threshold(young, *older)
