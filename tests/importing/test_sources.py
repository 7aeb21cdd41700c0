"""Files, folders, pipes and compressed files are read as streams, in order."""

import gzip
import io
import os
import struct
import threading
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from store.exchange.sources.finding import SourceError, SourceStream, sources
from tests.importing.packed import LINES, PACKERS, content_of, put, read_all, read_apart, zipped
from tests.support.laws import examples


def names(path: Path) -> list[str]:
    return [source.name.removeprefix(f"{path}/") for source in sources([str(path)])]


@pytest.mark.parametrize("packer", PACKERS)
def test_content_is_unpacked_by_its_first_bytes_whatever_the_name(packer: str, tmp_path: Path) -> None:
    packed = PACKERS[packer](LINES)
    (source,) = sources([put(tmp_path, packed)])
    assert content_of(source) == LINES
    assert content_of(source) == LINES
    assert source.size is not None
    assert len(packed) - 200 < source.size <= len(packed)


@pytest.mark.parametrize("packer", PACKERS)
def test_standard_input_may_be_packed_as_well(packer: str) -> None:
    reader, writer = os.pipe()

    def write() -> None:
        with os.fdopen(writer, "wb") as target:
            target.write(PACKERS[packer](LINES))

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(reader, "rb") as pipe:
        (content,) = [content_of(source) for source in sources(["-"], stdin=pipe)]
    thread.join()
    assert content == LINES


def test_archives_on_standard_input_may_be_small_and_their_members_read_side_by_side() -> None:
    assert read_all(sources(["-"], stdin=io.BytesIO(zipped({"a.json": b"{}"})))) == (b"{}", [])
    members = {"a.json": LINES, "b.json": LINES[::-1]}
    found = sources(["-"], stdin=io.BytesIO(zipped(members)))
    with next(found).open() as one, next(found).open() as other:
        parts = [(one.read(70_001), other.read(70_001)) for _ in range(20)]
    assert b"".join(part for part, _ in parts) == LINES
    assert b"".join(part for _, part in parts) == LINES[::-1]


def test_standard_input_has_no_size_and_is_called_by_its_sign() -> None:
    (source,) = sources(["-"], stdin=io.BytesIO(b"{}"))
    assert (source.name, source.size) == ("-", None)
    assert [content_of(empty) for empty in sources(["-"], stdin=io.BytesIO())] == [b""]


def test_a_named_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    thread = threading.Thread(target=lambda: fifo.write_bytes(gzip.compress(LINES)))
    thread.start()
    assert [content_of(source) for source in sources([str(fifo)])] == [LINES]
    thread.join()


def test_gzip_of_several_members_and_zstd_of_several_frames_are_read_whole(
    tmp_path: Path,
) -> None:
    padded = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two") + b"\0" * 100
    assert [content_of(source) for source in sources([put(tmp_path, padded)])] == [b"one two"]
    skippable = struct.pack("<II", 0x184D2A53, 5) + b"aside"
    frames = skippable + zstandard.compress(b"one ") + skippable + zstandard.compress(b"two")
    (source,) = sources([put(tmp_path, frames)])
    assert content_of(source) == b"one two"
    with source.open() as stream:
        assert stream.peek(100) == b"one two"


def test_folders_are_walked_in_order_and_only_what_can_be_an_export_is_taken(tmp_path: Path) -> None:
    for name in (
        "b.JSON", "a.jsonl.gz", "c/z.ndjson", "c/a.xml.ZST", "c.log", "d.txt", "picture.png", "e.gz",
        "noname", ".hidden.json", ".git/config.json", "c/.x.json", "f.json.bak",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")
    (tmp_path / "e.zip").write_bytes(zipped({"in.json": b"{}"}))
    (tmp_path / "loop").symlink_to(tmp_path)
    assert names(tmp_path) == [
        "a.jsonl.gz", "b.JSON", "c/a.xml.ZST", "c/z.ndjson", "c.log", "d.txt", "e.zip!in.json",
    ]  # fmt: skip


def test_a_file_that_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    odd = tmp_path / ".picture.png"
    odd.write_bytes(LINES)
    assert [content_of(source) for source in sources([str(odd)])] == [LINES]


def test_a_deep_folder_is_no_problem(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    deep.mkdir(parents=True)
    (deep / "a.json").write_bytes(b"{}")
    assert len(names(tmp_path)) == 1


def test_a_path_too_long_to_be_looked_at_is_told(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(b"{}")
    descriptors = [os.open(tmp_path, os.O_RDONLY)]
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=descriptors[-1])
        descriptors.append(os.open("d" * 250, os.O_RDONLY, dir_fd=descriptors[-1]))
    for descriptor in descriptors:
        os.close(descriptor)
    content, errors = read_all(sources([str(tmp_path)]))
    assert content == b"{}"
    assert len(errors) == 1
    assert "name too long" in errors[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing", "there is no such file or folder"),
        ("empty", "holds no export"),
        ("file/inside", "Not a directory"),
        ("nul\0byte", "null byte"),
        ("long" * 2000, "name too long"),
    ],
)
def test_a_path_that_cannot_be_read_is_told_before_anything_is_yielded(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "picture.png").touch()
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match=f"(?i){said}"):
        next(sources([str(tmp_path / "file"), str(tmp_path / name)]))


def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.touch()
    (tmp_path / "shut").mkdir()
    (tmp_path / "good.json").write_bytes(b"{}")
    secret.chmod(0)
    (tmp_path / "shut").chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(SourceError, match="permission denied"):
        next(sources([str(secret)]))
    content, errors = read_all(sources([str(tmp_path)]))
    (tmp_path / "shut").chmod(0o700)
    assert content == b"{}"
    assert ["permission denied" in error for error in errors] == [True, True]


def test_a_file_that_goes_away_is_told_when_it_is_opened(tmp_path: Path) -> None:
    path = put(tmp_path, b"{}")
    (source,) = sources([path])
    Path(path).unlink()
    with pytest.raises(SourceError, match="no such file"):
        source.open()


@pytest.mark.parametrize("packer", PACKERS)
def test_consumed_counts_the_bytes_on_disk_up_to_the_size(packer: str, tmp_path: Path) -> None:
    (source,) = sources([put(tmp_path, PACKERS[packer](LINES))])
    seen = []
    with source.open() as stream:
        assert isinstance(stream, SourceStream)
        while stream.read(10_000):
            seen.append(stream.consumed())
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    assert seen[-1] == source.size


contents = st.binary(max_size=300) | st.lists(st.sampled_from([b"{}", b"x" * 700, b"\0"]), max_size=9).map(b"".join)


@settings(max_examples=examples(30), deadline=None)
@given(contents, st.sampled_from(sorted(PACKERS)), st.integers(1, 700))
def test_whatever_is_packed_comes_out_again(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, packer: str, size: int
) -> None:
    plain = b" " + content
    path = tmp_path_factory.getbasetemp() / "law"
    path.write_bytes(PACKERS[packer](plain))
    assert [read_apart(source, size) for source in sources([str(path)])] == [(plain, None)]
