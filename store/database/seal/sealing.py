"""The leaves of the tree, read out of the log batch by batch, and the seal of a log that has none yet."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from store.database.contents import Contents
from store.database.seal.keeping import seal
from store.database.tables import entry
from store.errors import StoreError
from store.seal.hashing import NO_HASH, leaf_hash

BATCH = 2048
DAMAGED = b""
"""Stands for the leaf of an entry whose bytes cannot be restored; no hash is like it."""

Leaf = tuple[int, bytes]
"""An entry's sequence number and the hash of its bytes."""


def leaves(connection: Connection, contents: Contents, after: int = 0) -> Iterator[list[Leaf]]:
    """Give the leaves of a log in append order, those after a sequence number, in batches."""
    while True:
        query = select(entry.c.sequence, entry.c.content).where(entry.c.sequence > after)
        rows = connection.execute(query.order_by(entry.c.sequence).limit(BATCH)).all()
        if not rows:
            return
        yield [(row.sequence, _leaf(connection, contents, row.content)) for row in rows]
        after = rows[-1].sequence


def seal_all(connection: Connection) -> None:
    """Seal a log as it is: what was done to it before is not seen."""
    size = 0
    for batch in leaves(connection, Contents()):
        # one that is damaged has its place too: verify names it
        seal(connection, size, [leaf or NO_HASH for _, leaf in batch])
        size += len(batch)


def _leaf(connection: Connection, contents: Contents, stored: bytes) -> bytes:
    try:
        return leaf_hash(contents.restored(connection, stored))
    except StoreError:
        return DAMAGED
