"""The records of a zip archive: its directory and the local headers (APPNOTE.TXT, section 4.3)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

STORED = 0
DEFLATED = 8

LOCAL_SIGNATURE = b"PK\x03\x04"
ENTRY_SIGNATURE = b"PK\x01\x02"

_LOCAL = struct.Struct("<4s2xHH4xIIIHH")
_ENTRY = struct.Struct("<4s4xHH4xIIIHHH8xI")
_END = struct.Struct("<4s8xII2x")
_END_64 = struct.Struct("<4s36xQQ")
_LOCATOR_64 = struct.Struct("<4s4xQ4x")
_LONGEST_COMMENT = 0xFFFF
_TOO_LARGE = 0xFFFFFFFF
_ZIP_64 = 1

_ENCRYPTED = 1
_SIZES_AFTERWARDS = 1 << 3
_NAME_IS_UTF_8 = 1 << 11


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: where its local header is, and what is said about its content.

    Sizes in bytes, `checksum` is the CRC-32 of the content. Those three are None where they follow the
    content and no directory repeats them.
    """

    name: str
    header_at: int
    method: int
    encrypted: bool
    compressed_size: int | None
    size: int | None
    checksum: int | None


class NoDirectoryError(Exception):
    """The directory at the end of an archive is missing or does not hold together."""


def directory(file: BinaryIO) -> Iterator[Member]:
    """Yield what the directory lists, read as it goes; raises NoDirectoryError where that fails."""
    try:
        position, size = _directory_place(file)
        end = position + size
        go_to(file, position)
        while file.tell() < end:
            yield _entry(file)
    except EOFError as error:
        raise NoDirectoryError from error


def _directory_place(file: BinaryIO) -> tuple[int, int]:
    """Return where the directory starts and its length; raises EOFError where there is none."""
    length = file.seek(0, 2)
    tail_at = max(0, length - _LONGEST_COMMENT - _END.size)
    file.seek(tail_at)
    tail = file.read()
    index = tail.rfind(b"PK\x05\x06")
    if index < 0 or len(tail) - index < _END.size:
        raise EOFError
    _, size, position = _END.unpack_from(tail, index)
    locator_at = tail_at + index - _LOCATOR_64.size
    if locator_at >= 0:
        signature, end_at = read_record(_LOCATOR_64, file, locator_at)
        if signature == b"PK\x06\x07":
            signature, size, position = read_record(_END_64, file, end_at)
            if signature != b"PK\x06\x06":
                raise EOFError
    if position + size > length:
        raise EOFError
    return position, size


def _entry(file: BinaryIO) -> Member:
    """Return the directory entry at which the file stands, and leave the file after it."""
    signature, flags, method, checksum, compressed, size, *lengths, header_at = read_record(_ENTRY, file)
    if signature != ENTRY_SIGNATURE:
        raise EOFError
    name = read_exactly(file, lengths[0])
    extra = read_exactly(file, lengths[1])
    read_exactly(file, lengths[2])
    size, compressed, header_at = _enlarged((size, compressed, header_at), extra)
    return Member(
        name=_name(name, flags),
        header_at=header_at,
        method=method,
        encrypted=bool(flags & _ENCRYPTED),
        compressed_size=compressed,
        size=size,
        checksum=checksum,
    )


def local_member(file: BinaryIO, header_at: int) -> Member:
    """Return the file whose local header stands here; raises EOFError where there is none."""
    signature, flags, method, checksum, compressed, size, *lengths = read_record(_LOCAL, file, header_at)
    if signature != LOCAL_SIGNATURE:
        raise EOFError
    name = read_exactly(file, lengths[0])
    size, compressed = _enlarged((size, compressed), read_exactly(file, lengths[1]))
    unknown = bool(flags & _SIZES_AFTERWARDS)
    return Member(
        name=_name(name, flags),
        header_at=header_at,
        method=method,
        encrypted=bool(flags & _ENCRYPTED),
        compressed_size=None if unknown else compressed,
        size=None if unknown else size,
        checksum=None if unknown else checksum,
    )


def content_start(file: BinaryIO, header_at: int) -> int:
    """Return where the content after a local header begins; raises EOFError where there is no header."""
    signature, *_, name_length, extra_length = read_record(_LOCAL, file, header_at)
    if signature != LOCAL_SIGNATURE:
        raise EOFError
    return header_at + _LOCAL.size + int(name_length) + int(extra_length)


# Any: a field is bytes or int as the format says, which a type cannot express
def read_record(layout: struct.Struct, file: BinaryIO, position: int | None = None) -> tuple[Any, ...]:
    """Return the fields of a record at a position, or where the file stands; EOFError if it is cut."""
    if position is not None:
        go_to(file, position)
    return layout.unpack(read_exactly(file, layout.size))


def go_to(file: BinaryIO, position: int) -> None:
    """Seek a position that the archive names; raises EOFError where no file can have it."""
    try:
        file.seek(position)
    except (OSError, OverflowError, ValueError) as error:
        raise EOFError from error


def read_exactly(file: BinaryIO, size: int) -> bytes:
    """Return the next `size` bytes; raises EOFError where there are fewer."""
    content = file.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _enlarged(values: tuple[int, ...], extra: bytes) -> tuple[int, ...]:
    """Return sizes and offset with those that do not fit 32 bits out of the zip64 field (4.5.3)."""
    wide = _zip_64_numbers(extra)
    return tuple(next(wide, value) if value == _TOO_LARGE else value for value in values)


def _zip_64_numbers(extra: bytes) -> Iterator[int]:
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        position += 4
        if kind == _ZIP_64:
            field = extra[position : position + length]
            yield from (number for (number,) in struct.iter_unpack("<Q", field[: len(field) // 8 * 8]))
            return
        position += length


def _name(raw: bytes, flags: int) -> str:
    return raw.decode("utf-8" if flags & _NAME_IS_UTF_8 else "cp437", errors="replace")
