"""The store a simulation goes into: a sandbox, made where it is missing; a record is never touched."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.home import with_home
from store.model.market.tso import short_name
from store.model.texts.inert import inert
from tui.cli.stores import exists, make_default_folder

if TYPE_CHECKING:
    from store.database.store import Store


@contextmanager
def sandbox(target: str) -> "Iterator[Store]":
    """Give the sandbox to write to; raises StoreError for a record store, whose file stays as it is."""
    from store.database.opening import open_store
    from store.model.timeline import StoreKind

    if "://" not in target:
        # looked at without writing first: opening for writing alone could change the file
        refuse_record(target)
        make_default_folder(target)
    with closing(open_store(target, create=StoreKind.SANDBOX)) as store:
        _refuse_record(store)
        yield store


@contextmanager
def looked_at(target: str) -> "Iterator[Store]":
    """Give a sandbox that is there, for reading only; raises StoreError for a record store."""
    from store.database.opening import open_store

    with closing(open_store(target, read_only=True)) as store:
        _refuse_record(store)
        yield store


def refuse_record(target: str) -> None:
    """Raise StoreError when a store is there and is a record."""
    if _is_there(target):
        with looked_at(target):
            return


def refuse_known(target: str, day: date, tso: str) -> None:
    """Raise StoreError when a store has a schedule of a day at a TSO already, and when it is a record."""
    if not _is_there(target):
        return
    with looked_at(target) as store:
        known = next((one for one in store.schedules(day) if one.tso == tso), None)
    if known is not None:
        raise StoreError(
            f"the schedule of {day} at {short_name(tso)} is there already, {inert(known.uid, 40)}: "
            "send it with --step submit, or name another --day or --tso"
        )


def _is_there(target: str) -> bool:
    """Tell whether there is a store to look at: an empty file is about to become one."""
    return exists(target) and ("://" in target or with_home(target).stat().st_size > 0)


def _refuse_record(store: "Store") -> None:
    from store.model.timeline import StoreKind

    if store.kind is StoreKind.RECORD:
        raise StoreError(
            f"the store {store.name!r} is a record, and nothing is simulated in one: "
            "name another file, which is made as a sandbox, or copy the schedule into a sandbox on the screen"
        )
