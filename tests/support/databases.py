"""Where the tests keep their stores: SQLite files and, where there is one, a PostgreSQL server."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, NullPool, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from store.database.engine import failure, reading_engine, store_url
from store.database.opening import open_store
from store.database.tables import HEAD
from store.model.timeline import StoreKind

POSTGRES = os.environ.get("GRIDTRAIL_TEST_POSTGRES")
needs_postgres = pytest.mark.skipif(not POSTGRES, reason="no GRIDTRAIL_TEST_POSTGRES")
APPEND_ONLY = ("entry", "source", "dictionary", "seal_tile")
"""The tables whose triggers let nothing be taken out."""

PATIENCE_SECONDS = 20
"""How long the threads and processes of a test may take to end what they read when it is over."""

HOLDING = text("""
    SELECT DISTINCT activity.pid, activity.state || ': ' || activity.query
    FROM pg_locks AS held
    JOIN pg_class ON pg_class.oid = held.relation
    JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace
    JOIN pg_stat_activity AS activity ON activity.pid = held.pid
    WHERE nspname = :schema AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND held.pid <> pg_backend_pid()
""")
"""The sessions of others that hold a lock on a table of a schema, with their last statements."""

IMPATIENT = text("SET LOCAL lock_timeout = '60s'")
"""What is put in order after a test fails where somebody holds a lock, instead of waiting for ever."""

ENDED = text("SELECT pg_terminate_backend(:process)")

DATABASES = ["sqlite", pytest.param("postgresql", marks=needs_postgres)]


def unreachable() -> str | None:
    """Return why the server that was named cannot be used; None where it can, or where none was named."""
    if not POSTGRES:
        return None
    server = reading_engine(store_url(POSTGRES))
    try:
        with server.connect():
            return None
    except SQLAlchemyError as error:
        return str(failure(error, server))
    finally:
        server.dispose()


def schema_of(target: str) -> str:
    """Return the schema that a target of a test is in."""
    found = re.search(r"-csearch_path=(\w+)", str(make_url(target).query["options"]))
    assert found is not None
    return found[1]


@contextmanager
def new_target(database: str, folder: Path) -> Iterator[str]:
    """Give where a store can be made; on a server it has a schema to itself, which is dropped afterwards."""
    if database == "sqlite":
        yield str(folder / "store.db")
        return
    schema = f"test_{uuid4().hex[:12]}"
    # a server has only so many connections: none is kept for the schemas that are there
    server = create_engine(store_url(POSTGRES or ""), poolclass=NullPool)
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    # what a test wrote need not outlive a power cut
    options = f"-csearch_path={schema} -csynchronous_commit=off"
    own = make_url(POSTGRES or "").update_query_dict({"options": options})
    try:
        yield own.render_as_string(hide_password=False)
    finally:
        left = _left_open(server, schema)
        with server.begin() as connection:
            connection.execute(IMPATIENT)
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    assert not left, f"transactions of this test were never ended: {left}"


def _left_open(server: Engine, schema: str) -> list[str]:
    """Return the last statements of the transactions that are still open on a schema after some patience; end them.

    One that nobody ends would hold back whoever alters or drops a table, for ever.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    with server.begin() as connection:
        while (open_ones := connection.execute(HOLDING, {"schema": schema}).all()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return [statement for process, statement in open_ones if connection.scalar(ENDED, {"process": process})]


class EmptyRecords:
    """Empty record stores on the server, made once and emptied after each test: making one takes longer than most."""

    def __init__(self, made: ExitStack, folder: Path) -> None:
        self._made = made
        self._folder = folder
        self._free: list[str] = []

    @contextmanager
    def one(self) -> Iterator[str]:
        """Give where an empty record is that nobody else has."""
        if not self._free:
            target = self._made.enter_context(new_target("postgresql", self._folder))
            open_store(target, create=StoreKind.RECORD).close()
            self._free.append(target)
        target = self._free.pop()
        yield target
        server = create_engine(store_url(target), poolclass=NullPool)
        left = _left_open(server, schema_of(target))
        assert not left, f"transactions of this test were never ended: {left}"
        if _empty(target):
            self._free.append(target)


def _empty(target: str) -> bool:
    """Take everything out of a store that was put into it, which only a superuser can.

    Tell whether that makes it an empty one again: not one whose schema a test made another.
    """
    server = create_engine(store_url(target), poolclass=NullPool)
    with server.begin() as connection:
        if connection.scalar(text("SELECT version_num FROM alembic_version")) != HEAD:
            return False
        connection.execute(IMPATIENT)
        # no table is altered or made anew for it: that would have each of them written to the disk
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in set(inspect(connection).get_table_names()) - {"alembic_version", "setting"}:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - a name of ours
        connection.execute(text("DELETE FROM setting WHERE key <> 'kind'"))
        for sequence in inspect(connection).get_sequence_names():
            connection.execute(text("SELECT setval(:name, 1, false)"), {"name": sequence})
    return True
