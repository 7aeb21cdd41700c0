"""Laws of taking JSON apart: nothing is changed, lost or dependent on how it is read."""

import io
import json
import re
from collections.abc import Sequence
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.exchange.entries.json_entries import Found, json_entries
from store.exchange.sources.limits import Limits
from tests.importing.json_pieces import A, B, pieces, rejects
from tests.support.laws import examples


class Trickle(io.RawIOBase):
    """A stream that gives what it holds in reads of odd sizes."""

    def __init__(self, content: bytes, sizes: Sequence[int]) -> None:
        self._content = io.BytesIO(content)
        self._sizes = list(sizes)
        self._turn = 0

    def readable(self) -> bool:
        return True

    # the base class allows None, which only a non-blocking stream gives
    def read(self, size: int = -1) -> bytes:
        self._turn += 1
        most = self._sizes[self._turn % len(self._sizes)]
        return self._content.read(min(size, most) if size >= 0 else most)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
entries = st.dictionaries(st.text(max_size=5), values, max_size=4).map(lambda more: {**more, "uid": "u", "type": "t"})
chunks = st.integers(1, 80)
read_sizes = st.lists(st.integers(1, 60), min_size=1, max_size=5)


# Any: an entry is any JSON object
def serialised(entry: dict[str, Any], indent: int | None) -> bytes:
    """Return an entry as JSON, with whatever text it holds escaped or, in one of two cases, as it is."""
    as_it_is = len(entry) % 2 == 0
    return json.dumps(entry, indent=indent, ensure_ascii=not as_it_is).encode("utf-8", "surrogatepass")


@settings(max_examples=examples(75), deadline=None)
@given(
    objects=st.lists(entries, max_size=6),
    form=st.sampled_from(["lines", "array", "wrapper", "one after another", "arrays"]),
    indent=st.sampled_from([None, 0, 2]),
    head=st.sampled_from([b"", b"\xef\xbb\xbf", b"\r\n"]),
    chunk_bytes=chunks,
    sizes=read_sizes,
)
def test_whatever_the_form_entries_come_out_byte_for_byte_in_order(
    *, objects: list[dict[str, Any]], form: str, indent: int | None, head: bytes, chunk_bytes: int, sizes: list[int]
) -> None:
    parts = [serialised(one, None if form == "lines" else indent) for one in objects]
    glue = b"," if indent is None else b",\n" + b" " * indent
    content = (
        head
        + {
            "lines": b"\n".join(parts),
            "array": b"[" + glue.join(parts) + b"]",
            "wrapper": b'{"next":null,"logs":[' + glue.join(parts) + b'],"total":3}',
            "one after another": b"\n".join(parts) + b"\n",
            "arrays": b"".join(b"[" + part + b"]\n" for part in parts),
        }[form]
    )
    # a trickle reads as a binary file does, without being one by name
    stream: Any = Trickle(content, sizes)
    result = list(json_entries(stream, chunk_bytes=chunk_bytes))
    assert [piece.content for piece in result] == parts
    assert all(isinstance(piece, Found) for piece in result)
    position = 0
    for piece in result:
        position = content.index(piece.content, position)
        assert piece.line == content.count(b"\n", 0, position) + 1
        position += len(piece.content)


fragments = st.sampled_from(
    [A, B, *b'{ } [ ] " \\ , :'.split(), b"\n", b" ", b"\r\n", b"\xff", b"\0", b"\xef\xbb\xbf", b"null"]
) | st.sampled_from([b'"uid":1', b'"type":2', b'{"a":[', b"]}", b"\n{", b'"x":[{'])
hostile = st.lists(fragments, max_size=25).map(b"".join) | st.binary(max_size=60)


@settings(max_examples=examples(100), deadline=None)
@given(hostile, chunks, read_sizes, st.sampled_from([10, 40, 1000]))
def test_any_bytes_are_taken_apart_the_same_way_however_they_are_read(
    content: bytes, chunk_bytes: int, sizes: list[int], entry_bytes: int
) -> None:
    limits = Limits(entry_bytes=entry_bytes)
    stream: Any = Trickle(content, sizes)
    in_one_go = list(json_entries(io.BytesIO(content), limits))
    assert list(json_entries(stream, limits, chunk_bytes)) == in_one_go
    assert all(len(piece.content) <= entry_bytes for piece in in_one_go if isinstance(piece, Found))


@settings(max_examples=examples(80), deadline=None)
@given(hostile)
def test_nothing_is_dropped_without_a_word(content: bytes) -> None:
    assume(not re.search(rb":\s*\[", content))
    glue = bytes.maketrans(b"\xef\xbb\xbf\r\n\t ,[]", b" " * 10)
    kept = b"".join(piece.content for piece in pieces(content))
    assume(b"not UTF-8" not in b"".join(piece.reason.encode() for piece in rejects(content)))
    assert kept.translate(glue).replace(b" ", b"") == content.translate(glue).replace(b" ", b"")
