"""The members of a zip archive, found through its directory or, where that is lost, one after another.

Nothing is written to disk, and a member's name is only ever shown.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from store.exchange.sources.compressed import deflate_blocks
from store.exchange.sources.limits import Limits, SourceError, set_by
from store.exchange.sources.stream import SourceStream, Stretch, guarded, limited
from store.exchange.sources.zip_layout import DEFLATED, STORED, Member, NoDirectoryError, content_start, directory
from store.exchange.sources.zip_recovery import local_members


def zip_members(file: BinaryIO, name: str, limits: Limits) -> Iterator[Member]:
    """Yield the files of an archive in the order of its directory; folders are left out.

    Raises SourceError before the first when the archive is built to swamp its reader, and after the
    last one found when its directory is missing.
    """
    members = []
    try:
        for member in directory(file):
            members.append(member)
            if len(members) > limits.members:
                most = f"{limits.members} files {set_by('members')}"
                raise SourceError(f"{name!r} holds more than {most}; unpack it first")
    except NoDirectoryError as error:
        yield from _files(local_members(file))
        raise SourceError(
            f"{name!r} is cut off or damaged: its directory is missing, and files may be missing with it"
        ) from error
    if sum(member.compressed_size or 0 for member in members) > file.seek(0, 2):
        raise SourceError(f"{name!r} is not read: its files overlap, as only those of a zip bomb do")
    yield from _files(members)


def _files(members: Iterable[Member]) -> Iterator[Member]:
    return (member for member in members if not member.name.endswith("/"))


def member_stream(file: BinaryIO, member: Member, name: str, limits: Limits) -> SourceStream:
    """Return the content of a member, decompressed as it is read; `name` is what errors call it.

    Raises SourceError for content that cannot or may not be read; size and checksum are held against
    what was read at the end. Closing the stream closes the file.
    """
    _refuse(member, name)
    try:
        start = content_start(file, member.header_at)
    except EOFError as error:
        raise SourceError(f"{name!r} is not where the archive's directory says; the archive is damaged") from error
    stretch = Stretch(file, start, member.compressed_size)
    blocks = deflate_blocks(stretch) if member.method == DEFLATED else iter(stretch)
    checked = _checked(limited(blocks, stretch, name, limits), member, name)
    return SourceStream(guarded(checked, name), stretch, file)


def _refuse(member: Member, name: str) -> None:
    if member.encrypted:
        raise SourceError(f"{name!r} is encrypted; unpack it with its password first")
    if member.method not in {STORED, DEFLATED}:
        raise SourceError(f"{name!r} is compressed by method {member.method}, which is not read here; unpack it first")
    if member.method == STORED and member.compressed_size is None:
        raise SourceError(f"{name!r} cannot be told from what follows it, for its archive is damaged")


def _checked(blocks: Iterable[bytes], member: Member, name: str) -> Iterator[bytes]:
    """Yield the blocks; at the end SourceError or EOFError unless size and checksum are as stated."""
    size = checksum = 0
    for block in blocks:
        size += len(block)
        checksum = zlib.crc32(block, checksum)
        if member.size is not None and size > member.size:
            raise SourceError(f"{name!r} is larger than its archive says; the archive is damaged")
        yield block
    if member.size is not None and size < member.size:
        raise EOFError
    if member.checksum is not None and checksum != member.checksum:
        raise SourceError(f"{name!r} is damaged: its content does not match its checksum")
