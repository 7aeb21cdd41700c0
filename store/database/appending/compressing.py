"""How the bytes of entries are compressed: each by itself, with a dictionary that the store has learned."""

from functools import lru_cache

import zstandard

LEVEL = 3


def compressor(learned: zstandard.ZstdCompressionDict) -> zstandard.ZstdCompressor:
    """Return what compresses with a dictionary; its frames name it."""
    learned.precompute_compress(level=LEVEL)
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=learned, write_checksum=False)


@lru_cache(maxsize=1)
def compressor_with(dictionary: bytes) -> zstandard.ZstdCompressor:
    """Return what compresses with the dictionary that these bytes are."""
    return compressor(zstandard.ZstdCompressionDict(dictionary))
