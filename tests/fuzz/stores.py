"""The reader of a store's own file: what somebody, or a drive, has done to it."""

import struct
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from store.query.resolving import question
from tests.fuzz.target import Target, demand_sentence, file_of
from tests.fuzz.typed import CLOCK
from tests.support.entries import encoded, life

HARM = struct.Struct(">HH4s")
"""Of every harm the page, where in it, and the bytes that are put there."""

PAGE_BYTES = 4096
QUERIES = ("is:late", "amprion", "type:version.*", "path:after.status=x")


@cache
def _whole_store() -> bytes:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "whole.db"
        store = open_store(str(path), create=StoreKind.SANDBOX)
        store.append([encoded(one) for one in life()], origin="life.jsonl")
        store.close()
        return path.read_bytes()


def harmed(content: bytes) -> bytes:
    """Return the file of a store with each harm done to it that the bytes tell of."""
    whole = bytearray(_whole_store())
    for page, at, patch in HARM.iter_unpack(content[: len(content) // HARM.size * HARM.size]):
        place = (page * PAGE_BYTES + at % PAGE_BYTES) % (len(whole) - len(patch))
        whole[place : place + len(patch)] = patch
    return bytes(whole)


def hold_store(content: bytes) -> None:
    """Demand what a store is asked for, or one sentence, whatever was done to its file."""
    with file_of(harmed(content)) as path:
        try:
            store = open_store(str(path))
        except StoreError as error:
            demand_sentence(error)
            return
        try:
            for ask in ASKED:
                _ask(store, ask)
        finally:
            store.close()


def _ask(store: Store, ask: Callable[[Store], object]) -> None:
    try:
        ask(store)
    except StoreError as error:
        demand_sentence(error)


def _events(store: Store) -> None:
    for row in store.rows(EVERYTHING, 0, 100):
        store.event(row.uid)


def _tree(store: Store) -> None:
    for day in store.days():
        for schedule in store.schedules(day.day):
            store.versions(schedule.uid)


ASKED: tuple[Callable[[Store], object], ...] = (
    Store.facts,
    _events,
    _tree,
    *(lambda store, text=text: store.answers(question(text, CLOCK)).count(EVERYTHING) for text in QUERIES),
    lambda store: list(store.contents()),
    lambda store: store.sealed.verify(),
    Store.check,
    lambda store: store.append([encoded(one) for one in life()], origin="again.jsonl"),
)
"""What a store is asked for, one after another: each may fail by itself."""

TARGETS = (Target("store", hold_store, (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\1\0\0", b"\0\0\0\x10", b"CREA")),)
