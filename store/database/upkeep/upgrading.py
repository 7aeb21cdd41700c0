"""Bringing a store of an older program to the schema of this one, a backup first."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from store.database.engine import FAILURES, failure, store_url, writing_engine
from store.database.opening import migrate, schema_of
from store.database.tables import HEAD
from store.database.upkeep.space import give_back, give_back_from_now_on
from store.errors import StoreError
from store.model.texts.secrets import without_secrets


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: from which schema it brought the store, and where the store is as it was."""

    before: str
    backup: Path | None


def upgrade(target: str) -> Upgraded | None:
    """Bring a store up to date and return what was done; None where there was nothing to do.

    A SQLite file is copied first, with what its log of changes holds, to a file beside it. On PostgreSQL all of it
    is one transaction, and a backup is the server's. Raises StoreError, after which the store is as it was.
    """
    url = store_url(target)
    is_file = url.get_backend_name() == "sqlite"
    path = Path(url.database or "")
    if is_file and not path.is_file():
        raise StoreError(f"there is no store {str(path)!r} to upgrade")
    engine = writing_engine(url)
    try:
        with engine.connect() as connection:
            revision = _older(connection, target)
        if revision:
            give_back_from_now_on(engine)
        with engine.connect() as connection:
            # again, for this holds the write lock: another upgrade may have been faster, and nobody writes meanwhile
            revision = _older(connection, target)
            if revision is None:
                return None
            backup = _copied(path, revision) if is_file else None
            migrate(connection)
        give_back(engine, threading.Event())
    except FAILURES as error:
        raise failure(error, engine) from error
    finally:
        engine.dispose()
    return Upgraded(revision, backup)


def _older(connection: Connection, target: str) -> str | None:
    """Return the schema of a store that is to be upgraded; None when it is that of this program."""
    _, revision = schema_of(connection)
    target = without_secrets(target)
    if revision is None:
        raise StoreError(f"{target!r} is no store: gridtrail init {target} makes one in an empty place")
    if revision > HEAD:
        raise StoreError(f"the store {target!r} was written by a newer Gridtrail: pip install -U gridtrail")
    return revision if revision < HEAD else None


def _copied(path: Path, revision: str) -> Path:
    """Copy a SQLite file as it is in this moment to one beside it, which is not there yet, and return that."""
    backup = path.with_name(f"{path.name}.before-{revision}.bak")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.name}.before-{revision}.{number}.bak")
    try:
        backup.touch(0o600)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as copy:
            source.backup(copy)
    except (OSError, sqlite3.Error) as error:
        backup.unlink(missing_ok=True)
        raise StoreError(f"cannot make the backup {str(backup)!r}, so nothing was changed: {error}") from error
    return backup
