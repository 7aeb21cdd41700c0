"""A store opened for a comparison, and a bare connection to the same file, kept for as long as the run lasts."""

import atexit
import sqlite3
from functools import cache
from pathlib import Path

from store.database.opening import open_store
from store.database.store import Store


@cache
def opened(path: Path) -> Store:
    """Return a store, open for reading."""
    store = open_store(str(path), read_only=True)
    atexit.register(store.close)
    return store


@cache
def bare(path: Path) -> sqlite3.Connection:
    """Return a connection of the driver itself to the file of a store."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    atexit.register(connection.close)
    return connection
