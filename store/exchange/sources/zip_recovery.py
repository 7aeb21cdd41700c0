"""The files of a zip archive whose directory is lost, found one after another from its start."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from store.exchange.sources.compressed import Inflater
from store.exchange.sources.stream import Stretch
from store.exchange.sources.zip_layout import (
    DEFLATED,
    LOCAL_SIGNATURE,
    Member,
    content_start,
    go_to,
    local_member,
)

# The longest record between a content and the next header (APPNOTE.TXT, 4.3.9) and its signature.
_DESCRIPTOR_BYTES = 24


def local_members(file: BinaryIO) -> Iterator[Member]:
    """Yield the files that local headers announce, the last of which may be cut off.

    A size that stands only after the content is found by inflating it; where it cannot be found, that
    file is the last.
    """
    position: int | None = 0
    while position is not None:
        try:
            member = local_member(file, position)
            start = content_start(file, position)
        except EOFError:
            return
        if member.compressed_size is None and member.method == DEFLATED:
            member = replace(member, compressed_size=_inflated_length(file, start))
        yield member
        position = None
        if member.compressed_size is not None:
            position = _next_header(file, start + member.compressed_size)


def _inflated_length(file: BinaryIO, start: int) -> int | None:
    """Return how many bytes a deflate stream takes; None where it is cut off or damaged."""
    stretch = Stretch(file, start)
    inflater = Inflater()
    try:
        for piece in stretch:
            for _ in inflater.blocks(piece):
                pass
            if inflater.ended:
                return stretch.taken - len(inflater.unused)
    except zlib.error:
        return None
    return None


def _next_header(file: BinaryIO, position: int) -> int | None:
    """Return where the next local header is, past a record of sizes that may stand between."""
    try:
        go_to(file, position)
    except EOFError:
        return None
    ahead = file.read(_DESCRIPTOR_BYTES + len(LOCAL_SIGNATURE))
    found = ahead.find(LOCAL_SIGNATURE)
    return position + found if found >= 0 else None
