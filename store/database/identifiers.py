"""Identifiers packed for the database: a canonical UUID takes 17 bytes instead of 36 characters."""

import re
from uuid import UUID

_CANONICAL_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch
_UUID, _TEXT = b"\x00", b"\x01"


def packed(identifier: str) -> bytes:
    """Return the bytes an identifier is stored as; any text packs, and only equal texts pack equally."""
    if _CANONICAL_UUID(identifier):
        return _UUID + bytes.fromhex(identifier.replace("-", ""))
    return _TEXT + identifier.encode("utf-8", "surrogatepass")


def unpacked(stored: bytes) -> str:
    """Return the identifier that was packed."""
    if stored[:1] == _UUID:
        return str(UUID(bytes=stored[1:]))
    return stored[1:].decode("utf-8", "surrogatepass")
