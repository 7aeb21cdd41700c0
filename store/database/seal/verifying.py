"""Whether a log is what was sealed: every entry hashed again, and held against the tiles and among themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from sqlalchemy import Connection, func, select

from store.database.contents import Contents
from store.database.seal.keeping import Tiles
from store.database.seal.sealing import leaves
from store.database.tables import entry
from store.seal.breaks import Break, Harm, first_break
from store.seal.hashing import HASH_BYTES
from store.seal.head import Head
from store.seal.tiles import TILE, TileKey, folded, hashes_of

Progress = Callable[[int, int], None]
"""Told how many entries are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: the head of the seal, and the first place that does not hold, if any."""

    head: Head
    broken: Break | None


def verdict(connection: Connection, contents: Contents, progress: Progress) -> Verdict:
    """Return whether the log that a connection sees is what its seal says, all of it, in one pass."""
    tiles = Tiles(connection)
    size = tiles.size
    total = max(size, connection.scalar(select(func.count()).select_from(entry)) or 0)
    broken = _broken(connection, contents, tiles, size, lambda done: progress(done, total))
    return Verdict(tiles.head_or_none, broken)


def _broken(
    connection: Connection, contents: Contents, tiles: Tiles, size: int, progress: Callable[[int], None]
) -> Break | None:
    """Return the first place where leaves and tiles part; a tile is compared when its leaves were."""
    found = _hashes(connection, contents)
    for start in range(0, size, TILE):
        sealed = hashes_of(tiles(TileKey(0, start // TILE)))
        here = list(islice(found, len(sealed)))
        seal = _broken_seal(tiles, start, sealed, size)
        if here != sealed:
            is_whole = len(here) == TILE and _above(tiles, start) == folded(here)
            return seal if is_whole else _told(tiles, start, here, found)
        if seal is not None:
            return seal
        tiles.forget()
        progress(start + len(sealed))
    return first_break(size, [], list(islice(found, 1)))


def _told(tiles: Tiles, start: int, here: list[bytes], found: Iterator[bytes]) -> Break | None:
    """Return what happened where leaves part, told by those that come after as well."""
    number = start // TILE
    sealed = [one for tile in (number, number + 1) for one in hashes_of(tiles(TileKey(0, tile)))]
    return first_break(start, sealed, list(chain(here, islice(found, max(0, len(sealed) - len(here))))))


def _broken_seal(tiles: Tiles, start: int, hashes: list[bytes], size: int) -> Break | None:
    """Return the break where a tile is not the whole that the tile above says it is; None where it is."""
    level, number = 0, start // TILE
    expected = min(TILE, size - start)
    if len(hashes) != expected:
        return Break(start + len(hashes), Harm.SEAL)
    while len(hashes) == TILE:
        level, above, inside = level + 1, number // TILE, number % TILE
        kept = tiles(TileKey(level, above))
        if kept[inside * HASH_BYTES : (inside + 1) * HASH_BYTES] != folded(hashes):
            return Break(start, Harm.SEAL)
        if inside < TILE - 1:
            return None
        number, hashes = above, hashes_of(kept)
    return None


def _above(tiles: Tiles, start: int) -> bytes:
    """Return the hash over a full tile of leaves as the tile above has it."""
    above, inside = divmod(start // TILE, TILE)
    return tiles(TileKey(1, above))[inside * HASH_BYTES : (inside + 1) * HASH_BYTES]


def _hashes(connection: Connection, contents: Contents) -> Iterator[bytes]:
    for batch in leaves(connection, contents):
        for _, leaf in batch:
            yield leaf
