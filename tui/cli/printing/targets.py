"""Where a command writes: to stdout, or to a file that appears under its name only when it is complete."""

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, cast

import typer

from store.errors import StoreError
from tui.output.file_writing import part_of

OutputOption = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of stdout (-).")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace FILE when it is there.")]


@contextmanager
def target(file: str, *, force: bool) -> Iterator[BinaryIO]:
    """Give the stream to write to, `-` for stdout; names in .gz and .zst are compressed."""
    if file == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(file)
    if path.exists() and not force:
        raise StoreError(f"{file!r} is there already: name another file, or replace it with --force")
    try:
        with part_of(path) as partial, _writer(partial, path.suffix) as stream:
            yield stream
    except OSError as error:
        raise StoreError(f"cannot write {file!r}: {error.strerror}") from error


def _writer(path: Path, suffix: str) -> BinaryIO:
    if suffix == ".gz":
        return cast("BinaryIO", gzip.open(path, "wb"))  # gzip's own type is not a BinaryIO by name
    if suffix == ".zst":
        import zstandard

        return cast("BinaryIO", zstandard.open(path, "wb"))  # as above
    return path.open("wb")
