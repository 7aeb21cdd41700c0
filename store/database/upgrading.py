"""Bringing a store of an older program to the schema of this one, a backup first."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from store.database.engine import failure, store_url, writing_engine
from store.database.opening import HEAD, migrate, schema_of
from store.errors import StoreError


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
        _, revision = schema_of(engine)
        if revision is None:
            raise StoreError(f"{target!r} is no store: gridtrail init {target} makes one in an empty place")
        if revision > HEAD:
            raise StoreError(f"the store {target!r} was written by a newer Gridtrail: pip install -U gridtrail")
        if revision == HEAD:
            return None
        backup = _copied(path, revision) if is_file else None
        migrate(engine)
    except SQLAlchemyError as error:
        raise failure(error, engine) from error
    finally:
        engine.dispose()
    return Upgraded(revision, backup)


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
