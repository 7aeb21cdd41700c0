"""What an import reads: files, folders, standard input, compressed files and members of archives."""

import io
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from store.exchange.sources.compressed import MAGIC_BYTES, Packing, packing
from store.exchange.sources.folders import exports_below, is_export
from store.exchange.sources.limits import DEFAULT_LIMITS, Limits, SourceError, set_by
from store.exchange.sources.stream import SourceStream, Stretch, opened
from store.exchange.sources.zip_layout import Member
from store.exchange.sources.zip_members import member_stream, zip_members

__all__ = ["DEFAULT_LIMITS", "STANDARD_INPUT", "Limits", "Source", "SourceError", "SourceStream", "sources"]

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Source:
    """One run of content to read: a file, standard input, or a member of an archive.

    `name` is the path as it was given or found, `archive.zip!member` for a member. `size` is how many
    bytes it takes on disk, compressed where it is; None where that is not known, as for a pipe.
    """

    name: str
    size: int | None
    _opener: Callable[[], SourceStream] = field(repr=False, compare=False)

    def open(self) -> SourceStream:
        """Return the content as a binary stream, to be closed by `with`; raises SourceError.

        A pipe, and an archive out of one, is opened once, before the next source is asked for.
        """
        try:
            return self._opener()
        except OSError as error:
            raise _unreadable(self.name, error) from error


def sources(paths: Sequence[str], limits: Limits = DEFAULT_LIMITS, stdin: BinaryIO | None = None) -> Iterator[Source]:
    """Yield what these paths hold, in their order; folders are walked in the order of their names.

    `-` is standard input (`stdin`, else that of the process). gzip, zstd and zip are recognised by their
    first bytes. In folders and archives hidden files and those whose suffix no export has are left out;
    a file named here is always taken. Raises SourceError for a path that cannot be read before anything
    is yielded; what is wrong inside a folder or an archive is raised by the `open` of its source.
    """
    for path in paths:
        if path != STANDARD_INPUT:
            _check(path)
    for path in paths:
        found = _of_pipe(path, stdin or sys.stdin.buffer, limits) if path == STANDARD_INPUT else _of_path(path, limits)
        yield from _reported(path, found)


def _check(path: str) -> None:
    """Raise SourceError if nothing can be read at a path."""
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISREG(mode):
            _open_file(path).close()
        found = not stat.S_ISDIR(mode) or next(exports_below(Path(path)), None) is not None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not found:
        raise SourceError(f"the folder {path!r} holds no export: no .json, .jsonl, .xml, .zip and so on")


def _unreadable(name: str, error: OSError | ValueError) -> SourceError:
    if isinstance(error, FileNotFoundError):
        return SourceError(f"cannot read {name!r}: there is no such file or folder")
    if isinstance(error, PermissionError):
        return SourceError(f"cannot read {name!r}: permission denied")
    return SourceError(f"cannot read {name!r}: {getattr(error, 'strerror', None) or error}")


def _reported(path: str, found: Iterator[Source]) -> Iterator[Source]:
    """Yield what is found; an error ends it with a source that raises the error when it is opened."""
    try:
        yield from found
    except (SourceError, OSError) as error:
        problem = _unreadable(path, error) if isinstance(error, OSError) else error

        def fail() -> SourceStream:
            raise problem

        yield Source(path, None, fail)


def _of_path(path: str, limits: Limits) -> Iterator[Source]:
    place = Path(path)
    if place.is_dir():
        for inner in exports_below(place):
            yield from _reported(str(inner), _of_file(str(inner), limits))
    elif place.is_file():
        yield from _of_file(path, limits)
    else:
        with _open_file(path) as pipe:
            yield from _of_pipe(path, pipe, limits)


def _of_file(path: str, limits: Limits) -> Iterator[Source]:
    """Yield a regular file, or the members if it is an archive."""
    with _open_file(path) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        is_archive = packing(file.read(MAGIC_BYTES)) is Packing.ZIP
    if is_archive:
        yield from _of_archive(path, partial(_open_file, path), limits)
    else:
        yield Source(path, size, partial(_open_plain, path, limits))


def _open_file(path: str) -> BinaryIO:
    return Path(path).open("rb")


def _of_pipe(path: str, pipe: BinaryIO, limits: Limits) -> Iterator[Source]:
    """Yield a pipe; an archive out of it is set down in a nameless temporary file first."""
    name = "standard input" if path == STANDARD_INPUT else path
    head = pipe.read(MAGIC_BYTES)
    stretch = Stretch(pipe, head=head)
    if packing(head) is not Packing.ZIP:
        yield Source(path, None, partial(opened, name, stretch, head, limits))
        return
    with tempfile.TemporaryFile() as spool:
        for piece in stretch:
            if stretch.taken > limits.source_bytes:
                larger = f"the archive from {name} is larger than is read {set_by('source_bytes')}"
                raise SourceError(f"{larger}; save it as a file first")
            spool.write(piece)
        spool.flush()
        yield from _of_archive(path, partial(_lent, spool.fileno()), limits)


def _lent(descriptor: int) -> BinaryIO:
    """Return an open file over again, unbuffered for the position is shared; closing it closes only it."""
    return os.fdopen(os.dup(descriptor), "rb", buffering=0)


def _of_archive(path: str, open_archive: Callable[[], BinaryIO], limits: Limits) -> Iterator[Source]:
    found = False
    with open_archive() as file:
        for member in zip_members(file, path, limits):
            if is_export(member.name, without_suffix=True):
                found = True
                name = f"{path}!{member.name}"
                opener = partial(_open_member, open_archive, member, name, limits)
                yield Source(name, member.compressed_size, opener)
    if not found:
        raise SourceError(f"the archive {path!r} holds no export: no .json, .jsonl, .xml and so on")


def _open_member(open_archive: Callable[[], BinaryIO], member: Member, name: str, limits: Limits) -> SourceStream:
    with ExitStack() as until_handed_over:
        file = until_handed_over.enter_context(open_archive())
        stream = member_stream(file, member, name, limits)
        until_handed_over.pop_all()
    return stream


def _open_plain(path: str, limits: Limits) -> SourceStream:
    with ExitStack() as until_handed_over:
        file = until_handed_over.enter_context(_open_file(path))
        stream = opened(path, Stretch(file, start=0), file.read(MAGIC_BYTES), limits, file)
        until_handed_over.pop_all()
    return stream
