"""The tiles of the seal in their table: read one by one, grown in the transaction that appends."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from store.database.appending.standings import on_conflict_insert
from store.database.tables import seal_tile
from store.seal.hashing import HASH_BYTES, NO_HASH
from store.seal.head import Head
from store.seal.tiles import TILE, SealError, Tile, TileKey, grown, root_hash


class Tiles:
    """The tiles that a connection sees; those that were read once are remembered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[TileKey, Tile] = {}

    def __call__(self, key: TileKey) -> Tile:
        """Return a tile; empty where there is none."""
        if key not in self._read:
            query = select(seal_tile.c.hashes).where(seal_tile.c.level == key.level, seal_tile.c.number == key.number)
            self._read[key] = bytes(self._connection.scalar(query) or b"")
        return self._read[key]

    def forget(self) -> None:
        """Let go of what was read, so that a walk over all tiles keeps none."""
        self._read.clear()

    @property
    def size(self) -> int:
        """How many entries are sealed."""
        last = self._connection.scalar(select(func.max(seal_tile.c.number)).where(seal_tile.c.level == 0))
        if last is None:
            return 0
        return int(last) * TILE + len(self(TileKey(0, last))) // HASH_BYTES

    @property
    def head(self) -> Head:
        """How many entries are sealed, and the root over them."""
        size = self.size
        return Head(size, root_hash(size, self))

    @property
    def head_or_none(self) -> Head:
        """The head; where the tiles make no tree it has no hash for a root."""
        try:
            return self.head
        except SealError:
            return Head(self.size, NO_HASH)


def seal(connection: Connection, first: int, hashes: Sequence[bytes]) -> None:
    """Add the leaf hashes of entries to the tree, the first of them the leaf `first`, counted from 0."""
    if not hashes:
        return
    rows = [
        {"level": key.level, "number": key.number, "hashes": tile}
        for key, tile in grown(first, hashes, Tiles(connection)).items()
    ]
    tiles = on_conflict_insert(connection, seal_tile)
    tiles = tiles.on_conflict_do_update(
        index_elements=[seal_tile.c.level, seal_tile.c.number], set_={"hashes": tiles.excluded.hashes}
    )
    connection.execute(tiles, rows)
