"""Readers of audit logs: JSON in its forms, one entry, what it is packed in, and the import of all of it."""

import io
import json
import tempfile
from functools import cache
from pathlib import Path

import msgspec

from store.database.opening import open_store
from store.diff.summary import summary
from store.errors import StoreError
from store.exchange.entries.json_entries import Found, json_entries
from store.exchange.importing import Import
from store.exchange.rejects import Rejected
from store.exchange.sources.finding import Limits, sources
from store.model.event import Entry, EntryError, read_entry
from store.model.snapshot import recognised
from store.model.texts.entry_faults import checked_entry
from store.model.timeline import StoreKind
from tests.fuzz.target import Target, demand_sentence, file_of
from tests.importing.packed import read_all

LIMITS = Limits(entry_bytes=2000, source_bytes=1 << 20, ratio_free_bytes=1 << 18, members=20)
"""Small enough that small inputs reach them."""

JSON_WORDS = (b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b"null", b"-1e9", b"\xef\xbb\xbf", b"\\ud800")
ENTRY_WORDS = (
    b'"uid":"u"',
    b'"type":"version.submitted"',
    b'"created_ts":"2026-03-25T12:00:00Z"',
    b'"data":{}',
    b'"before":',
    b'"after":',
    b'"version":3',
    b'"spec":{"series":[',
    b'"reason_codes":[{"code":"A01"}]',
)


def hold_entries(content: bytes) -> None:
    """Demand everything, found or rejected, however it is read; what is JSON comes out of an array again."""
    pieces = list(json_entries(io.BytesIO(content), LIMITS))
    assert list(json_entries(io.BytesIO(content), LIMITS, chunk_bytes=7)) == pieces
    for piece in pieces:
        assert 1 <= piece.line <= content.count(b"\n") + 1
        assert isinstance(piece, Found) or piece.reason
    found = [piece.content for piece in pieces if isinstance(piece, Found)]
    assert all(len(one) <= LIMITS.entry_bytes for one in found)
    whole = [one for one in found if _is_json(one)]
    again = list(json_entries(io.BytesIO(b"[" + b",\n".join(whole) + b"]"), LIMITS))
    assert [one.content for one in again] == whole


def _is_json(content: bytes) -> bool:
    try:
        msgspec.json.Decoder(msgspec.Raw).decode(content)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


def hold_entry(content: bytes) -> None:
    """Demand an entry or one sentence; the quick way and the careful one agree, and its states can be read."""
    entry = _entry(content)
    if entry is None:
        return
    assert entry.uid
    assert entry.type
    for again in (checked_entry(content), read_entry(json.dumps(dict(entry.given)).encode())):
        assert (again.whole, again.fields) == (entry.whole, entry.fields)
    summary(entry.type, entry.before, entry.after, entry.metadata)
    for state in (entry.before, entry.after):
        for series in recognised(state, entry.type).series:
            assert all(isinstance(amount, float) for amount in series.amounts.values())


def _entry(content: bytes) -> Entry | None:
    try:
        return read_entry(content)
    except EntryError as error:
        demand_sentence(error)
        return None


def hold_source(content: bytes) -> None:
    """Demand content as far as it is sound, then one sentence; the same out of a file and out of a pipe."""
    with file_of(content) as path:
        from_file = read_all(sources([str(path)], LIMITS))
    from_pipe = read_all(sources(["-"], LIMITS, io.BytesIO(content)))
    assert from_pipe[0] == from_file[0]
    assert len(from_pipe[1]) == len(from_file[1])
    assert all(from_file[1])


@cache
def _empty_store() -> bytes:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "empty.db"
        open_store(str(path), create=StoreKind.SANDBOX).close()
        return path.read_bytes()


def hold_import(content: bytes) -> None:
    """Demand that all of it goes in or is rejected with a reason; that its seal holds, and that once is enough."""
    with file_of(content) as path:
        target = path.with_name("store.db")
        target.write_bytes(_empty_store())
        store = open_store(str(target))
        rejected: list[Rejected] = []
        try:
            first = Import(store, reject=rejected.append, limits=LIMITS).run([str(path)])
            assert first.rejected == len(rejected)
            assert all(one.reason for one in rejected)
            assert store.facts().events == first.added == len(list(store.contents()))
            assert store.sealed.verify().broken is None
            assert not store.check()
            again = Import(store, reject=rejected.append, limits=LIMITS).run([str(path)])
            assert again.added == 0
        except StoreError as error:
            demand_sentence(error)
        finally:
            store.close()


PACKED_WORDS = (
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"\x50\x2a\x4d\x18",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
    b"PK\x07\x08",
    b"\xff\xff\xff\xff",
    b"a.json",
)

TARGETS = (
    Target("entries", hold_entries, (*JSON_WORDS, *ENTRY_WORDS, b'{"logs":[')),
    Target("entry", hold_entry, (*JSON_WORDS, *ENTRY_WORDS)),
    Target("source", hold_source, PACKED_WORDS),
    Target("import", hold_import, (*JSON_WORDS, *ENTRY_WORDS, *PACKED_WORDS)),
)
