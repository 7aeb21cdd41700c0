"""How much of a hostile or damaged input is taken in, and the error it is refused with."""

from dataclasses import dataclass

from store.errors import StoreError

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What an input may ask for; all sizes in bytes. docs/limits.md lists them for users.

    `entry_bytes` bounds one entry. `source_bytes` bounds the content of one compressed file or archive
    member after decompression. `zip_ratio` is how many times its compressed size that content may have,
    once it is larger than `ratio_free_bytes` (small content compresses as well as it likes). `members`
    is how many files an archive may hold. `message_bytes` bounds one TSO message, `quarter_hours` how
    many its series may expand to together. `compared_bytes` bounds a JSON file that is compared.
    """

    entry_bytes: int = 64 * MEBIBYTE
    source_bytes: int = 64 * GIBIBYTE
    zip_ratio: int = 500
    ratio_free_bytes: int = 64 * MEBIBYTE
    members: int = 100_000
    message_bytes: int = 64 * MEBIBYTE
    quarter_hours: int = 1_000_000
    compared_bytes: int = 200 * MEBIBYTE


DEFAULT_LIMITS = Limits()
"""Limits that no honest export of an audit log comes near."""


class SourceError(StoreError):
    """A file, folder, archive or stream cannot be read, or not to its end; the text names it."""


def set_by(name: str) -> str:
    """Return what is said behind the sentence that something goes beyond a limit: where one changes it."""
    return f"(limits.{name} in the settings)"


def size_in_words(size: int) -> str:
    """Return a size in bytes as a person writes it: `64 MiB`, `1.5 GiB`, `200 bytes`."""
    for unit, word in ((GIBIBYTE, "GiB"), (MEBIBYTE, "MiB")):
        if size >= unit:
            return f"{size / unit:.4g} {word}"
    return f"{size} bytes"
