"""The stream of an opened source: decompressed bytes, and how much of the file on disk they took."""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

import zstandard

from store.exchange.sources.compressed import Packing, gzip_blocks, packing, zstd_blocks
from store.exchange.sources.limits import Limits, SourceError, set_by, size_in_words

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE_BYTES = 1 << 16

_DECOMPRESS: dict[Packing, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    Packing.GZIP: gzip_blocks,
    Packing.ZSTD: zstd_blocks,
}


class Stretch:
    """A run of bytes of a file on disk, read piece by piece and counted.

    Without a start the file is read on from where it stands, after `head`, which was read before;
    without a length to its end.
    """

    def __init__(self, file: BinaryIO, start: int | None = None, length: int | None = None, head: bytes = b"") -> None:
        self._file = file
        self._start = start
        self._length = length
        self._head = head
        self.taken = 0

    def __iter__(self) -> Iterator[bytes]:
        if self._head:
            self.taken = len(self._head)
            yield self._head
        while piece := self._next():
            self.taken += len(piece)
            yield piece

    def _next(self) -> bytes:
        if self._start is not None:
            self._file.seek(self._start + self.taken)
        left = PIECE_BYTES if self._length is None else self._length - self.taken
        return self._file.read(max(0, min(PIECE_BYTES, left)))


class SourceStream(io.BufferedReader):
    """What a source holds, decompressed; closing it closes the file unless that was lent.

    At damage everything readable before it is given first; then SourceError is raised. A `read()` of
    all there is raises at once, for it cannot keep its promise.
    """

    def __init__(self, blocks: Iterator[bytes], stretch: Stretch, file: BinaryIO | None) -> None:
        self._blocks = _Blocks(blocks, file)
        self._stretch = stretch
        super().__init__(self._blocks, PIECE_BYTES)

    def consumed(self) -> int:
        """Return how many bytes of the file on disk were read so far, compressed ones as they lie there."""
        return self._stretch.taken

    def read(self, size: int | None = -1, /) -> bytes:
        """Return up to `size` bytes, b"" only at the sound end."""
        part = super().read(size)
        return self._checked(part, part and size is not None and size >= 0)

    def read1(self, size: int = -1, /) -> bytes:
        """Return what one look at the file gives, b"" only at the sound end."""
        part = super().read1(size)
        return self._checked(part, part)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the next line, b"" only at the sound end."""
        part = super().readline(size)
        return self._checked(part, part)

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill a buffer as far as possible; 0 only at the sound end."""
        count = super().readinto(buffer)
        self._checked(b"", count)
        return count

    def _checked(self, part: bytes, keep: object) -> bytes:
        if not keep and self._blocks.damage is not None:
            raise self._blocks.damage
        return part


class _Blocks(io.RawIOBase):
    """A generator of blocks as a raw file; damage is noted, so that no buffer above loses what it has."""

    def __init__(self, blocks: Iterator[bytes], file: BinaryIO | None) -> None:
        self._blocks = blocks
        self._file = file
        self._rest = memoryview(b"")
        self.damage: SourceError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        target = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(target) and (self._rest or self._next_block()):
            part = self._rest[: len(target) - filled]
            target[filled : filled + len(part)] = part
            filled += len(part)
            self._rest = self._rest[len(part) :]
        return filled

    def _next_block(self) -> bool:
        """Take up the next block; return whether there is one."""
        if self.damage is None:
            try:
                self._rest = memoryview(next(self._blocks, b""))
            except SourceError as error:
                self.damage = error
        return bool(self._rest)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def opened(name: str, stretch: Stretch, head: bytes, limits: Limits, file: BinaryIO | None = None) -> SourceStream:
    """Return the content of a file that starts with `head`, decompressed where it is gzip or zstd."""
    decompress = _DECOMPRESS.get(packing(head) or Packing.ZIP)
    if decompress is None:
        return SourceStream(guarded(stretch, name), stretch, file)
    return SourceStream(guarded(limited(decompress(stretch), stretch, name, limits), name), stretch, file)


def guarded(blocks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Yield the blocks, and report what stops them as a SourceError that names the source."""
    try:
        yield from blocks
    except EOFError as error:
        raise SourceError(f"{name!r} is cut off: its compressed content ends too early") from error
    except (zlib.error, zstandard.ZstdError) as error:
        raise SourceError(f"{name!r} is damaged or packed in an unusual way, and cannot be read on: {error}") from error
    except OSError as error:
        raise SourceError(f"cannot read on in {name!r}: {error.strerror or error}") from error


def limited(blocks: Iterable[bytes], stretch: Stretch, name: str, limits: Limits) -> Iterator[bytes]:
    """Yield decompressed blocks, up to what the limits allow; SourceError beyond, or for a nested archive."""
    total = 0
    for block in blocks:
        if not total and (inner := packing(block)):
            raise SourceError(f"{name!r} holds {inner.value} content once more; unpack it first")
        total += len(block)
        if total > limits.source_bytes:
            most = size_in_words(limits.source_bytes)
            raise SourceError(f"{name!r} holds more than {most} uncompressed {set_by('source_bytes')}")
        if total > max(limits.ratio_free_bytes, limits.zip_ratio * stretch.taken):
            grown = f"{name!r} grows more than {limits.zip_ratio} times when decompressed, as no export does"
            raise SourceError(f"{grown} {set_by('zip_ratio')}")
        yield block
