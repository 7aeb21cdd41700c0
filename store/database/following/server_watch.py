"""Noticing that a store on a PostgreSQL server was written to: the server tells, and is asked whether or not."""

from __future__ import annotations

import socket
from select import select
from typing import TYPE_CHECKING, cast

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from store.database.engine import CHANNEL, failure, reading_engine

if TYPE_CHECKING:
    # the driver is there only where it was installed
    from psycopg import Connection, Notify

LEAST_SECONDS = 0.05
"""How long to rest however often others write: a screen cannot be read any faster."""

POLL_SECONDS = 0.1
"""How long where the server does not tell: a standby cannot, and a pooler of transactions lets nothing through."""

TOLD_SECONDS = 1.0
"""How long where it does: what an event waits whose notification got lost."""

_STAMP = "SELECT max(sequence), (SELECT max(value) FROM setting WHERE key = 'rebuilds'), current_schema() FROM entry"


class ServerWatch:
    """Watches a schema of a server; see Watch.

    A notification is a hint to ask at once and nothing more. Where something is found that none told of, it is
    asked as often as if there were none, until one comes.
    """

    def __init__(self, url: URL) -> None:
        self._engine = reading_engine(url)
        self._connection: PoolProxiedConnection | None = None
        self._stamp: tuple[object, ...] | None = None
        self._heard: set[str] = set()
        self._is_told = False
        self._bell, self._ear = socket.socketpair()

    def changed(self) -> bool:
        """Tell whether something was written since this was last asked, the first time True.

        Raises StoreError when the store cannot be asked; asked again it tries anew, and what was written
        meanwhile is not missed.
        """
        try:
            stamp = self._read()
        except SQLAlchemyError as error:
            self._let_go()
            raise failure(error, self._engine) from error
        before, self._stamp = self._stamp, stamp
        if stamp[-1] in self._heard:
            self._is_told = True
        elif before not in {None, stamp}:
            self._is_told = False
        self._heard.clear()
        return stamp != before

    def rest(self) -> None:
        """Wait until it is worth asking again: the server told of something, or enough time has passed."""
        if self._connection is None:
            select([self._ear], [], [], POLL_SECONDS)
            return
        if select([self._ear], [], [], LEAST_SECONDS)[0]:
            return
        driver = self._driver(self._connection)
        # it may have come together with the last answer
        while notice := driver.pgconn.notifies():
            self._heard.add(notice.extra.decode())
        if not self._heard:
            seconds = TOLD_SECONDS if self._is_told else POLL_SECONDS - LEAST_SECONDS
            sources: list[socket.socket | Connection] = [self._ear, driver]
            select(sources, [], [], seconds)

    def wake(self) -> None:
        """Let whoever rests, now or later, go on at once."""
        self._bell.send(b"\0")

    def close(self) -> None:
        """Let go of the database."""
        self._let_go()
        self._engine.dispose()
        self._bell.close()
        self._ear.close()

    def _let_go(self) -> None:
        if self._connection is not None:
            # it may be broken, and is not to be used again
            self._connection.invalidate()
            self._connection.close()
        self._connection, self._stamp = None, None

    def _read(self) -> tuple[object, ...]:
        """Return what differs after something was written, the schema last; raises SQLAlchemyError."""
        try:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
                self._listen(self._driver(self._connection))
            row = self._driver(self._connection).execute(_STAMP).fetchone()
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(_STAMP, None, error) from error
        return tuple(row or ())

    def _listen(self, driver: Connection) -> None:
        """Ask to be told of what is written, where the server can; raises an error of the driver."""
        # a notification is told between transactions only
        driver.autocommit = True
        driver.add_notify_handler(self._hear)
        try:
            driver.execute(f"LISTEN {CHANNEL}")
            self._is_told = True
        except self._engine.dialect.loaded_dbapi.Error:
            if driver.closed:
                raise
            self._is_told = False

    def _hear(self, notice: Notify) -> None:
        self._heard.add(notice.payload)

    @staticmethod
    def _driver(connection: PoolProxiedConnection) -> Connection:
        # psycopg is the one driver for PostgreSQL
        return cast("Connection", connection.driver_connection)
