"""Many rows at once, as fast as the driver takes them."""

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    # an extra: only who has a server has its driver
    import psycopg

_OBJECTS_A_COLLECTION = 100_000
"""After how many new objects the garbage collector looks at the young ones; else it would at every 700."""


def insert_all(
    connection: Connection,
    into: Table | Insert,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Insert rows whose values are those of the columns, each as the driver takes it.

    For a driver with places instead of names the rows are handed over as they are, which spares half of the time;
    PostgreSQL copies those that are simply added.
    """
    if not rows:
        return
    if isinstance(into, Table) and connection.dialect.name == "postgresql":
        _copy(connection, into, columns, rows)
        return
    statement = insert(into) if isinstance(into, Table) else into
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(columns))
    if compiled.positional and compiled.positiontup:
        if compiled.positiontup != list(columns):
            rows = list(map(itemgetter(*map(columns.index, compiled.positiontup)), rows))
        connection.exec_driver_sql(str(compiled), list(rows))
    else:
        connection.execute(statement, [dict(zip(columns, row, strict=True)) for row in rows])


def _copy(connection: Connection, into: Table, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Add rows by COPY; what the driver raises is raised as SQLAlchemy would."""
    quote = connection.dialect.identifier_preparer.quote
    statement = f"COPY {quote(into.name)} ({', '.join(map(quote, columns))}) FROM STDIN"
    driver = connection.connection.dbapi_connection
    # only a connection that is open copies, and only psycopg's is one to PostgreSQL
    cursor = cast("psycopg.Connection", driver).cursor()
    try:
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        was_cut = cursor.connection.closed
        raise DBAPIError(statement, None, error, connection_invalidated=was_cut) from error


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Let the garbage collector look seldom: a batch makes many objects, none of them in a circle."""
    _SELDOM.begin()
    try:
        yield
    finally:
        _SELDOM.end()


class _Seldom:
    """How often the garbage collector looks, as long as one thread or several make many objects."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        self._before = gc.get_threshold()

    def begin(self) -> None:
        with self._lock:
            if not self._under_way:
                young, *older = self._before = gc.get_threshold()
                gc.set_threshold(max(young, _OBJECTS_A_COLLECTION) if young else 0, *older)
            self._under_way += 1

    def end(self) -> None:
        with self._lock:
            self._under_way -= 1
            if not self._under_way:
                gc.set_threshold(*self._before)


_SELDOM = _Seldom()
