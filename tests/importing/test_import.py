"""Import: audit logs and messages from files, folders and archives; nothing twice, nothing lost."""

import gzip
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database.store import Store
from store.errors import StoreError
from store.exchange.importing import Import, Imported
from store.exchange.rejects import Rejected, RejectsFile
from store.exchange.sources.limits import Limits
from store.model.timeline import EVERYTHING
from tests.support.entries import encoded, life
from tests.support.laws import examples

pytestmark = pytest.mark.both_databases

ENTRIES = [encoded(one) for one in life()]


def imported(store: Store, *paths: Path, rejected: list[Rejected] | None = None) -> Imported:
    """Import files into a store; what is rejected is put into the list."""
    kept: list[Rejected] = [] if rejected is None else rejected
    return Import(store, reject=kept.append).run([str(path) for path in paths])


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def as_lines(entries: list[bytes]) -> bytes:
    return b"".join(entry + b"\n" for entry in entries)


def as_array(entries: list[bytes]) -> bytes:
    return b"[\n  " + b",\n  ".join(entries) + b"\n]\n"


def zipped(path: Path, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/log.jsonl", content)
    return path


@pytest.mark.parametrize(
    "make",
    [
        lambda path: written(path / "a.jsonl", as_lines(ENTRIES)),
        lambda path: written(path / "a.json", as_array(ENTRIES)),
        lambda path: written(path / "a.json", b'{"next":null,"audit_logs":' + as_array(ENTRIES) + b"}"),
        lambda path: written(path / "a.gz", gzip.compress(as_lines(ENTRIES))),
        lambda path: written(path / "a.jsonl.zst", zstandard.compress(as_lines(ENTRIES))),
        lambda path: zipped(path / "a.zip", as_lines(ENTRIES)),
    ],
    ids=["lines", "array", "api answer", "gz", "zst", "zip"],
)
def test_every_form_of_an_export_goes_in_byte_for_byte(
    store: Store, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    result = imported(store, make(tmp_path))
    assert (result.added, result.rejected) == (len(ENTRIES), 0)
    assert list(store.contents()) == ENTRIES


def test_an_answer_with_the_newest_first_ends_in_the_same_timeline(store: Store, tmp_path: Path) -> None:
    imported(store, written(tmp_path / "a.json", as_array(ENTRIES[::-1])))
    times = [row.created_at for row in store.rows(EVERYTHING, 0, 100)]
    assert times == sorted(times)
    assert store.schedules(store.days()[0].day)[0].latest_version == 3


def test_importing_again_changes_nothing_and_says_so(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", as_lines(ENTRIES))
    imported(store, path)
    again = imported(store, path)
    assert (again.added, again.known, again.rejected) == (0, len(ENTRIES), 0)


def test_a_folder_is_read_whole_and_other_files_in_it_are_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    written(tmp_path / "deep" / "er" / "a.jsonl", as_lines(ENTRIES[:5]))
    written(tmp_path / "b.JSONL", as_lines(ENTRIES[5:]))
    written(tmp_path / "picture.png", b"\x89PNG")
    written(tmp_path / ".hidden.jsonl", b"nonsense")
    result = imported(store, tmp_path)
    assert (result.sources, result.added, result.rejected) == (2, len(ENTRIES), 0)


def test_what_cannot_be_read_is_reported_by_line_and_the_rest_goes_in(store: Store, tmp_path: Path) -> None:
    lines = [*ENTRIES[:2], b'{"uid": 1', *ENTRIES[2:4], b'{"type":"x"}']
    rejected: list[Rejected] = []
    result = imported(store, written(tmp_path / "a.jsonl", as_lines(lines)), rejected=rejected)
    assert result.added == 4
    assert [(one.line, one.content) for one in rejected] == [(3, b'{"uid": 1'), (6, b'{"type":"x"}')]
    assert "'uid' is missing" in rejected[1].reason


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (b'{"a":' * 300_000, "nested"),
        (b"[" * 300_000, "nested"),
        (as_array(ENTRIES)[:-40], "ends"),
        (b"MZ\x90\x00 not a log at all", "binary"),
        (b"a line of a letter\n" * 60, "the rest was not read"),
        (gzip.compress(as_lines(ENTRIES))[:-20], "cut off"),
    ],
    ids=["UTF-16", "nested objects", "nested arrays", "truncated", "binary", "text", "truncated gz"],
)
def test_a_damaged_file_is_a_clear_message_and_what_was_stored_stays(
    store: Store, tmp_path: Path, content: bytes, word: str
) -> None:
    store.append(ENTRIES[:3], origin="before")
    rejected: list[Rejected] = []
    imported(store, written(tmp_path / "a.json", content), rejected=rejected)
    assert rejected, "nothing was reported"
    assert any(word in one.reason for one in rejected), [one.reason for one in rejected]
    assert list(store.contents())[:3] == ENTRIES[:3]


def test_an_empty_file_is_named(store: Store, tmp_path: Path) -> None:
    result = imported(store, written(tmp_path / "a.json", b""), written(tmp_path / "b.json", b"[]"))
    assert len(result.empty) == 2


def test_a_hundred_megabytes_in_one_line_are_streamed(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "one-line.json"
    padding = b'"' + b"x" * 1_000_000 + b'"'
    with path.open("wb") as file:
        file.write(b"[" + ENTRIES[0])
        for number in range(100):
            file.write(b',{"uid":"%d","type":"t","created_ts":"2026-01-01T00:00:00Z",' % number)
            file.write(b'"data":{"after":' + padding + b"}}")
        file.write(b"]")
    assert imported(store, path).added == 101


def test_a_line_beyond_the_limit_is_a_reject_and_the_next_one_goes_in(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", as_lines([b'{"a":"' + b"x" * 5000 + b'"}', ENTRIES[0]]))
    rejected: list[Rejected] = []
    result = Import(store, reject=rejected.append, limits=Limits(entry_bytes=2000)).run([str(path)])
    assert (result.added, result.rejected) == (1, 1)
    assert "longer" in rejected[0].reason


def test_a_binary_file_and_a_text_are_given_up_after_a_few_words(store: Store, tmp_path: Path) -> None:
    binary = written(tmp_path / "a.json", bytes(range(1, 256)) + b"\0\n" * 5000)
    text = written(tmp_path / "b.txt", b"a line of a letter\n" * 5000)
    assert imported(store, binary).rejected <= 1
    assert imported(store, text).rejected < 100


def test_a_few_lines_before_the_first_entry_do_no_harm(store: Store, tmp_path: Path) -> None:
    lines = [b"exported by somebody"] * 20 + ENTRIES + [b"bye"] * 200
    result = imported(store, written(tmp_path / "a.jsonl", as_lines(lines)))
    assert (result.added, result.rejected) == (len(ENTRIES), 220)


def test_a_missing_path_is_one_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        imported(store, tmp_path / "nowhere.jsonl")


def test_rejects_are_kept_once_however_often_the_import_is_repeated(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", as_lines([b"nonsense", b"\xff\xff"]))
    kept = RejectsFile(tmp_path / "rejects.jsonl")
    for _ in range(2):
        Import(store, reject=kept.keep).run([str(path)])
    Import(store, reject=RejectsFile(kept.path).keep).run([str(path)])
    records = [json.loads(line) for line in kept.path.read_text().splitlines()]
    assert [record["line"] for record in records] == [1, 2]
    assert records[0]["content"] == "nonsense"
    assert records[1]["content_base64"] == "//8="


def test_files_in_any_order_end_in_the_same_tree(tmp_path: Path, new_store: Callable[[], Store]) -> None:
    whole = new_store()
    imported(whole, written(tmp_path / "all.jsonl", as_lines(ENTRIES)))
    expected = whole.versions(whole.schedules(whole.days()[0].day)[0].uid)

    @settings(max_examples=examples(12), deadline=None)
    @given(st.randoms(use_true_random=False), st.integers(1, 5))
    def law(chance: random.Random, size: int) -> None:
        entries = ENTRIES.copy()
        chance.shuffle(entries)
        files = [
            written(tmp_path / f"{start}.jsonl", as_lines(entries[start : start + size]))
            for start in range(0, len(entries), size)
        ]
        store = new_store()
        imported(store, *files)
        assert store.versions(store.schedules(store.days()[0].day)[0].uid) == expected

    law()
