"""Broken, cut off and hostile JSON costs no entry but the one it hits, and is told."""

import pytest

from store.exchange.entries.json_entries import Found, Reject
from store.exchange.entries.nesting import DEPTH_LIMIT
from store.exchange.entries.pieces import REJECT_BYTES
from tests.importing.json_pieces import A, B, C, found, pieces, rejects


def test_a_broken_line_is_rejected_with_its_number_and_the_others_still_come() -> None:
    broken = b'{"uid":"x","data":{"a":"cut'
    assert pieces(A + b"\n" + broken + b"\nnoise\n" + C) == [
        Found(1, A),
        Reject(2, "expected a JSON object on the line", broken),
        Reject(3, "expected a JSON object on the line", b"noise"),
        Found(4, C),
    ]


@pytest.mark.parametrize("broken", [B[:cut] for cut in range(1, len(B)) if B[cut - 1 : cut] not in b":[{,"])
def test_a_first_line_cut_off_anywhere_in_a_value_leaves_the_following_lines_whole(broken: bytes) -> None:
    first, *others = pieces(broken + b"\n" + A + b"\n" + C + b"\n")
    assert isinstance(first, Reject)
    assert (first.line, first.content) == (1, broken)
    assert others == [Found(2, A), Found(3, C)]


def test_a_first_line_that_begins_in_the_middle_of_an_entry_is_rejected() -> None:
    assert pieces(b'sion":3,"data":{}}\n' + A + b"\n" + B) == [
        Reject(1, "expected a JSON object or array", b'sion":3,"data":{}}'),
        Found(2, A),
        Found(3, B),
    ]


@pytest.mark.parametrize("separator", [b",", b",\n", b"\n,\n  "])
@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (b'{"uid":"x","a":[1,2}', "brackets"),
        (b'{"uid":"x","a":{"b":1}', "missing"),
        (b'{"uid":"x","a":[{"b":1},{"c":2}', "missing"),
        (b"1, null, true", "no object"),
        (b'"text"', "no object"),
    ],
)
def test_a_broken_element_is_rejected_and_the_next_one_comes(separator: bytes, broken: bytes, word: str) -> None:
    content = b"[" + separator.join([A, broken, B, C]) + b"]"
    if broken.count(b"[") > broken.count(b"]") and word == "missing":
        content = content.replace(separator + B, b"\n" + B)
    first, rejected, *others = pieces(content)
    assert isinstance(first, Found)
    assert isinstance(rejected, Reject)
    assert word in rejected.reason
    assert rejected.content == broken
    assert [piece.content for piece in others if isinstance(piece, Found)] == [B, C]


def test_an_element_that_is_not_json_inside_is_for_the_caller_to_refuse() -> None:
    assert found(b'[{"uid": oops, },' + A + b"]") == [b'{"uid": oops, }', A]


def test_brackets_that_even_out_over_several_elements_do_not_hide_those_between() -> None:
    assert found(b'[{"x":[1},' + B + b',{"y":1]},' + C + b"]") == [B, C]


def test_a_closing_bracket_closes_what_was_left_open_inside() -> None:
    broken = b'{"uid":"x","a":[1,2}'
    assert [piece.content for piece in pieces(b"[" + broken + b",null," + A + b"]")] == [broken, b"null", A]


def test_a_quote_that_is_missing_costs_no_more_than_its_line() -> None:
    content = b"[\n" + A + b',\n{"uid":"x, "type":"t"},\n' + B + b",\n" + C + b"\n]"
    assert found(content) == [A, B, C]
    assert [reject.line for reject in rejects(content)] == [3]


@pytest.mark.parametrize("head", [b"[" + A + b",", b'{"logs":[' + A + b",\n"])
def test_input_that_ends_in_an_entry_gives_those_before_and_says_where(head: bytes) -> None:
    content = head + b'\n{"uid":"b",\n"data":{"x":"y'
    line = content[: content.index(b'{"uid":"b"')].count(b"\n") + 1
    first, last = pieces(content)
    assert first.content == A
    assert last == Reject(
        line, f"the input ends inside an entry that starts on line {line}", b'{"uid":"b",\n"data":{"x":"y'
    )


def test_lines_that_end_in_an_entry_say_so() -> None:
    cut = B[:-2]
    assert pieces(A + b"\n" + cut)[1] == Reject(2, "the input ends inside an entry that starts on line 2", cut)
    assert pieces(A + b"\nnoise")[1] == Reject(2, "expected a JSON object on the line", b"noise")
    assert pieces(A + b"\n" + C) == [Found(1, A), Found(2, C)]


@pytest.mark.parametrize("content", [b"[" + A, b"[" + A + b",\n", b'{"logs":[' + A, b'{"logs":[' + A + b"]"])
def test_input_that_ends_between_entries_is_told(content: bytes) -> None:
    first, last = pieces(content)
    assert first.content == A
    assert isinstance(last, Reject)
    assert "line 1 is not closed" in last.reason


def test_what_is_wrong_after_the_wrapped_entries_is_told() -> None:
    reject = pieces(b'{"logs":[' + A + b'],"next":]}')[1]
    assert isinstance(reject, Reject)
    assert reject.reason == "after the entries: its brackets do not match"


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 20_000,
        b"[" * 20_000 + b"]" * 20_000,
        b'{"a":' * 20_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        b"[" + b'{"a":[' * 20_000 + b"]}" * 20_000 + b"]",
    ],
)
def test_bottomless_nesting_is_rejected_by_name(content: bytes) -> None:
    (reject,) = pieces(content)
    assert isinstance(reject, Reject)
    assert reject.reason == f"nested deeper than {DEPTH_LIMIT} levels"


def test_an_entry_after_one_nested_too_deeply_still_comes() -> None:
    deep = b'{"a":' * 201 + b"1" + b"}" * 201
    just = b'{"a":[' * 100 + b"]}" * 100
    assert found(b"[" + deep + b"," + just + b"," + C + b"]") == [just, C]


@pytest.mark.parametrize("form", [b"%s\n%s\n%s\n", b"[%s,%s,%s]", b'{"logs":[%s,%s,%s]}'])
def test_an_entry_longer_than_the_limit_is_rejected_and_the_next_one_comes(form: bytes) -> None:
    long = b'{"uid":"l","type":"t","x":"' + b"x" * 200_000 + b'"}'
    first, reject, last = pieces(form % (A, long, C), entry_bytes=100_000, chunk_bytes=1000)
    assert (first.content, last.content) == (A, C)
    cut = len(long) - REJECT_BYTES
    assert reject == Reject(
        form.count(b"\n", 0, 4) + 1,
        "longer than 100000 bytes (limits.entry_bytes in the settings)",
        long[:REJECT_BYTES] + b" [%d more bytes cut off here]" % cut,
    )


def test_the_limit_is_named_as_a_person_writes_it() -> None:
    long = b'[{"x":"' + b"x" * (3 << 20) + b'"}]'
    assert [reject.reason for reject in rejects(long, entry_bytes=2 << 20)] == [
        "longer than 2 MiB (limits.entry_bytes in the settings)"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_another_encoding_is_named(encoding: str) -> None:
    (reject,) = pieces('{"uid":"a"}'.encode(encoding))
    assert isinstance(reject, Reject)
    assert reject.reason == f"the input is {encoding[:6].upper()}, not UTF-8; save it as UTF-8 and try again"
