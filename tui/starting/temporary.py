"""Stores that last as long as the screen: the demo, and those made of export files."""

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Self

from store.errors import StoreError
from store.exchange.sources.limits import DEFAULT_LIMITS, Limits
from store.home import with_home
from store.model.timeline import StoreKind

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.exchange.importing import Imported

DEMO = "demo.db"
"""The file of the demo, which no other temporary store has."""

SQLITE_MAGIC = b"SQLite format 3\0"


class TemporaryStores:
    """Stores that are gone when the screen is left: the demo, and those of export files, as large as they may be."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="gridtrail-")
        # a closed terminal or a shutdown leaves through the same door as a user: nothing stays behind
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _leave)
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def demo(self) -> str:
        """Return a new sandbox with the sample data."""
        return demo_store(str(Path(self._folder.name) / DEMO))

    def store_for(self, target: str) -> str:
        """Return the store that a target is; an export file, a message or a folder is imported into one.

        What was exported out of a sandbox goes into a sandbox again.
        """
        if is_store(target):
            return target
        name = Path(target).resolve().name
        made = Path(self._folder.name) / f"{name}.db"
        if _import_into(str(made), [target], StoreKind.RECORD, self._limits).simulated:
            made = made.with_name(f"{name}.sandbox.db")
            _import_into(str(made), [target], StoreKind.SANDBOX, self._limits)
        return str(made)


def is_store(target: str) -> bool:
    """Tell whether a target is to be opened as a store: a URL, a SQLite file, or nothing readable to import."""
    if "://" in target:
        return True
    path = with_home(target)
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) in {SQLITE_MAGIC, b""}
    except OSError:
        return not path.is_dir()


def demo_store(target: str) -> str:
    """Import the sample data into a sandbox, made where it is missing; return its target."""
    from store.exchange.samples import samples_path

    _import_into(target, [str(samples_path())], StoreKind.SANDBOX)
    return target


def _import_into(target: str, paths: list[str], kind: StoreKind, limits: Limits = DEFAULT_LIMITS) -> "Imported":
    """Import into a store that is made where it is missing; raises StoreError when nothing could be read."""
    from store.database.opening import open_store
    from store.exchange.importing import Import
    from store.exchange.rejects import Rejected

    rejected: list[Rejected] = []
    store = open_store(target, create=kind)
    try:
        result = Import(store, reject=rejected.append, limits=limits).run(paths)
    finally:
        store.close()
    if not (result.added or result.known or result.known_messages or result.simulated):
        reason = f": {rejected[0].place}: {rejected[0].reason}" if rejected else ": it holds no audit entry"
        raise StoreError(f"there is nothing to show in {paths[0]!r}{reason}")
    return result


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
