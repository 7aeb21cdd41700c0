"""The room a SQLite file takes: what fell empty is given back instead of being kept for later."""

import sqlite3
import threading
from typing import cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

PAGES = 500
"""How many pages are given back at a time: others can write in between."""

WORTH = 64
"""One empty page in so many is worth moving others for."""

_INCREMENTAL = 2


def give_back_from_now_on(engine: Engine) -> None:
    """Let a SQLite file get smaller; it is written anew once, which takes as much room again for the while."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        driver = _driver(connection)
        if _number(driver, "auto_vacuum") != _INCREMENTAL:
            _run(driver, f"PRAGMA auto_vacuum = {_INCREMENTAL}; VACUUM")


def give_back(engine: Engine, stop: threading.Event) -> None:
    """Give the empty pages of a SQLite file back, a few at a time, where they are many, and the memory of all pages.

    It stops when told to.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        driver = _driver(connection)
        if _number(driver, "auto_vacuum") == _INCREMENTAL and _is_worth_it(driver):
            while _number(driver, "freelist_count") and not stop.is_set():
                _run(driver, f"PRAGMA incremental_vacuum({PAGES})")
        _run(driver, "PRAGMA shrink_memory")


def _is_worth_it(driver: sqlite3.Connection) -> bool:
    return _number(driver, "freelist_count") * WORTH > _number(driver, "page_count")


def _driver(connection: Connection) -> sqlite3.Connection:
    """Return what both are asked of: neither goes inside a transaction."""
    # only connections to SQLite come here
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def _number(driver: sqlite3.Connection, pragma: str) -> int:
    return int(driver.execute(f"PRAGMA {pragma}").fetchone()[0])


def _run(driver: sqlite3.Connection, script: str) -> None:
    try:
        # a script goes on to its end, where one statement would give back one page
        driver.executescript(script)
    except sqlite3.Error as error:
        raise OperationalError(script, None, error) from error
