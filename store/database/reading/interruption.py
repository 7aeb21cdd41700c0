"""Questions under way given up from another thread: SQLite is interrupted, PostgreSQL told to cancel."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from store.errors import StoreError

CANCEL_TIMEOUT_SECONDS = 2.0


class GivenUpError(StoreError):
    """A question was given up before it was answered; nobody waits for the answer any more."""


class Interruption:
    """What gives up the questions of one asker; any thread may."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: list[object] = []
        self._is_given_up = False

    def give_up(self) -> None:
        """End what is under way, and all that is asked later, with GivenUpError.

        On PostgreSQL this takes a round trip to the server: call it from a worker there.
        """
        with self._lock:
            self._is_given_up = True
            for driver in self._under_way:
                _cancel(driver)

    def check(self) -> None:
        """Raise GivenUpError when nobody waits any more."""
        if self._is_given_up:
            raise GivenUpError("the question was given up")

    @contextmanager
    def of(self, connection: Connection) -> Iterator[None]:
        """Let what runs on a connection be given up, as long as this lasts."""
        driver = connection.connection.driver_connection
        with self._lock:
            self.check()
            self._under_way.append(driver)
        try:
            yield
        except SQLAlchemyError:
            # whatever a cancelled statement raises
            self.check()
            raise
        finally:
            with self._lock:
                self._under_way.remove(driver)
                if self._is_given_up and not isinstance(driver, sqlite3.Connection):
                    # a cancellation that comes late is not to meet the next question of someone else
                    connection.invalidate()


def _cancel(driver: object) -> None:
    if isinstance(driver, sqlite3.Connection):
        driver.interrupt()
        return
    from psycopg import Connection as PostgresqlConnection  # noqa: PLC0415 - only where it is the driver

    if isinstance(driver, PostgresqlConnection):
        driver.cancel_safe(timeout=CANCEL_TIMEOUT_SECONDS)
