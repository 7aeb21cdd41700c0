"""Export and import are inverse: the same entries, byte for byte, in append order."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database.store import Store
from store.exchange.entries.json_entries import Found, json_entries
from store.exchange.exporting import lines
from store.exchange.importing import Import
from tests.support.laws import examples

json_value = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
WHITE = st.text(" \t\n\r", max_size=3).map(str.encode)


@st.composite
def spelled_entries(draw: st.DrawFn) -> list[bytes]:
    """Draw entries as others may write them: odd spacing, unknown and doubled keys, endless integers."""
    found = []
    for index in range(draw(st.integers(0, 6))):
        known = [
            f'"uid":"u{index}"'.encode(),
            b'"type":"version.submitted"',
            b'"created_ts":"2026-03-25T12:00:00.000Z"',
            b'"data":' + json.dumps({"before": draw(json_value), "after": None}).encode(),
            b'"big":' + str(draw(st.integers(-(10**40), 10**40))).encode(),
            b'"twice":1',
            b'"twice":' + json.dumps(draw(st.text(max_size=5))).encode(),
        ]
        parts = draw(st.permutations(known))
        found.append(b"{" + draw(WHITE) + (draw(WHITE) + b"," + draw(WHITE)).join(parts) + draw(WHITE) + b"}")
    return found


def imported(store: Store, path: Path, content: bytes) -> list[bytes]:
    path.write_bytes(content)
    result = Import(store, reject=lambda _: None).run([str(path)])
    assert result.rejected == 0
    return list(store.contents())


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spelled_entries(), st.booleans())
def test_export_of_an_import_gives_the_same_entries(
    tmp_path: Path, new_store: Callable[[], Store], entries: list[bytes], as_array: bool
) -> None:
    one, other = new_store(), new_store()
    if as_array:
        file = b"[" + b",\n".join(entries) + b"]"
        assert imported(one, tmp_path / "in.json", file) == entries
    else:
        one.append(entries, origin="law")
    exported = b"".join(lines(one.contents()))
    assert imported(other, tmp_path / "out.jsonl", exported) == entries
    assert b"".join(lines(other.contents())) == exported


def test_entries_of_many_lines_stand_between_those_of_one() -> None:
    entries = [b'{"a":1}', b'{\n "a":\n{"b":[{"ts":1}]}\n}', b'{"a":2}', b"{\n}", b'{"a":3}']
    read = json_entries(BytesIO(b"".join(lines(entries))))
    assert [piece.content for piece in read if isinstance(piece, Found)] == entries
