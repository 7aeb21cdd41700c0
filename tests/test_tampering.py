"""What somebody with the file in hand does to a log, and how the seal tells it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard

from store.database.opening import open_store
from store.database.seal.verifying import Verdict
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import StoreKind
from store.seal.breaks import Break, Harm
from store.seal.hashing import HASH_BYTES, leaf_hash
from store.seal.head import Head
from store.seal.proofs import root_by_inclusion
from store.seal.tiles import TILE
from tests.entries import created, encoded, uid

SIZE = 2 * TILE + 40
"""So many entries that there are two full tiles, one that is not, and one above them."""


def one(at: int) -> bytes:
    return encoded(created(at * 1000, schedule=f"schedule {at}"))


@pytest.fixture(scope="module")
def sealed_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    contents = [one(at) for at in range(SIZE)]
    store.append(contents[:100], origin="test")
    for content in contents[100:103]:
        store.append([content], origin="test")
    store.append(contents[103:], origin="test")
    store.close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def log(sealed_log: Path, tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    path.write_bytes(sealed_log.read_bytes())
    return path


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """Give the file to somebody who takes its triggers away first."""
    database = sqlite3.connect(path)
    triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        database.execute(f"DROP TRIGGER {name}")
    yield database
    database.commit()
    database.close()


def verdict(path: Path) -> Verdict:
    store = open_store(str(path))
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


def put(database: sqlite3.Connection, sequence: int, content: bytes) -> None:
    stored = zstandard.ZstdCompressor().compress(content)
    database.execute("UPDATE entry SET content = ? WHERE sequence = ?", (stored, sequence))


def move(database: sqlite3.Connection, start: int, by: int) -> None:
    """Give the entries from one on other numbers, as somebody would who leaves no gap."""
    database.execute("UPDATE entry SET sequence = -sequence WHERE sequence >= ?", (start,))
    database.execute("UPDATE entry SET sequence = -sequence + ? WHERE sequence < 0", (by,))


def change_a_byte(database: sqlite3.Connection) -> None:
    put(database, 301, one(300).replace(b"2026", b"2025", 1))


def damage_the_frame(database: sqlite3.Connection) -> None:
    database.execute("UPDATE entry SET content = X'00' WHERE sequence = 301")


def remove_in_the_middle(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM entry WHERE sequence = 301")


def remove_and_close_the_gap(database: sqlite3.Connection) -> None:
    remove_in_the_middle(database)
    move(database, 302, -1)


def remove_at_the_end(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM entry WHERE sequence = ?", (SIZE,))


def swap(database: sqlite3.Connection) -> None:
    put(database, 301, one(301))
    put(database, 302, one(300))


def insert_in_the_middle(database: sqlite3.Connection) -> None:
    move(database, 301, 1)
    database.execute("INSERT INTO entry VALUES (301, 1, X'00')")
    put(database, 301, one(9999))


def insert_at_the_end(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO entry VALUES (?, 1, X'00')", (SIZE + 1,))
    put(database, SIZE + 1, one(9999))


def change_a_leaf(database: sqlite3.Connection) -> None:
    put_hash(database, 0, 1, 300 - TILE, leaf_hash(b"another"))


def change_a_node_above(database: sqlite3.Connection) -> None:
    put_hash(database, 1, 0, 1, leaf_hash(b"another"))


def change_entry_and_leaf(database: sqlite3.Connection) -> None:
    change_a_byte(database)
    put_hash(database, 0, 1, 300 - TILE, leaf_hash(one(300).replace(b"2026", b"2025", 1)))


def remove_a_tile(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM seal_tile WHERE level = 0 AND number = 1")


def remove_the_tile_above(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM seal_tile WHERE level = 1")


def put_a_tile_far_off(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO seal_tile VALUES (0, 99999, X'00')")


def put_hash(database: sqlite3.Connection, level: int, number: int, inside: int, leaf: bytes) -> None:
    place = (level, number)
    (tile,) = database.execute("SELECT hashes FROM seal_tile WHERE level = ? AND number = ?", place).fetchone()
    start = inside * HASH_BYTES
    tile = tile[:start] + leaf + tile[start + HASH_BYTES :]
    database.execute("UPDATE seal_tile SET hashes = ? WHERE level = ? AND number = ?", (tile, *place))


def test_a_log_that_nobody_touched_holds(log: Path) -> None:
    found = verdict(log)
    assert found.broken is None
    assert found.head.size == SIZE


@pytest.mark.parametrize(
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
def test_what_was_done_is_found_and_named(
    log: Path, tamper: Callable[[sqlite3.Connection], None], expected: Break
) -> None:
    with tampering(log) as database:
        tamper(database)
    assert verdict(log).broken == expected


def test_a_seal_that_lacks_hashes_has_no_head_and_no_proofs_and_holds_nothing(log: Path) -> None:
    then = head(log)
    with tampering(log) as database:
        remove_the_tile_above(database)
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
    with tampering(log) as database:
        database.execute("DELETE FROM entry WHERE sequence > ?", (2 * TILE,))
        database.execute("DELETE FROM seal_tile WHERE level = 0 AND number = 2")
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
