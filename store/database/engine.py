"""Engines on a store: SQLite in WAL mode or PostgreSQL, and what their failures mean."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from store.errors import StoreError

BUSY_TIMEOUT_SECONDS = 10
WRITER_CACHE_KIB = 64 * 1024

WRITER_LOG_PAGES = 16_000
"""How many pages wait in the log beside the store until they are written into it: one changed often goes in once."""


def store_url(target: str) -> URL:
    """Return the SQLAlchemy URL of a file path or of a URL as text; raises StoreError when it is neither."""
    if "\0" in target:
        raise StoreError(f"{target!r} is not a path: it holds a NUL character")
    if "://" not in target:
        return URL.create("sqlite", database=str(Path(target).expanduser().absolute()))
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{target!r} is not a database URL: expected for example postgresql://host/name") from error
    if url.get_backend_name() == "postgresql" and url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(
            f"{url.get_backend_name()} is not supported: a store is a SQLite file or a PostgreSQL database"
        )
    return url


def reading_engine(url: URL, *, read_only: bool = False) -> Engine:
    """Return an engine for short reading transactions from any thread."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, read_only=read_only, begin="BEGIN")
    return _other(url)


def writing_engine(url: URL) -> Engine:
    """Return an engine whose transactions hold the write lock from their start."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, read_only=False, begin="BEGIN IMMEDIATE", cache_kib=WRITER_CACHE_KIB)
    return _other(url)


def failure(error: SQLAlchemyError, engine: Engine) -> StoreError:
    """Return what a database error means to a user, in one sentence that names the store."""
    where = engine.url.database if engine.url.get_backend_name() == "sqlite" else engine.url.render_as_string()
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    text = " ".join(str(cause).split())
    if "database is locked" in text:
        return StoreError(f"the store {where!r} is locked by another program: close it or try again")
    if "not a database" in text:
        return StoreError(
            f"{where!r} is not a Gridtrail store: import the file instead (gridtrail import STORE {where})"
        )
    if "readonly" in text:
        return StoreError(f"the store {where!r} cannot be written: it is open for reading only")
    if "unable to open" in text:
        return StoreError(f"the store {where!r} cannot be opened: is the file, or the drive it is on, still there?")
    if "disk is full" in text:
        return StoreError(f"the disk of the store {where!r} is full: nothing of the last step was written")
    return StoreError(f"the store {where!r} cannot be used: {text}")


def _other(url: URL) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError("PostgreSQL needs its driver: pip install 'gridtrail[postgres]'") from error


def _sqlite(url: URL, *, read_only: bool, begin: str, cache_kib: int | None = None) -> Engine:
    path = Path(url.database or "")
    if read_only:
        engine = create_engine(url, creator=lambda: _reader(path), poolclass=QueuePool)
    else:
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        if cache_kib:
            connection.execute(f"PRAGMA cache_size = -{cache_kib}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {WRITER_LOG_PAGES}")

    # the driver's own transactions start at the first write, too late for a lock held from the start
    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _reader(path: Path) -> sqlite3.Connection:
    """Connect for reading only, on a medium that cannot be written too.

    There SQLite cannot make the file in which readers and writers meet; without a log of changes beside
    the store nothing is being written to it, and it can be read as it lies.
    """
    wal = path.with_name(path.name + "-wal")
    try:
        connection = _connection(path, "mode=ro")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        if not path.exists() or (wal.exists() and wal.stat().st_size):
            raise
        return _connection(path, "mode=ro&immutable=1")
    return connection


def _connection(path: Path, how: str) -> sqlite3.Connection:
    location = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(location, timeout=BUSY_TIMEOUT_SECONDS, uri=True, check_same_thread=False)
