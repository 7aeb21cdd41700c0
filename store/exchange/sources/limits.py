"""How much of a hostile or damaged input is taken in, and the error it is refused with."""

from dataclasses import dataclass

from store.errors import StoreError

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What an input may ask for; all sizes in bytes.

    `entry_bytes` bounds one entry. `source_bytes` bounds the content of one compressed file or archive
    member after decompression. `zip_ratio` is how many times its compressed size that content may have,
    once it is larger than `ratio_free_bytes` (small content compresses as well as it likes). `members`
    is how many files an archive may hold.
    """

    entry_bytes: int = 64 * MEBIBYTE
    source_bytes: int = 64 * GIBIBYTE
    zip_ratio: int = 500
    ratio_free_bytes: int = 64 * MEBIBYTE
    members: int = 100_000


DEFAULT_LIMITS = Limits()
"""Limits that no honest export of an audit log comes near."""


class SourceError(StoreError):
    """A file, folder, archive or stream cannot be read, or not to its end; the text names it."""


def size_in_words(size: int) -> str:
    """Return a size in bytes as a person writes it: `64 MiB`, `1.5 GiB`, `200 bytes`."""
    for unit, word in ((GIBIBYTE, "GiB"), (MEBIBYTE, "MiB")):
        if size >= unit:
            return f"{size / unit:.4g} {word}"
    return f"{size} bytes"
