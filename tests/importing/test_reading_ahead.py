"""Entries read ahead by other processes: the same entries in the same order, whoever read them."""

import os
import signal
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.database.appending.ahead import Readers
from store.database.appending.beside import Helper
from store.database.appending.compressing import compressor_with
from store.database.appending.preparing import read_all
from store.database.store import Store
from store.exchange.importing import Import
from store.exchange.rejects import Rejected
from store.model.event import Entry, EntryError, read_entry
from store.model.texts.entry_faults import checked_entry
from tests.support.entries import encoded, entry, life, submitted

ODD = [
    encoded(entry("odd", 1, user_uid="\ud800", time_series_uid="\udfff")),
    encoded(entry("odd", 2, after={"schedule_uid": "x\ud800", "acceptance_level": 10**30}, metadata=float("nan"))),
    b'{"uid": "a", "type": "t", "created_ts": "yesterday", "data": {}}',
    b"{} ",
    b"",
]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
KEYS = ("uid", "type", "created_ts", "data", "org_uid", "user_uid", "version", "odd")


def outcome(read: Callable[[bytes], Entry], content: bytes) -> str:
    """Return what reading gives, as text: NaN is not equal to itself."""
    try:
        found = read(content)
        return repr((found.whole, found.fields))
    except EntryError as error:
        return str(error)


def test_pieces_come_in_order_with_what_they_hold_whoever_read_them() -> None:
    whole = [encoded(one) for one in life()] + [encoded(submitted(one, one)) for one in range(1, 300)]
    pieces = [(number, [*whole[number : number + 7], *ODD[: number % 6]]) for number in range(0, len(whole), 7)]
    with Readers(2, read_here=20) as readers:
        found = list(readers.read(iter(pieces), itemgetter(1)))
    assert found == [(piece, read_all(piece[1])) for piece in pieces]


def test_what_a_helper_that_has_died_was_to_read_is_read_here() -> None:
    contents = [encoded(one) for one in life()] * 200
    helper = Helper()
    assert list(helper.read(contents)) == read_all(contents)
    os.kill(helper.pid, signal.SIGKILL)
    assert list(helper.read(contents)) == read_all(contents)
    helper.close()


def test_a_helper_ends_with_the_one_that_asks_and_not_at_ctrl_c() -> None:
    helper = Helper()
    assert list(helper.read(ODD)) == read_all(ODD)
    os.kill(helper.pid, signal.SIGINT)
    assert list(helper.read(ODD)) == read_all(ODD)
    helper.close()
    with pytest.raises(ProcessLookupError):
        os.kill(helper.pid, 0)


@pytest.mark.both_databases
def test_a_large_import_keeps_order_and_names_the_line_of_what_it_rejects(store: Store, tmp_path: Path) -> None:
    entries = [encoded(submitted(1, number, f"s{number % 50}")) for number in range(6000)]
    lines = [
        line for number, one in enumerate(entries) for line in ([one, b"{broken}"] if number % 1500 == 7 else [one])
    ]
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"\n".join([*lines, entries[0], entries[5999]]) + b"\n")
    rejected: list[Rejected] = []
    store.append(entries[:1500], origin="so that the store has a dictionary, by which helpers compress")
    result = Import(store, reject=rejected.append).run([str(path)])
    assert (result.added, result.known, result.rejected) == (4500, 1502, 4)
    assert [one.line for one in rejected] == [9, 1510, 3011, 4512]
    assert list(store.contents()) == entries


@pytest.mark.both_databases
def test_helpers_compress_as_the_store_does(store: Store) -> None:
    entries = [encoded(submitted(1, number, f"s{number % 50}")) for number in range(1500)]
    store.append(entries, origin="test")
    helper = Helper()
    read = helper.read([*entries, b"{}"], store.dictionary())
    helper.close()
    frames = [one if isinstance(one, str) else one.compressed for one in read]
    compress = compressor_with(store.dictionary()).compress
    assert frames == [*map(compress, entries), "not an audit entry: the key 'uid' is missing"]


@given(st.dictionaries(st.sampled_from(KEYS), VALUES), st.binary(max_size=2), st.integers(0, 300))
def test_the_short_way_of_reading_gives_what_the_careful_one_gives(
    keys: dict[str, object], junk: bytes, place: int
) -> None:
    content = encoded({**entry("odd"), **keys})
    for one in (content, content[:place] + junk + content[place:]):
        assert outcome(read_entry, one) == outcome(checked_entry, one)


@pytest.mark.parametrize("levels", [1, 46, 47, 48, 49, 197, 198, 199, 1500])
def test_what_has_many_brackets_is_read_the_short_way_where_it_is_not_deep(levels: int) -> None:
    state = f'{"[" * levels}"}}"{"]" * levels}'
    content = encoded(entry("odd", after="HERE")).replace(b'"HERE"', f"[{', '.join([state] * 201)}]".encode())
    assert outcome(read_entry, content) == outcome(checked_entry, content)
