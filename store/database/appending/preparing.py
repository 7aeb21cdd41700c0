"""All that the store reads out of an entry's bytes, as values that travel from one process to another."""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from store.database.appending.compressing import compressor_with
from store.database.identifiers import packed
from store.diff.summary import summary
from store.model.event import Entry, EntryError, read_entry
from store.model.schedules.facts import Facts, facts
from store.model.simulated import is_simulated
from store.model.texts.tolerant import LONGEST_BYTES, LONGEST_TEXT, storable, text_of
from store.query.traits import traits_of

LONGEST_KEY = 300


class MessageRecord(NamedTuple):
    """The identity of a message that entries were made of: its key, its own id and a digest of it."""

    key: str
    id: str
    digest: str


class EventWords(NamedTuple):
    """The texts of an event that the store keeps as words, by the column that refers to each."""

    type_id: str
    user_id: str | None
    status_from_id: str | None
    status_to_id: str | None
    level_id: str | None
    reasons_id: str | None
    paths_id: str | None


class EventAmounts(NamedTuple):
    """What an event changed in numbers, by the column that holds each; None is none."""

    quarter_hours: int | None
    largest_delta_mw: float | None
    delta_mwh: float | None
    series: int | None


class Prepared(msgspec.Struct, frozen=True, array_like=True):
    """All that is read out of an entry; identifiers as they are stored.

    `simulated` is what it says of itself; what an older program simulated does not. `compressed` are its bytes
    as they are stored, where they were compressed ahead.
    """

    uid: bytes
    words: EventWords
    series_uid: bytes | None
    request_id: bytes | None
    amounts: EventAmounts
    facts: Facts
    message: MessageRecord | None
    simulated: bool
    traits: int
    compressed: bytes | None = None


Read = Prepared | str
"""What was read out of bytes: all of an entry, or in one sentence why they are none."""


def read_all(contents: Sequence[bytes], dictionary: bytes = b"") -> list[Read]:
    """Return what each of these bytes hold, compressed too where a dictionary is given."""
    compress = compressor_with(dictionary).compress if dictionary else None
    return [_read(content, compress) for content in contents]


def _read(content: bytes, compress: Callable[[bytes], bytes] | None) -> Read:
    try:
        found = prepared(content, compress)
    except EntryError as error:
        return str(error)
    # a rebuild takes what a store has, whatever was allowed when it came
    if len(found.uid) > LONGEST_BYTES:
        return f"not an audit entry: a uid of more than {LONGEST_BYTES} bytes"
    return found


def prepared(content: bytes, compress: Callable[[bytes], bytes] | None = None) -> Prepared:
    """Return what is stored of an entry; raises EntryError when the bytes are none."""
    entry = read_entry(content)
    if max(len(entry.uid), len(entry.type)) > LONGEST_TEXT:
        raise EntryError(f"not an audit entry: a uid or type of more than {LONGEST_TEXT} characters")
    found = summary(entry.type, entry.before, entry.after, entry.metadata)
    said = facts(entry)
    request_id = entry.request_id
    return Prepared(
        packed(entry.uid),
        EventWords(
            storable(entry.type),
            _kept(entry.user_uid or entry.api_client_id),
            _kept(found.status_from),
            _kept(found.status_to),
            _kept(found.acceptance_level),
            _joined(found.reason_codes, ""),
            _joined(found.paths, "_"),
        ),
        packed(said.series_uid) if said.series_uid else None,
        _found_by(request_id) if request_id else None,
        EventAmounts(
            found.quarter_hours or None,
            found.largest_delta_mw or None,
            found.delta_mwh or None,
            found.series or None,
        ),
        said,
        _message(entry),
        is_simulated(entry.metadata),
        traits_of(entry),
        compress(content) if compress else None,
    )


def _message(entry: Entry) -> MessageRecord | None:
    """Return the identity of the message that an entry is the primary one of; None for all others."""
    message = entry.metadata.get("message") if isinstance(entry.metadata, dict) else None
    if not isinstance(message, dict):
        return None
    key, digest = text_of(message.get("key")), text_of(message.get("digest"))
    if not key or not digest:
        return None
    return MessageRecord(message_key(key), storable(text_of(message.get("id")) or key), storable(digest))


def message_key(key: str) -> str:
    """Return the key of a message as it is stored: a very long one as a digest of it."""
    if len(key) < LONGEST_KEY:
        return storable(key)
    return "sha256:" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _found_by(identifier: str) -> bytes:
    """Return an identifier that an index is on as it is stored: of a very long one the beginning."""
    return packed(identifier if len(identifier) <= LONGEST_BYTES // 4 else storable(identifier))


def _kept(text: str | None) -> str | None:
    return storable(text) if text else None


@lru_cache(maxsize=4096)
def _joined(texts: tuple[str, ...], gap: str) -> str | None:
    """Return texts as one word, parted at blanks; a blank inside of one is left out, or filled with `gap`."""
    return storable(" ".join([gap.join(text.split()) for text in texts])) or None
