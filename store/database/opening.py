"""Opening a store: found, created where asked, and brought to the schema of this program."""

import os
from pathlib import Path

from sqlalchemy import Engine, insert, inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from store.database.engine import failure, reading_engine, store_url, writing_engine
from store.database.store import Store
from store.database.tables import setting
from store.errors import StoreError
from store.model.timeline import StoreKind

HEAD = "0002"
"""The schema this program reads and writes: the newest of the migrations."""


def open_store(target: str, *, read_only: bool = False, create: StoreKind | None = None) -> Store:
    """Return the store at a file path or SQLAlchemy URL; with `create` a missing one is made.

    Raises StoreError when it is missing, is no store, is newer than this program, or cannot be reached, and when
    the folder that it is to be made in is not there: a slip of the pen makes none. A store of an older schema is
    brought up to date unless it is opened for reading only, which one on a medium that cannot be written always is.
    """
    url = store_url(target)
    _find(url, create)
    read_only = read_only or not _is_writable(url)
    engine = reading_engine(url, read_only=True) if read_only else writing_engine(url)
    try:
        kind = _kind(engine, target, create=create, read_only=read_only)
    except SQLAlchemyError as error:
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


def _kind(engine: Engine, target: str, *, create: StoreKind | None, read_only: bool) -> StoreKind:
    """Return the kind of the store, after its schema was checked and, where allowed, made or upgraded."""
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        revision = (
            connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
        )
    if revision is None:
        if tables:
            raise StoreError(f"{target!r} is a database, but not a Gridtrail store")
        if create is None:
            raise StoreError(f"{target!r} is empty: fill it with gridtrail import {target} FILE…")
        migrate(engine)
        with engine.begin() as connection:
            connection.execute(insert(setting).values(key="kind", value=create.value))
    elif revision > HEAD:
        raise StoreError(f"the store {target!r} was written by a newer Gridtrail: update with pip install -U gridtrail")
    elif revision < HEAD:
        if read_only:
            raise StoreError(
                f"the store {target!r} has an older schema: open it once for writing to bring it up to date"
            )
        migrate(engine)
    with engine.connect() as connection:
        return StoreKind(connection.execute(select(setting.c.value).where(setting.c.key == "kind")).scalar_one())


def migrate(engine: Engine) -> None:
    """Bring the schema of a store to HEAD."""
    from alembic import command  # noqa: PLC0415 - a quarter of a second, needed only here
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "store.database:migrations")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
