"""The hashes of the tree: SHA-256 with a byte before that tells leaf from node (RFC 9162, section 2.1.1)."""

from hashlib import sha256

HASH_BYTES = 32

NO_HASH = bytes(HASH_BYTES)
"""Stands where there is no hash; none is like it."""

EMPTY_ROOT = sha256().digest()
"""The root of a tree without a leaf."""


def leaf_hash(content: bytes) -> bytes:
    """Return the hash of an entry's own bytes as a leaf."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def left_size(size: int) -> int:
    """Return how many of `size` leaves, at least two, stand left of the top: the largest power of two below."""
    half: int = 1 << ((size - 1).bit_length() - 1)
    return half
