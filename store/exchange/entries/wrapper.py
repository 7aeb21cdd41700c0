"""Answers of an API as they come: an object around the array of entries."""

import re
from collections.abc import Iterator

from store.exchange.entries.nesting import MEMBER, OBJECT, VALUE

LOOKAHEAD_BYTES = 1 << 18
"""How far into an object the array of entries is looked for, and the keys of its first element."""

_ENTRY_KEYS = frozenset({b"uid", b"type"})
_ARRAY_START = re.compile(rb"\[\s*+(?=([\]{]))")


def wrapped_array(buffer: bytes, start: int, end: int) -> int | None:
    """Return where the array of entries begins in the object at `start`, None if it wraps none.

    It is the value of the first key that holds objects with a `uid` and a `type`, else the first that
    is empty: a page without entries. An object with `uid` and `type` of its own is an entry. Where the
    bytes up to `end` do not show the whole first element, it is taken for an entry.
    """
    keys = set()
    array = empty = None
    for key, at in _members(buffer, start, end):
        keys.add(key)
        match = _ARRAY_START.match(buffer, at, end)
        if match and match[1] == b"]":
            empty = at if empty is None else empty
        elif match and array is None and _looks_like_entry(buffer, match.end(), end, start):
            array = at
    if keys >= _ENTRY_KEYS:
        return None
    return empty if array is None else array


def _looks_like_entry(buffer: bytes, at: int, end: int, start: int) -> bool:
    cut_off = end - start >= LOOKAHEAD_BYTES and not OBJECT.match(buffer, at, end)
    return cut_off or {key for key, _ in _members(buffer, at, end)} >= _ENTRY_KEYS


def _members(buffer: bytes, start: int, end: int) -> Iterator[tuple[bytes, int]]:
    """Yield key and offset of the value for the members of an object, as far as they can be followed."""
    position = start + 1
    while member := MEMBER.match(buffer, position, end):
        yield member[1][1:-1], member.end()
        value = VALUE.match(buffer, member.end(), end)
        if not value:
            return
        position = value.end()
