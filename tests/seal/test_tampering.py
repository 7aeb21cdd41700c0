"""What somebody with the file in hand, or who owns the tables, does to a log, and how the seal tells it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard
from sqlalchemy import Connection, NullPool, create_engine, text

from store.database.contents import Contents
from store.database.engine import store_url
from store.database.opening import open_store
from store.database.seal.verifying import Verdict
from store.database.seal.verifying import verdict as told
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import StoreKind
from store.seal.breaks import Break, Harm
from store.seal.hashing import HASH_BYTES, leaf_hash
from store.seal.head import Head
from store.seal.proofs import root_by_inclusion
from store.seal.tiles import TILE
from tests.support.databases import APPEND_ONLY, needs_postgres, new_target
from tests.support.entries import created, encoded, uid

SIZE = 2 * TILE + 40
"""So many entries that there are two full tiles, one that is not, and one above them."""


def one(at: int) -> bytes:
    return encoded(created(at * 1000, schedule=f"schedule {at}"))


def filled(target: str) -> None:
    """Make a log of so many entries, of which some came one by one."""
    store = open_store(target, create=StoreKind.RECORD)
    contents = [one(at) for at in range(SIZE)]
    store.append(contents[:100], origin="test")
    for content in contents[100:103]:
        store.append([content], origin="test")
    store.append(contents[103:], origin="test")
    store.close()


@pytest.fixture(scope="module")
def sealed_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "log.db"
    filled(str(path))
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="module")
def sealed_on_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with new_target("postgresql", tmp_path_factory.mktemp("server")) as target:
        filled(target)
        yield target


@pytest.fixture
def log(sealed_log: Path, tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    path.write_bytes(sealed_log.read_bytes())
    return path


@contextmanager
def owning(target: str | Path) -> Iterator[Connection]:
    """Give a store to somebody who takes its triggers away first; what is not committed is as if not done."""
    engine = create_engine(store_url(str(target)), poolclass=NullPool)
    with engine.connect() as database:
        if database.dialect.name == "postgresql":
            for table in APPEND_ONLY:
                database.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            for name in database.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                database.execute(text(f"DROP TRIGGER {name}"))
        yield database


def verdict(target: str | Path) -> Verdict:
    store = open_store(str(target))
    try:
        return store.sealed.verify()
    finally:
        store.close()


def head(path: Path) -> Head:
    store = open_store(str(path))
    try:
        return store.sealed.head()
    finally:
        store.close()


def run(database: Connection, statement: str, **values: object) -> None:
    database.execute(text(statement), values)


def put(database: Connection, sequence: int, content: bytes) -> None:
    stored = zstandard.ZstdCompressor().compress(content)
    run(database, "UPDATE entry SET content = :stored WHERE sequence = :at", stored=stored, at=sequence)


def insert(database: Connection, sequence: int, content: bytes) -> None:
    run(database, "INSERT INTO entry VALUES (:at, 1, :stored)", at=sequence, stored=b"")
    put(database, sequence, content)


def move(database: Connection, start: int, by: int) -> None:
    """Give the entries from one on other numbers, as somebody would who leaves no gap."""
    run(database, "UPDATE entry SET sequence = -sequence WHERE sequence >= :start", start=start)
    run(database, "UPDATE entry SET sequence = -sequence + :by WHERE sequence < 0", by=by)


def change_a_byte(database: Connection) -> None:
    put(database, 301, one(300).replace(b"2026", b"2025", 1))


def damage_the_frame(database: Connection) -> None:
    run(database, "UPDATE entry SET content = :stored WHERE sequence = 301", stored=b"\0")


def remove_in_the_middle(database: Connection) -> None:
    run(database, "DELETE FROM entry WHERE sequence = 301")


def remove_and_close_the_gap(database: Connection) -> None:
    remove_in_the_middle(database)
    move(database, 302, -1)


def remove_at_the_end(database: Connection) -> None:
    run(database, "DELETE FROM entry WHERE sequence = :at", at=SIZE)


def swap(database: Connection) -> None:
    put(database, 301, one(301))
    put(database, 302, one(300))


def insert_in_the_middle(database: Connection) -> None:
    move(database, 301, 1)
    insert(database, 301, one(9999))


def insert_at_the_end(database: Connection) -> None:
    insert(database, SIZE + 1, one(9999))


def change_a_leaf(database: Connection) -> None:
    put_hash(database, 0, 1, 300 - TILE, leaf_hash(b"another"))


def change_a_node_above(database: Connection) -> None:
    put_hash(database, 1, 0, 1, leaf_hash(b"another"))


def change_entry_and_leaf(database: Connection) -> None:
    change_a_byte(database)
    put_hash(database, 0, 1, 300 - TILE, leaf_hash(one(300).replace(b"2026", b"2025", 1)))


def remove_a_tile(database: Connection) -> None:
    run(database, "DELETE FROM seal_tile WHERE level = 0 AND number = 1")


def remove_the_tile_above(database: Connection) -> None:
    run(database, "DELETE FROM seal_tile WHERE level = 1")


def put_a_tile_far_off(database: Connection) -> None:
    run(database, "INSERT INTO seal_tile VALUES (0, 99999, :hashes)", hashes=b"\0")


def put_hash(database: Connection, level: int, number: int, inside: int, leaf: bytes) -> None:
    place = {"level": level, "number": number}
    found = text("SELECT hashes FROM seal_tile WHERE level = :level AND number = :number")
    tile, start = bytes(database.execute(found, place).scalar_one()), inside * HASH_BYTES
    tile = tile[:start] + leaf + tile[start + HASH_BYTES :]
    run(database, "UPDATE seal_tile SET hashes = :tile WHERE level = :level AND number = :number", tile=tile, **place)


def test_a_log_that_nobody_touched_holds(log: Path) -> None:
    found = verdict(log)
    assert found.broken is None
    assert found.head.size == SIZE


every_harm = pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (change_a_byte, Break(300, Harm.CHANGED)),
        (damage_the_frame, Break(300, Harm.CHANGED)),
        (remove_in_the_middle, Break(300, Harm.REMOVED)),
        (remove_and_close_the_gap, Break(300, Harm.REMOVED)),
        (remove_at_the_end, Break(SIZE - 1, Harm.CUT_OFF)),
        (swap, Break(300, Harm.REORDERED)),
        (insert_in_the_middle, Break(300, Harm.INSERTED)),
        (insert_at_the_end, Break(SIZE, Harm.ADDED)),
        (change_a_leaf, Break(TILE, Harm.SEAL)),
        (change_a_node_above, Break(TILE, Harm.SEAL)),
        (remove_a_tile, Break(TILE, Harm.SEAL)),
        (change_entry_and_leaf, Break(TILE, Harm.SEAL)),
        (remove_the_tile_above, Break(0, Harm.SEAL)),
        (put_a_tile_far_off, Break(SIZE, Harm.SEAL)),
    ],
)


@every_harm
def test_what_was_done_is_found_and_named(log: Path, tamper: Callable[[Connection], None], expected: Break) -> None:
    with owning(log) as database:
        tamper(database)
        database.commit()
    assert verdict(log).broken == expected


@needs_postgres
@every_harm
def test_what_an_owner_did_on_a_server_is_found_and_named(
    sealed_on_server: str, tamper: Callable[[Connection], None], expected: Break
) -> None:
    with owning(sealed_on_server) as database:
        tamper(database)
        # nobody else sees it: the next one begins with the same log
        assert told(database, Contents(), lambda _done, _all: None).broken == expected
    assert verdict(sealed_on_server).broken is None


def test_a_seal_that_lacks_hashes_has_no_head_and_no_proofs_and_holds_nothing(log: Path) -> None:
    then = head(log)
    with owning(log) as database:
        remove_the_tile_above(database)
        database.commit()
    store = open_store(str(log))
    for ask in (store.sealed.head, lambda: store.sealed.inclusion(uid("schedule.created 0 schedule 0 None"))):
        with pytest.raises(StoreError, match="lacks hashes"):
            ask()
    assert not store.sealed.against(then).holds
    store.close()


def test_a_tree_made_anew_by_the_tamperer_is_told_by_a_head_that_was_kept(log: Path, tmp_path: Path) -> None:
    kept = head(log)
    other = tmp_path / "other.db"
    store = open_store(str(other), create=StoreKind.RECORD)
    store.append([one(at) for at in range(300)] + [one(9999)] + [one(at) for at in range(301, SIZE + 5)], origin="test")
    assert store.sealed.verify().broken is None
    assert not store.sealed.against(kept).holds
    store.close()


def test_a_log_that_went_on_still_holds_what_it_held(log: Path) -> None:
    kept = head(log)
    store = open_store(str(log))
    store.append([one(at) for at in range(SIZE, SIZE + 300)], origin="test")
    found = store.sealed.against(kept)
    store.close()
    assert (found.holds, found.now.size) == (True, SIZE + 300)
    assert found.path


def test_a_log_that_was_cut_off_with_its_seal_is_told_by_a_head_that_was_kept(log: Path) -> None:
    kept = head(log)
    with owning(log) as database:
        run(database, "DELETE FROM entry WHERE sequence > :last", last=2 * TILE)
        run(database, "DELETE FROM seal_tile WHERE level = 0 AND number = 2")
        database.commit()
    assert verdict(log).broken is None
    store = open_store(str(log))
    assert not store.sealed.against(kept).holds
    store.close()


@pytest.mark.parametrize("at", [0, 255, 256, SIZE - 1])
def test_an_event_has_a_proof_that_needs_no_store(log: Path, at: int) -> None:
    store = open_store(str(log))
    proof = store.sealed.inclusion(json.loads(one(at))["uid"])
    store.close()
    assert (proof.content, proof.index) == (one(at), at)
    assert root_by_inclusion(leaf_hash(proof.content), at, proof.head.size, proof.path) == proof.head.root
    assert len(proof.path) <= SIZE.bit_length()


@pytest.mark.both_databases
def test_an_event_that_is_not_there_has_no_proof(store: Store) -> None:
    with pytest.raises(StoreError, match="no event"):
        store.sealed.inclusion(uid("nothing"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry",
        "UPDATE entry SET content = X'00'",
        "INSERT OR REPLACE INTO entry VALUES (1, 1, X'00')",
        "DELETE FROM source",
        "INSERT OR REPLACE INTO source VALUES (1, 'x', 0, 0)",
        "DELETE FROM seal_tile",
        "UPDATE seal_tile SET hashes = X'00'",
        "INSERT OR REPLACE INTO seal_tile VALUES (0, 0, X'00')",
    ],
)
def test_the_database_refuses_what_would_not_be_an_append(log: Path, statement: str) -> None:
    with sqlite3.connect(log) as database, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute(statement)
    database.close()
    assert verdict(log).broken is None
