"""The proof that an entry is in a log, and the JSON object in which it is given to others."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from store.seal.hashing import HASH_BYTES, leaf_hash
from store.seal.head import Head
from store.seal.proofs import root_by_inclusion

PROOF_FORMAT = "gridtrail-inclusion-proof/1"

_DEEPEST_PATH = 64
"""More steps than a log of any size has."""

_LARGEST = 1 << _DEEPEST_PATH


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The proof that an entry is in a log: its bytes, its place, and the hashes that lead to the root of the head."""

    content: bytes
    index: int
    head: Head
    path: tuple[bytes, ...]

    @property
    def leads_to_head(self) -> bool:
        """Whether the hashes lead from the entry to the head that stands beside them."""
        return root_by_inclusion(leaf_hash(self.content), self.index, self.head.size, self.path) == self.head.root


def proof_object(uid: str, proof: Inclusion) -> dict[str, object]:
    """Return a proof of the event of a uid as it is written to a file."""
    return {
        "format": PROOF_FORMAT,
        "uid": uid,
        "index": proof.index,
        "size": proof.head.size,
        "root": proof.head.root.hex(),
        "path": [one.hex() for one in proof.path],
        "entry_base64": b64encode(proof.content).decode(),
    }


def read_proof(text: bytes) -> Inclusion:
    """Return the proof that the bytes of a file are; ValueError says what is wrong with it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is not JSON") from error
    if not isinstance(found, dict) or found.get("format") != PROOF_FORMAT:
        raise ValueError(f'it has no "format": "{PROOF_FORMAT}", as gridtrail prove writes it')
    path = found.get("path")
    if not isinstance(path, list) or len(path) > _DEEPEST_PATH:
        raise ValueError('its "path" is no list of hashes')
    head = Head(_number(found, "size"), _hash(found.get("root"), "root"))
    hashes = tuple(_hash(one, "path") for one in path)
    return Inclusion(_content(found), _number(found, "index"), head, hashes)


def _number(found: Mapping[str, object], key: str) -> int:
    number = found.get(key)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < _LARGEST:
        raise ValueError(f'its "{key}" is no whole number, or too large for one')
    return number


def _hash(text: object, key: str) -> bytes:
    try:
        read = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        read = b""
    if len(read) != HASH_BYTES:
        raise ValueError(f'in its "{key}" stands what is no hash of {HASH_BYTES} bytes in hexadecimal')
    return read


def _content(found: Mapping[str, object]) -> bytes:
    text = found.get("entry_base64")
    try:
        return b64decode(text if isinstance(text, str) else "?", validate=True)
    except ValueError as error:
        raise ValueError('its "entry_base64" is no base64') from error
