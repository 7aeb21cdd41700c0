"""The tree as it is kept: tiles of 256 hashes, filled from the left, of which nothing ever changes.

Tile `number` on level 0 holds the leaf hashes from 256 × number on; on level L each hash stands for a complete
subtree of 256 ** L leaves. An append writes at most one tile a level; any subtree is at most two tiles away.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from store.errors import StoreError
from store.seal.hashing import EMPTY_ROOT, HASH_BYTES, left_size, node_hash

TILE_BITS = 8
TILE = 1 << TILE_BITS


class SealError(StoreError):
    """The tiles make no tree: some of their hashes are gone."""


@dataclass(frozen=True, slots=True)
class TileKey:
    """Where a tile stands: its level, 0 for the leaves, and its number on the level, from the left."""

    level: int
    number: int


Tile = bytes
"""The hashes of a tile, one after the other."""

ReadTile = Callable[[TileKey], Tile]
"""Returns a tile; empty where there is none."""

SubtreeHash = Callable[[int, int], bytes]
"""Returns the hash over the leaves from one to before another, complete and in its place in the tree."""


def grown(size: int, new: Sequence[bytes], read: ReadTile) -> dict[TileKey, Tile]:
    """Return the tiles that change when leaf hashes are added to a tree of `size` leaves, as they are then."""
    changed: dict[TileKey, Tile] = {}
    level, first, hashes = 0, size, list(new)
    while hashes:
        filled = []
        for number, part in _by_tile(first, hashes):
            key = TileKey(level, number)
            kept = first % TILE if number == first // TILE else 0
            tile = (read(key) if kept else b"")[: kept * HASH_BYTES] + b"".join(part)
            changed[key] = tile
            if len(tile) == TILE * HASH_BYTES:
                filled.append(folded(hashes_of(tile)))
        level, first, hashes = level + 1, first // TILE, filled
    return changed


def _by_tile(first: int, hashes: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Give the hashes that go into each tile, with its number; the first hash stands at `first` on the level."""
    start = 0
    while start < len(hashes):
        number, inside = divmod(first + start, TILE)
        part = hashes[start : start + TILE - inside]
        yield number, part
        start += len(part)


def hashes_of(tile: Tile) -> list[bytes]:
    """Return the hashes of a tile one by one."""
    return [tile[start : start + HASH_BYTES] for start in range(0, len(tile), HASH_BYTES)]


def folded(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over a complete subtree of these nodes, a power of two of them."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def subtree_hash(start: int, end: int, read: ReadTile) -> bytes:
    """Return the hash over a complete subtree of leaves, read out of the tiles."""
    level = ((end - start).bit_length() - 1) // TILE_BITS
    number, inside = divmod(start >> (TILE_BITS * level), TILE)
    count = (end - start) >> (TILE_BITS * level)
    tile = read(TileKey(level, number))[inside * HASH_BYTES : (inside + count) * HASH_BYTES]
    if len(tile) < count * HASH_BYTES:
        raise SealError("the seal lacks hashes: gridtrail verify tells from where on")
    return folded(hashes_of(tile))


def range_hash(start: int, end: int, subtree: SubtreeHash) -> bytes:
    """Return the hash over leaves as they stand in the tree (MTH of RFC 9162, section 2.1.1)."""
    size = end - start
    if size == 0:
        return EMPTY_ROOT
    if size & (size - 1) == 0:
        return subtree(start, end)
    middle = start + left_size(size)
    return node_hash(range_hash(start, middle, subtree), range_hash(middle, end, subtree))


def root_hash(size: int, read: ReadTile) -> bytes:
    """Return the root of the tree over the first `size` leaves."""
    return range_hash(0, size, partial(subtree_hash, read=read))
