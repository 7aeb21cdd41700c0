"""Identifiers packed for the database: a canonical UUID takes 17 bytes instead of 36 characters."""

import re

_CANONICAL_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch
_UUID, TEXT_PACKED = b"\x00", b"\x01"
"""What the bytes of a UUID begin with, and those of any other text."""

_ANY_UUID = "00000000-0000-0000-0000-000000000000"


def packed(identifier: str) -> bytes:
    """Return the bytes an identifier is stored as; any text packs, and only equal texts pack equally."""
    if _CANONICAL_UUID(identifier):
        return _UUID + bytes.fromhex(identifier.replace("-", ""))
    return TEXT_PACKED + identifier.encode("utf-8", "surrogatepass")


def unpacked(stored: bytes) -> str:
    """Return the identifier that was packed."""
    if stored[:1] == _UUID:
        # a page of the timeline has a hundred of them, and the class takes three times as long
        digits = stored.hex()
        return f"{digits[2:10]}-{digits[10:14]}-{digits[14:18]}-{digits[18:22]}-{digits[22:]}"
    return stored[1:].decode("utf-8", "surrogatepass")


def packed_ranges(prefix: str) -> list[tuple[bytes, bytes]]:
    """Return where all identifiers lie that begin with a text: from a first one on, up to before a last one."""
    text = TEXT_PACKED + prefix.encode("utf-8", "surrogatepass")
    ranges = [(text, _following(text))]
    if _CANONICAL_UUID(prefix + _ANY_UUID[len(prefix) :]):
        digits = prefix.replace("-", "")
        first, last = (bytes.fromhex(digits + digit * (32 - len(digits))) for digit in "0f")
        ranges.append((_UUID + first, _following(_UUID + last)))
    return ranges


def _following(stored: bytes) -> bytes:
    """Return the first bytes that come after all that begin with these."""
    kept = stored.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1])
