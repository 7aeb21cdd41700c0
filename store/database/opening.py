"""Opening a store: found, created where asked, and held to the schema of this program."""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, text
from sqlalchemy.engine import URL

from store.database.engine import FAILURES, failure, reading_engine, store_url, writing_engine
from store.database.store import Store
from store.database.tables import HEAD, setting
from store.database.upkeep.space import give_back_from_now_on
from store.errors import StoreError
from store.model.texts.secrets import without_secrets
from store.model.timeline import StoreKind


def open_store(target: str, *, read_only: bool = False, create: StoreKind | None = None) -> Store:
    """Return the store at a file path or SQLAlchemy URL; with `create` a missing one is made.

    Raises StoreError when it is missing, is no store, is newer than this program, or cannot be reached, and when
    the folder that it is to be made in is not there: a slip of the pen makes none. One of an older schema is left
    alone until it is upgraded. On a medium that cannot be written, or a standby of a server, it is open for reading
    only.
    """
    url = store_url(target)
    _find(url, create)
    read_only = read_only or not _is_writable(url)
    engine = reading_engine(url, read_only=read_only)
    try:
        kind = _kind(engine, target, create)
        read_only = read_only or _is_standby(engine)
    except FAILURES as error:
        raise failure(error, engine) from error
    finally:
        engine.dispose()
    return Store(url, kind, read_only=read_only)


def _find(url: URL, create: StoreKind | None) -> None:
    """Make sure that the file of a SQLite store is there; a new one belongs to its owner only."""
    if url.get_backend_name() != "sqlite":
        return
    path = Path(url.database or "")
    if path.is_dir():
        raise StoreError(f"{str(path)!r} is a folder: name a file in it as the store")
    if path.exists():
        return
    if create is None:
        raise StoreError(f"there is no store {str(path)!r}: make one with gridtrail import {path} FILE…")
    if not path.parent.exists():
        raise StoreError(
            f"cannot create the store {str(path)!r}: there is no folder {str(path.parent)!r}, make it first"
        )
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(f"cannot create the store {str(path)!r}: {error.strerror}") from error


def _is_writable(url: URL) -> bool:
    if url.get_backend_name() != "sqlite":
        return True
    path = Path(url.database or "")
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _is_standby(engine: Engine) -> bool:
    """Tell whether a server takes no writing."""
    if engine.dialect.name != "postgresql":
        return False
    with engine.connect() as connection:
        said: object = connection.scalar(text("SHOW transaction_read_only"))
        return said == "on"


def _kind(engine: Engine, target: str, create: StoreKind | None) -> StoreKind:
    """Return the kind of the store, after its schema was checked and, in an empty place, made."""
    with engine.connect() as connection:
        tables, revision = schema_of(connection)
    target = without_secrets(target)
    if revision is None:
        if tables:
            raise StoreError(f"{target!r} is a database, but not a Gridtrail store")
        if create is None:
            raise StoreError(f"{target!r} is empty: fill it with gridtrail import {target} FILE…")
        return _made(engine.url, create)
    if revision > HEAD:
        raise StoreError(f"the store {target!r} was written by a newer Gridtrail: update with pip install -U gridtrail")
    if revision < HEAD:
        raise StoreError(
            f"the store {target!r} has an older schema: gridtrail upgrade {target} brings it up to date, "
            "a backup is made first"
        )
    with engine.connect() as connection:
        kind = connection.scalar(_KIND)
    if kind is None and create is None:
        raise StoreError(f"{target!r} was not made to its end: gridtrail init {target} goes on with it")
    if kind and kind not in set(StoreKind):
        raise StoreError(f"the file of the store {target!r} is damaged: it is neither a record nor a sandbox")
    return StoreKind(kind) if kind else _made(engine.url, create or StoreKind.RECORD)


_KIND = select(setting.c.value).where(setting.c.key == "kind")


def _made(url: URL, kind: StoreKind) -> StoreKind:
    """Make a store, or what one lacks that was not made to its end; return its kind, which another may have said."""
    engine = writing_engine(url)
    try:
        give_back_from_now_on(engine)
        with engine.connect() as connection:
            migrate(connection)
        with engine.begin() as connection:
            known = connection.scalar(_KIND)
            if known is None:
                connection.execute(insert(setting).values(key="kind", value=kind.value))
        return StoreKind(known or kind)
    finally:
        engine.dispose()


def schema_of(connection: Connection) -> tuple[list[str], str | None]:
    """Return the tables of a database, and which schema of a store they are; None when they are none."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return tables, None
    return tables, connection.scalar(text("SELECT version_num FROM alembic_version"))


def migrate(connection: Connection) -> None:
    """Bring the schema of a store to HEAD and commit the transaction that the connection is in."""
    from alembic import command  # noqa: PLC0415 - a quarter of a second, needed only here
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "store.database:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
