"""Entries are taken out of JSON as the very bytes they came in, whatever the form."""

import io
import json
import tracemalloc

import pytest

from store.errors import StoreError
from store.exchange.entries.json_entries import Found, Reject, json_entries
from store.exchange.sources.limits import Limits
from tests.importing.json_pieces import A, B, C, pieces


def contents(content: bytes, chunk_bytes: int = 1 << 16) -> list[bytes]:
    found = pieces(content, chunk_bytes=chunk_bytes)
    assert [piece for piece in found if isinstance(piece, Reject)] == []
    return [piece.content for piece in found]


@pytest.mark.parametrize(
    "content",
    [
        A + b"\n" + B + b"\n" + C + b"\n",
        A + b"\r\n\r\n  " + B + b" \r\n" + C,
        b"\xef\xbb\xbf" + A + b"\n" + B + b"\n\xef\xbb\xbf" + C + b"\n",
        b"[" + A + b"," + B + b"," + C + b"]",
        b"[\n  " + A + b",\n  " + B + b"\n  ,\n" + C + b"\n]\n",
        b'{"audit_logs":[' + A + b"," + B + b"," + C + b'],"next":null}',
        b'{"meta":{"n":[1]},"codes":["A01"],"none":[],"logs":[' + A + b",\n" + B + b"," + C + b'],"x":[' + A + b"]}",
        A + B + C,
        b"[" + A + b"]\n[" + B + b"," + C + b"]",
        b"[[" + A + b"],[],[" + B + b"," + C + b"]]",
        A + b"\n[" + B + b",\n" + C + b"]\n",
        A + b",\n" + B + b",\n" + C + b"\n",
        b'{"p":[' + A + b']}\n{"p":[]}\n{"p":[' + B + b"," + C + b"]}\n",
    ],
)
@pytest.mark.parametrize("chunk_bytes", [1, 7, 30, 1 << 16])
def test_every_form_gives_the_same_entries(content: bytes, chunk_bytes: int) -> None:
    assert contents(content, chunk_bytes) == [A, B, C]


@pytest.mark.parametrize(
    "content", [b"", b"\n \r\n", b"\xef\xbb\xbf", b"[]", b"[ ]\n", b'{"audit_logs": [], "next": null}']
)
def test_what_holds_no_entry_gives_nothing(content: bytes) -> None:
    assert pieces(content) == []


def test_a_single_object_over_many_lines_is_one_entry_at_its_line() -> None:
    content = json.dumps(json.loads(B), indent=4).encode()
    assert pieces(b"\n\n " + content + b"\n") == [Found(3, content)]


def test_pretty_printed_objects_after_one_another_are_told_apart() -> None:
    first, second = (json.dumps(json.loads(one), indent=2).encode() for one in (A, B))
    assert pieces(first + b"\n" + second) == [Found(1, first), Found(5, second)]
    assert contents(b"{}\n{\n}\n") == [b"{}", b"{\n}"]


def test_bytes_inside_an_entry_stay_as_they_came() -> None:
    odd = b'{ "uid":"a",\t"type" : "t", "n":12345678901234567890123, "n":1.50,"\\u00e9\\"{":"\\ud800[\\\\" }'
    assert contents(b"[" + odd + b" , " + odd + b"]") == [odd, odd]


def test_an_entry_that_holds_objects_like_entries_is_no_wrapper() -> None:
    entry = b'{"links":[' + A + b'],"uid":"x","type":"t"}'
    assert contents(entry) == [entry]


def test_a_wrapper_is_recognised_by_a_first_entry_larger_than_the_lookahead() -> None:
    large = b'{"data":{"text":"' + b"x" * 300_000 + b'"},"type":"t","uid":"l"}'
    assert contents(b'{"logs":[' + large + b"," + A + b"]}") == [large, A]


def test_lines_are_counted_through_every_form() -> None:
    assert [piece.line for piece in pieces(A + b"\n\n" + B + b"\n" + C)] == [1, 3, 4]
    assert [piece.line for piece in pieces(b"[\n" + A + b",\n\n" + b'{"a":\n1}' + b",\n" + C + b"]")] == [
        2,
        4,
        6,
    ]
    assert [piece.line for piece in pieces(b'{"n":1,\n"logs":[\n' + A + b",\n" + B + b"]}")] == [3, 4]


def test_an_array_after_very_many_lines_is_recognised() -> None:
    lines = (A + b"\n") * 20_000
    *_, last = pieces(lines + b"[" + B + b"]\n", chunk_bytes=len(lines))
    assert last == Found(20_001, B)


class Endless(io.BytesIO):
    """A stream of one entry over and over, as far as it is read."""

    def __init__(self, start: bytes, unit: bytes) -> None:
        super().__init__(start)
        self.given = 0
        self._unit = unit

    def read(self, size: int | None = -1, /) -> bytes:
        count = (size or 0) // len(self._unit)
        self.given += count
        return super().read() + self._unit * count


@pytest.mark.parametrize(("start", "separator"), [(b"", b"\n"), (b"[", b","), (b'{"logs":[', b",\n")])
def test_memory_stays_flat_however_long_the_input_is(start: bytes, separator: bytes) -> None:
    entry = b'{"uid":"a","type":"t","data":"' + b"x" * 1000 + b'"}'
    stream = Endless(start, entry + separator)
    reading = json_entries(stream, chunk_bytes=1 << 14)
    tracemalloc.start()
    assert all(next(reading).content == entry for _ in range(10_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert stream.given >= 10_000
    assert peak < 2 << 20


def test_memory_stays_flat_however_long_an_entry_is() -> None:
    long = b'[{"data":"' + b"x" * 10_000_000 + b'"},' + A + b"]"
    reading = json_entries(io.BytesIO(long), Limits(entry_bytes=100_000), 1 << 14)
    tracemalloc.start()
    assert [isinstance(piece, Found) for piece in reading] == [False, True]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 << 20


def test_an_error_of_the_stream_comes_after_everything_before_it() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            part = super().read(size)
            if not part:
                raise StoreError("the disk is gone")
            return part

    reading = json_entries(Failing(A + b"\n" + B + b"\n" + C))
    assert [next(reading).content for _ in range(3)] == [A, B, C]
    with pytest.raises(StoreError, match="the disk is gone"):
        next(reading)
