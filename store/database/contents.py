"""The entries' bytes, compressed one by one with zstd and a dictionary learned from the log itself."""

import threading
from collections.abc import Iterable, Sequence
from typing import cast

import zstandard
from sqlalchemy import Connection, insert, select

from store.database.appending.compressing import LEVEL, compressor
from store.database.tables import dictionary
from store.errors import StoreError

DICTIONARY_BYTES = 48 * 1024
LEARN_FROM = 1000
"""How many entries a batch must have for a dictionary to be learned from it; fewer gain nothing."""


class Contents:
    """Compresses and restores the bytes of entries; each frame names the dictionary it needs.

    Any thread may restore; only one at a time may compress. `dictionary` is the one in use, empty while there is none.
    """

    def __init__(self) -> None:
        # a decompressor serves one thread at a time
        self._of_thread = threading.local()
        self.forget()

    def forget(self) -> None:
        """Compress without a dictionary until it is found again, for a rollback may have taken it away."""
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=False)
        self._compresses_with = 0
        self.dictionary = b""

    def compressed(
        self, connection: Connection, contents: Sequence[bytes], ready: Iterable[bytes | None]
    ) -> list[bytes]:
        """Return each content compressed; the first large batch teaches the store its dictionary.

        `ready` is what was compressed before, taken where it needs the same dictionary.
        """
        if not self._compresses_with:
            self._find_dictionary(connection, contents)
        compress = self._compressor.compress
        return [
            one if one and self._is_current(one) else compress(content)
            for content, one in zip(contents, ready, strict=True)
        ]

    def _is_current(self, stored: bytes) -> bool:
        return zstandard.get_frame_parameters(stored).dict_id == self._compresses_with

    def restored(self, connection: Connection, stored: bytes) -> bytes:
        """Return the bytes that were compressed; raises StoreError when they are damaged."""
        try:
            needed = zstandard.get_frame_parameters(stored).dict_id
            return self._decompressor(connection, needed).decompress(stored)
        except (zstandard.ZstdError, TypeError, MemoryError) as error:
            # it may be no bytes at all, or claim to be larger than there is room for
            raise StoreError(f"an entry in the store is damaged: {error}") from error

    def _find_dictionary(self, connection: Connection, contents: Sequence[bytes]) -> None:
        known = connection.execute(select(dictionary.c.id).order_by(dictionary.c.id).limit(1)).scalar()
        if known is not None:
            self._use(self._dictionary(connection, known))
        elif len(contents) >= LEARN_FROM:
            self._learn(connection, contents)

    def _learn(self, connection: Connection, contents: Sequence[bytes]) -> None:
        step = max(1, len(contents) // (2 * LEARN_FROM))
        samples: list[bytes | bytearray | memoryview] = [content[:8192] for content in contents[::step]]
        try:
            learned = zstandard.train_dictionary(DICTIONARY_BYTES, samples)
        except zstandard.ZstdError:
            # entries that have nothing in common teach nothing; a later batch may
            return
        connection.execute(insert(dictionary).values(id=learned.dict_id(), content=learned.as_bytes()))
        self._use(learned)

    def _decompressor(self, connection: Connection, needed: int) -> zstandard.ZstdDecompressor:
        known: dict[str, zstandard.ZstdDecompressor] = self._of_thread.__dict__
        if str(needed) not in known:
            learned = self._dictionary(connection, needed) if needed else None
            known[str(needed)] = zstandard.ZstdDecompressor(dict_data=learned)
        return known[str(needed)]

    def _dictionary(self, connection: Connection, needed: int) -> zstandard.ZstdCompressionDict:
        query = select(dictionary.c.content).where(dictionary.c.id == needed)
        content = connection.execute(query).scalar()
        if content is None:
            raise StoreError(f"the store lacks the dictionary {needed} that an entry was compressed with")
        return zstandard.ZstdCompressionDict(cast("bytes", content))

    def _use(self, learned: zstandard.ZstdCompressionDict) -> None:
        self._compressor = compressor(learned)
        self._compresses_with = learned.dict_id()
        self.dictionary = learned.as_bytes()
