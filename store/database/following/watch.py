"""Noticing that a store was written to, by whatever process."""

from pathlib import Path

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from store.database.engine import failure, reading_engine
from store.errors import StoreError

POLL_SECONDS = 0.1
"""How long to wait before asking again: half of it is what an event waits on average."""

# changes with every commit of another connection, also of this process
_STAMP_OF_SQLITE = "PRAGMA data_version"
_STAMP = "SELECT max(sequence), (SELECT max(value) FROM setting WHERE key = 'rebuilds') FROM entry"


class Watch:
    """Watches one store on a connection of its own, which one thread at a time may use.

    It asks the driver itself, ten times a second for hours: SQLAlchemy in between takes four times as long.
    """

    def __init__(self, url: URL, *, read_only: bool) -> None:
        self._engine = reading_engine(url, read_only=read_only)
        self._path = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        self._connection: PoolProxiedConnection | None = None
        self._stamp: object = None
        self._file: tuple[int, int] | None = None

    def changed(self) -> bool:
        """Tell whether something was written since this was last asked, the first time True.

        Raises StoreError when the store cannot be asked; asked again it tries anew, and what was written
        meanwhile is not missed.
        """
        self._look_for_file()
        try:
            stamp = self._read()
        except SQLAlchemyError as error:
            self.close()
            raise failure(error, self._engine) from error
        before, self._stamp = self._stamp, stamp
        return stamp != before

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            # it may be broken, and is not to be used again
            self._connection.invalidate()
            self._connection.close()
        self._connection, self._stamp = None, None
        self._engine.dispose()

    def _read(self) -> object:
        """Return what differs after something was written; raises SQLAlchemyError."""
        if self._connection is None:
            self._connection = self._engine.raw_connection()
        statement = _STAMP if self._path is None else _STAMP_OF_SQLITE
        cursor = self._connection.cursor()
        try:
            cursor.execute(statement)
            stamp: object = cursor.fetchone()
            self._connection.rollback()
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(statement, None, error) from error
        return stamp

    def _look_for_file(self) -> None:
        """Make sure that the file is the one that was opened: a connection would not notice that it is gone."""
        if self._path is None:
            return
        try:
            found = self._path.stat()
        except OSError as error:
            raise StoreError(f"the store {str(self._path)!r} is not there any more: put it back") from error
        file = found.st_dev, found.st_ino
        self._file = self._file or file
        if file != self._file:
            raise StoreError(f"another file was put in the place of the store {str(self._path)!r}: open it anew")
