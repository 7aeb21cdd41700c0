"""Engines on a store: SQLite in WAL mode or PostgreSQL, and what their failures mean."""

import sqlite3
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from store.database.tables import HEAD
from store.errors import StoreError
from store.home import with_home
from store.model.texts.secrets import has_stray_at, without_secrets

BUSY_TIMEOUT_SECONDS = 10
WRITER_CACHE_KIB = 64 * 1024
INDEXER_CACHE_KIB = 2 * 1024
"""What writes beside a screen keeps fewer pages: those of the text index are written once and merged in order."""

WRITER_LOG_PAGES = 16_000
"""How many pages wait in the log beside the store until they are written into it: one changed often goes in once."""
POSTGRESQL_WRITE_LOCK = "SELECT pg_advisory_xact_lock(hashtext('gridtrail append'), hashtext(current_schema()))"
"""What a writing transaction waits for until the one before has ended: appends have one order and one tree."""

CHANNEL = "gridtrail"
"""What a PostgreSQL server tells of writing transactions on, to whoever listens; what it tells is their schema."""
_POSTGRESQL_ANNOUNCEMENT = f"SELECT pg_notify('{CHANNEL}', current_schema())"


def store_url(target: str) -> URL:
    """Return the SQLAlchemy URL of a file path or of a URL as text; raises StoreError when it is neither."""
    if "\0" in target:
        raise StoreError(f"{target!r} is not a path: it holds a NUL character")
    if "://" not in target:
        return URL.create("sqlite", database=str(with_home(target).absolute()))
    shown = without_secrets(target)
    if has_stray_at(target):
        raise StoreError(f"{shown!r} has an @ too many: in a user or password write it %40")
    try:
        url = make_url(target)
    except (ArgumentError, ValueError):
        # the cause would tell what was not understood, which may be a part of a password
        raise StoreError(f"{shown!r} is not a database URL: expected for example postgresql://host/name") from None
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
    # what one question reads in several statements is to be of one moment, as a transaction of SQLite has it
    return _other(url, isolation_level="REPEATABLE READ")


def writing_engine(url: URL, cache_kib: int | None = None) -> Engine:
    """Return an engine whose transactions hold the write lock from their start, and are told of when they end.

    `cache_kib` is how much memory SQLite takes for pages at most, `WRITER_CACHE_KIB` unless told.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, read_only=False, begin="BEGIN IMMEDIATE", cache_kib=cache_kib or WRITER_CACHE_KIB)
    engine = _other(url)

    @event.listens_for(engine, "begin")
    def lock(connection: Connection) -> None:
        connection.exec_driver_sql(POSTGRESQL_WRITE_LOCK)

    @event.listens_for(engine, "commit")
    def announce(connection: Connection) -> None:
        connection.exec_driver_sql(_POSTGRESQL_ANNOUNCEMENT)

    return engine


def appending_engine(url: URL, cache_kib: int | None = None) -> Engine:
    """Return a writing engine whose transactions begin only in a store of the schema of this program.

    Another program may upgrade the store while this one has it open: beginning raises StoreError then.
    """
    engine = writing_engine(url, cache_kib)

    @event.listens_for(engine, "begin")
    def check(connection: Connection) -> None:
        if connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() != HEAD:
            raise StoreError(
                f"the store {place_of(url)!r} was upgraded by a newer Gridtrail while this one had it open: "
                "close this one and go on with the newer"
            )

    return engine


FAILURES = (SQLAlchemyError, UnicodeDecodeError)
"""What asking a database can raise; sqlite3 cannot decode what it is told of a file whose own texts are damaged."""


def failure(error: SQLAlchemyError | UnicodeDecodeError, engine: Engine) -> StoreError:
    """Return what a database error means to a user, in one sentence that names the store; no password is in it."""
    where = place_of(engine.url)
    if isinstance(error, UnicodeDecodeError):
        return StoreError(SENTENCES["malformed"].format(repr(where), where))
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    said = " ".join(str(cause).split())
    for words, sentence in SENTENCES.items():
        if words in said:
            return StoreError(sentence.format(repr(where), where))
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return StoreError(f"the connection to {where!r} was cut: nothing of the last step was written, try again")
    return StoreError(f"the store {where!r} cannot be used: {said}")


def place_of(url: URL) -> str:
    """Return what a user calls a store by: the path of a file, or server and database without user and password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    if "service" in url.query:
        return f"service {url.query['service']}"
    port = f":{url.port}" if url.port else ""
    asked = url.query.get("host", "localhost")
    host = url.host or (asked if isinstance(asked, str) else ",".join(asked))
    return f"{host}{port}/{url.database or ''}"


OTHER_SCHEMA = "the store {0} is not as this Gridtrail knows it: was it upgraded by a newer one? Go on with that one"

_PREPARED = "prepare_threshold"

SENTENCES = {
    "database is locked": "the store {0} is locked by another program: close it or try again",
    "not a database": "{0} is not a Gridtrail store: import the file instead (gridtrail import STORE {1})",
    "malformed": "the file of the store {0} is damaged: put a copy of it in its place; gridtrail export saves what can "
    "still be read",
    "readonly": "the store {0} cannot be written: it is open for reading only",
    "no such table": OTHER_SCHEMA,
    "no such column": OTHER_SCHEMA,
    "unable to open": "the store {0} cannot be opened: is the file, or the drive it is on, still there?",
    "disk I/O error": "the file of the store {0} cannot be read or written: is the drive it is on still there?",
    "disk is full": "the disk of the store {0} is full: nothing of the last step was written",
    "append-only": "the store {0} refused to change what is in it: the log is append-only",
    'prepared statement "_pg3': "{0} is behind a pooler of transactions: add prepare_threshold=none to the URL",
    "read-only transaction": "the store {0} cannot be written: its server is a standby, or takes no writing",
    "during recovery": "the store {0} cannot be written: its server is a standby",
    "conflict with recovery": "the standby {0} gave the question up for what came from its primary: ask again",
    "permission denied": "your role may not do that on {0}: its owner can allow it (gridtrail init --grant)",
    "connection refused": "the database {0} cannot be reached: does the server run there? Try again when it does",
    "Connection refused": "the database {0} cannot be reached: does the server run there? Try again when it does",
    "failed to resolve host": "the database {0} cannot be reached: its host has no address, is it spelled right?",
    "no password supplied": "the database {0} asks for a password: put it into ~/.pgpass, or into $PGPASSWORD",
    "password authentication failed": "the database {0} does not take this user with this password",
    "certificate verify failed": "the database {0} has a certificate that sslrootcert does not vouch for",
    "starting up": "the database {0} is starting: try again in a moment",
    "shutting down": "the database {0} is shutting down: try again when it is back",
}
"""What a user is told where the database says these words."""


def _other(url: URL, **engine_options: str) -> Engine:
    # the one option of the driver's own: a pooler of transactions gives a statement prepared here to somebody else
    prepares = url.query.get(_PREPARED) != "none"
    options = {} if prepares else {_PREPARED: None}
    plain = url.difference_update_query([_PREPARED])
    try:
        return create_engine(plain, pool_pre_ping=True, connect_args=options, **engine_options)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError("PostgreSQL needs its driver: pip install 'gridtrail[postgres]'") from error


def _sqlite(url: URL, *, read_only: bool, begin: str, cache_kib: int | None = None) -> Engine:
    path = Path(url.database or "")
    # who connects anew after a file was moved away is not to put an empty one in its place
    connect = partial(_reader, path) if read_only else partial(_connection, path, "mode=rw")
    engine = create_engine(url, creator=connect, poolclass=QueuePool)

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
