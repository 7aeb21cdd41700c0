"""Which store a command means, and where its files are."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import platformdirs
import typer

from store.errors import StoreError
from store.home import with_home

if TYPE_CHECKING:
    from store.database.store import Store

STORE_HELP = "File or database URL of the store [default: $GRIDTRAIL_STORE, else the one in your data directory]."

StoreArgument = Annotated[str | None, typer.Argument(metavar="[STORE]", help=STORE_HELP, show_default=False)]


def store_target(named: str | None) -> str:
    """Return the store that was named, or the one that is meant when none is."""
    return named or os.environ.get("GRIDTRAIL_STORE") or str(default_store())


def default_store() -> Path:
    """Return the path of the store used when none is named."""
    return platformdirs.user_data_path("gridtrail") / "gridtrail.db"


def make_default_folder(target: str) -> None:
    """Make the folder of the store used when none is named; that of any other is its user's to make."""
    path = default_store()
    if target == str(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot make the folder {str(path.parent)!r}: {error.strerror}") from error


def rejects_path(target: str) -> Path:
    """Return the file beside a store that keeps what an import could not read."""
    if "://" in target:
        return platformdirs.user_data_path("gridtrail") / "gridtrail.rejects.jsonl"
    path = with_home(target)
    return path.with_name(path.name + ".rejects.jsonl")


def exists(target: str) -> bool:
    """Tell whether a store is there already; one on a database server always is."""
    return "://" in target or with_home(target).exists()


def remove(target: str) -> None:
    """Remove the files of a store that was made in vain."""
    path = with_home(target)
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def quiet_pipe() -> None:
    """Let a reader of the pipe that has seen enough (head) end the command without a word."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


@contextmanager
def opened(named: str | None) -> "Iterator[Store]":
    """Give the store that is meant, open for reading only, and close it afterwards."""
    from store.database.opening import open_store

    quiet_pipe()
    store = open_store(store_target(named), read_only=True)
    try:
        yield store
    finally:
        store.close()
