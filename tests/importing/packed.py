"""Packed content for the tests, and what a source gives of it."""

import gzip
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import zstandard

from store.exchange.sources.finding import Source, SourceError

LINES = b"".join(
    b'{"uid":"%d","type":"t","noise":"%s"}\n' % (n, hashlib.sha256(b"%d" % n).hexdigest().encode()) for n in range(9000)
)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            # the same bytes at any time: a test may be named by them
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


class Unseekable(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, _offset: int, _whence: int = 0, /) -> int:
        raise io.UnsupportedOperation("seek")

    def tell(self) -> int:
        raise io.UnsupportedOperation("tell")


def zipped_to_a_pipe(members: dict[str, bytes]) -> bytes:
    """Return an archive whose sizes stand behind each content, as one has that was written to a pipe."""
    target = Unseekable()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gz": gzip.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    "zip": lambda content: zipped({"a.json": content}),
    "zip stored": lambda content: zipped({"a.json": content}, zipfile.ZIP_STORED),
    "zip from a pipe": lambda content: zipped_to_a_pipe({"a.json": content}),
}


def put(folder: Path, content: bytes) -> str:
    """Write an export and return its path, whose name says nothing of what it holds."""
    path = folder / "export"
    path.write_bytes(content)
    return str(path)


def content_of(source: Source) -> bytes:
    with source.open() as stream:
        return stream.read()


def read_apart(source: Source, size: int = 1000) -> tuple[bytes, str | None]:
    """Return what a source gives before it ends, and the error that ended it."""
    content = b""
    try:
        with source.open() as stream:
            while part := stream.read(size):
                content += part
    except SourceError as error:
        return content, str(error)
    return content, None


def read_all(found: Iterator[Source]) -> tuple[bytes, list[str]]:
    """Return what all sources give together, and their errors."""
    parts = [read_apart(source) for source in found]
    return b"".join(content for content, _ in parts), [error for _, error in parts if error]
