"""Noticing that a SQLite file was written to: it is asked eight times a second."""

from pathlib import Path
from threading import Event

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

from store.database.engine import FAILURES, failure, reading_engine
from store.errors import StoreError

POLL_SECONDS = 0.125
"""How long to wait before asking again: half of it is what an event waits on average."""

# changes with every commit of another connection, also of this process
_STAMP = "PRAGMA data_version"


class FileWatch:
    """Watches a file; see Watch."""

    def __init__(self, url: URL, *, read_only: bool) -> None:
        self._engine = reading_engine(url, read_only=read_only)
        self._path = Path(url.database or "")
        self._connection: PoolProxiedConnection | None = None
        self._cursor: DBAPICursor | None = None
        self._stamp: object = None
        self._file: tuple[int, int] | None = None
        self._woken = Event()

    def changed(self) -> bool:
        """Tell whether something was written since this was last asked, the first time True.

        Raises StoreError when the store cannot be asked; asked again it tries anew, and what was written
        meanwhile is not missed.
        """
        self._look_for_file()
        try:
            stamp = self._read()
        except FAILURES as error:
            self._let_go()
            raise failure(error, self._engine) from error
        before, self._stamp = self._stamp, stamp
        return stamp != before

    def rest(self) -> None:
        """Wait until it is worth asking again."""
        self._woken.wait(POLL_SECONDS)

    def wake(self) -> None:
        """Let whoever rests, now or later, go on at once."""
        self._woken.set()

    def close(self) -> None:
        """Let go of the database."""
        self._let_go()
        self._engine.dispose()

    def _let_go(self) -> None:
        if self._connection is not None:
            # it may be broken, and is not to be used again
            self._connection.invalidate()
            self._connection.close()
        self._connection = self._cursor = self._stamp = None

    def _read(self) -> object:
        """Return what differs after something was written; raises one of FAILURES."""
        try:
            if self._cursor is None:
                self._connection = self._engine.raw_connection()
                self._cursor = self._connection.cursor()
            self._cursor.execute(_STAMP)
            # to the end: until then it would hold what it reads
            return self._cursor.fetchall()
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(_STAMP, None, error) from error

    def _look_for_file(self) -> None:
        """Make sure that the file is the one that was opened: a connection would not notice that it is gone."""
        try:
            found = self._path.stat()
        except OSError as error:
            raise StoreError(f"the store {str(self._path)!r} is not there any more: put it back") from error
        file = found.st_dev, found.st_ino
        self._file = self._file or file
        if file != self._file:
            raise StoreError(f"another file was put in the place of the store {str(self._path)!r}: open it anew")
