"""Roles of a PostgreSQL server on a store: one that appends and reads, one that reads only."""

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import SQLAlchemyError

from store.database.engine import failure, store_url, writing_engine
from store.database.tables import (
    DERIVED,
    REBUILDS,
    dictionary,
    entry,
    metadata,
    schedule_text,
    seal_tile,
    setting,
    source,
    word,
)
from store.database.text_index.state import REACHED
from store.errors import StoreError

APPENDED = (entry, source, dictionary, word)
"""What an appending role may add to and read; never change or remove."""

INDEXED = (schedule_text, setting)
"""What it makes as the text index grows, beside the index itself; of the settings only those that tell how far."""

GROWN = (seal_tile,)
"""What it may also write anew: the triggers let only grow what is there."""


def grant(target: str, role: str, *, read_only: bool) -> None:
    """Give a role of the server what it needs on a store, and nothing else; raises StoreError.

    An appending role may insert and read entries and make what is read out of them; it may not change, remove or
    empty them, nor take away a trigger: only the owner of the tables could.
    """
    url = store_url(target)
    if url.get_backend_name() != "postgresql":
        raise StoreError(f"--grant is for a PostgreSQL database: who may use the file {target!r} is said by its rights")
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            known = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
            if not known:
                raise StoreError(f"the server has no role {role!r}: make it with CREATE ROLE, its password is yours")
            for statement in _statements(connection, role, read_only=read_only):
                connection.exec_driver_sql(statement)
    except SQLAlchemyError as error:
        raise failure(error, engine) from error
    finally:
        engine.dispose()


def _statements(connection: Connection, role: str, *, read_only: bool) -> list[str]:
    """Return what to grant, after everything was taken away: tables and the schema they are in."""
    quoted = connection.dialect.identifier_preparer.quote
    schema, to = quoted(str(connection.scalar(text("SELECT current_schema()")))), quoted(role)
    every = ", ".join([*(quoted(one.name) for one in metadata.sorted_tables), "event_text", "alembic_version"])
    granted = {every: "SELECT"}
    if not read_only:
        granted[f"ALL SEQUENCES IN SCHEMA {schema}"] = "USAGE"
        granted[_names(APPENDED)] = "INSERT"
        granted[_names(GROWN)] = "INSERT, UPDATE"
        granted[f"{_names(DERIVED)}, {_names(INDEXED)}, event_text"] = "INSERT, UPDATE, DELETE"
    return [
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        f"REVOKE ALL ON {every} FROM {to}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {to}",
        *_PROTECTION,
        *(f"GRANT {rights} ON {tables} TO {to}" for tables, rights in granted.items()),
    ]


_PROTECTION = (
    "ALTER TABLE setting ENABLE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS read ON setting",
    "DROP POLICY IF EXISTS write ON setting",
    "CREATE POLICY read ON setting FOR SELECT USING (true)",
    f"CREATE POLICY write ON setting USING (key IN ('{REACHED}', '{REBUILDS}'))",
)
"""Lets nobody but the owner change of which kind a store is."""


def _names(tables: tuple[Table, ...]) -> str:
    return ", ".join(one.name for one in tables)
