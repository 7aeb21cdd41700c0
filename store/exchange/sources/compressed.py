"""Compressed content, recognised by its first bytes and decompressed piece by piece.

The generators here yield all that can be read before damage and then raise: `zlib.error`, `ZstdError`
or EOFError, which the stream that is built on them reports as a SourceError.
"""

import zlib
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain

import zstandard

BLOCK_BYTES = 1 << 18
"""The most that one step of inflating holds in memory."""

_GZIP_FRAME = 31
_BARE_DEFLATE = -15

# A zstd block of 4 bytes can stand for 128 KiB: a slice of 512 bytes never yields more than 16 MiB.
_ZSTD_SLICE_BYTES = 512

# Told less than a whole header first, the library takes what comes next for the beginning of a frame of its own.
_ZSTD_HEADER_BYTES = 18


class Packing(Enum):
    """How content is packed; the value is what a person calls it."""

    GZIP = "gzip"
    ZSTD = "zstd"
    ZIP = "zip"


_MAGIC = (
    (b"\x1f\x8b\x08", Packing.GZIP),
    (b"\x28\xb5\x2f\xfd", Packing.ZSTD),
    *((bytes([low]) + b"\x2a\x4d\x18", Packing.ZSTD) for low in range(0x50, 0x60)),
    (b"PK\x03\x04", Packing.ZIP),
    (b"PK\x05\x06", Packing.ZIP),
)

MAGIC_BYTES = max(len(magic) for magic, _ in _MAGIC)
"""How many first bytes `packing` needs to see."""


def packing(head: bytes) -> Packing | None:
    """Return how content that starts with these bytes is packed, None for plain content.

    The magic numbers are those of RFC 1952 (gzip), RFC 8878 (zstd, also its skippable frames) and
    PKWARE's APPNOTE (zip, also an empty one).
    """
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def gzip_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of a gzip file, of all its members (RFC 1952, section 2.2)."""
    inflater: Inflater | None = None
    padding = False
    for piece in pieces:
        rest = piece
        while rest:
            if inflater is None:
                rest = rest.lstrip(b"\0") if padding else rest
                if not rest:
                    break
                inflater = Inflater(_GZIP_FRAME)
            yield from inflater.blocks(rest)
            rest = inflater.unused
            if inflater.ended:
                inflater, padding = None, True
    if inflater is not None:
        raise EOFError


def deflate_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of a bare deflate stream (RFC 1951), as in a zip member."""
    inflater = Inflater(_BARE_DEFLATE)
    for piece in pieces:
        yield from inflater.blocks(piece)
        if inflater.ended:
            return
    raise EOFError


def zstd_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of a zstd file, of all its frames (RFC 8878, section 3).

    A frame that asks for more memory than the 128 MiB of `zstd --long` is refused by the library.
    """
    decompressor = zstandard.ZstdDecompressor()
    frame, held = None, b""
    slices = (piece[at : at + _ZSTD_SLICE_BYTES] for piece in pieces for at in range(0, len(piece), _ZSTD_SLICE_BYTES))
    # in the end nothing more comes
    for part in chain(slices, (b"",)):
        rest, held = held + part, b""
        while rest:
            if frame is None and part and len(rest) < _ZSTD_HEADER_BYTES:
                held = rest
                break
            frame = frame or decompressor.decompressobj()
            block = frame.decompress(rest)
            if block:
                yield block
            rest = frame.unused_data
            frame = None if frame.eof else frame
    if frame is not None:
        raise EOFError


class Inflater:
    """One deflate or gzip stream in the course of being inflated, in blocks of bounded size."""

    def __init__(self, window_bits: int = _BARE_DEFLATE) -> None:
        self._decoder = zlib.decompressobj(window_bits)

    @property
    def ended(self) -> bool:
        """Whether the end of the stream was reached; what follows it is in `unused`."""
        return self._decoder.eof

    @property
    def unused(self) -> bytes:
        """What came after the end of the stream."""
        return self._decoder.unused_data

    def blocks(self, piece: bytes) -> Iterator[bytes]:
        """Yield what this piece of the stream inflates to; at damage, all that comes before it."""
        rest, more = piece, True
        while more and not self._decoder.eof:
            # zlib throws away what it has inflated of a piece when it meets damage in it
            spare = self._decoder.copy()
            try:
                block = self._decoder.decompress(rest, BLOCK_BYTES)
            except zlib.error:
                yield from _bytewise(spare, rest)
                raise
            if block:
                yield block
            rest = self._decoder.unconsumed_tail
            more = bool(rest) or len(block) == BLOCK_BYTES


def _bytewise(decoder: "zlib._Decompress", piece: bytes) -> Iterator[bytes]:
    """Yield what a damaged piece inflates to before the damage."""
    for position in range(len(piece)):
        try:
            block = decoder.decompress(piece[position : position + 1])
        except zlib.error:
            return
        if block:
            yield block
