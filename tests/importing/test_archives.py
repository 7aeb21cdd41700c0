"""Archives are read member by member, and give way to no trick."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from store.exchange.sources.finding import Limits, SourceError, sources
from tests.importing.packed import LINES, content_of, put, read_all, read_apart, zipped, zipped_to_a_pipe


def altered_entry(archive: bytes, offset: int, value: int) -> bytes:
    """Return an archive with one 16-bit field of its first directory entry set."""
    at = archive.index(b"PK\x01\x02") + offset
    return archive[:at] + struct.pack("<H", value) + archive[at + 2 :]


def test_every_member_of_an_archive_is_a_source_of_its_own(tmp_path: Path) -> None:
    members = {
        "b.json": b"[]",
        "folder/a.jsonl": LINES,
        "folder/": b"",
        "audit": b"{}",
        ".x.json": b"",
        "y.png": b"",
    }
    path = put(tmp_path, zipped({**members, "__MACOSX/b.json": b"", "é.json": b"{}"}))
    found = list(sources([path]))
    assert [source.name for source in found] == [
        f"{path}!b.json", f"{path}!folder/a.jsonl", f"{path}!audit", f"{path}!é.json",
    ]  # fmt: skip
    with found[1].open() as one, found[0].open() as other:
        assert (one.read(10), other.read(), one.read()) == (LINES[:10], b"[]", LINES[10:])


def test_names_that_lead_out_of_the_archive_are_only_shown(tmp_path: Path) -> None:
    path = put(tmp_path, zipped({"../../evil.json": b"{}", "/abs/evil.json": b"[]"}))
    assert [(source.name, content_of(source)) for source in sources([path])] == [
        (f"{path}!../../evil.json", b"{}"),
        (f"{path}!/abs/evil.json", b"[]"),
    ]
    assert [inside.name for inside in tmp_path.iterdir()] == ["export"]


def zip_64(content: bytes) -> bytes:
    """Return an archive of one stored file whose sizes and places stand in zip64 records alone."""
    absent, name, checksum = 0xFFFFFFFF, b"a.json", zlib.crc32(content)
    sizes = struct.pack("<HHQQ", 1, 16, len(content), len(content))
    place = struct.pack("<HHQQQ", 1, 24, len(content), len(content), 0)
    front = (20, 0, 0, 0, 0, checksum, absent, absent, len(name))
    local = struct.pack("<4s5H3IHH", b"PK\x03\x04", *front, len(sizes)) + name + sizes + content
    entry = struct.pack("<4sH5H3IHHHHHII", b"PK\x01\x02", 45, *front, len(place), 0, 0, 0, 0, absent) + name + place
    end_64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(entry), len(local))
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(local) + len(entry), 1)
    end = struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, absent, absent, 0)
    return local + entry + end_64 + locator + end


def test_an_archive_in_zip64_layout_is_read(tmp_path: Path) -> None:
    packed = zip_64(LINES)
    assert zipfile.ZipFile(io.BytesIO(packed)).read("a.json") == LINES
    assert read_all(sources([put(tmp_path, packed)])) == (LINES, [])
    content, errors = read_all(sources([put(tmp_path, packed[:-30])]))
    assert content == LINES
    assert "its directory is missing" in errors[0]


def test_a_place_beyond_every_file_is_damage(tmp_path: Path) -> None:
    packed = zip_64(LINES).replace(struct.pack("<QQ", len(LINES), len(LINES)), b"\xff" * 16, 1)
    content, errors = read_all(sources([put(tmp_path, packed[:-30])]))
    assert content.startswith(LINES)
    assert ["cut off" in error for error in errors] == [True, True]


@pytest.mark.parametrize("packer", [gzip.compress, lambda content: zipped({"a.json": content}), zstandard.compress])
def test_packed_content_inside_packed_content_is_told_and_not_followed(
    packer: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    inner = packer(b"{}")
    for packed in (zipped({"in.zip": inner}), gzip.compress(inner), zstandard.compress(inner)):
        content, errors = read_all(sources([put(tmp_path, packed)]))
        assert content == b""
        assert "once more; unpack it first" in errors[0]


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (altered_entry(zipped({"a.json": b"{}"}), 8, 1), "is encrypted"),
        (altered_entry(zipped({"a.json": b"{}"}), 10, 9), "compressed by method 9"),
        (altered_entry(zipped({"a.json": b"{}"}), 42, 7), "the archive is damaged"),
        (altered_entry(zipped({"a.json": LINES}), 24, 100), "larger than its archive says|cut off"),
        (zipped({"picture.png": b""}), "holds no export"),
        (zipped({}), "holds no export"),
    ],
)
def test_a_member_that_cannot_be_read_is_told(packed: bytes, said: str, tmp_path: Path) -> None:
    (source,) = sources([put(tmp_path, packed)])
    with pytest.raises(SourceError, match=said), source.open() as stream:
        stream.read()


def test_one_bad_member_does_not_hide_the_next(tmp_path: Path) -> None:
    packed = altered_entry(zipped({"a.json": b"{}", "b.json": LINES}), 8, 1)
    content, errors = read_all(sources([put(tmp_path, packed)]))
    assert content == LINES
    assert len(errors) == 1


@pytest.mark.parametrize("packer", [gzip.compress, zstandard.compress, lambda content: zipped({"a.json": content})])
def test_a_bomb_is_defused(packer: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = put(tmp_path, packer(b" " * 10_000_000))
    for limits, said in (
        (Limits(ratio_free_bytes=1 << 20, zip_ratio=100), "grows more than 100 times"),
        (Limits(source_bytes=1 << 20), "more than 1 MiB uncompressed"),
    ):
        content, errors = read_all(sources([path], limits))
        assert len(content) <= 1 << 20
        assert len(errors) == 1
        assert said in errors[0]


def test_an_archive_of_too_many_or_overlapping_files_is_not_read(tmp_path: Path) -> None:
    path = put(tmp_path, zipped({f"{n}.json": b"{}" for n in range(5)}))
    assert "more than 4 files" in read_all(sources([path], Limits(members=4)))[1][0]
    single = zipped({"a.json": LINES})
    at, end = single.index(b"PK\x01\x02"), single.index(b"PK\x05\x06")
    entry = single[at:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3, 3, 3 * len(entry), at, 0)
    content, errors = read_all(sources([put(tmp_path, single[:at] + entry * 3 + tail)]))
    assert content == b""
    assert "overlap" in errors[0]


@pytest.mark.parametrize("archive", [zipped, zipped_to_a_pipe])
def test_an_archive_without_its_directory_gives_the_files_that_are_there(
    archive: Callable[[dict[str, bytes]], bytes], tmp_path: Path
) -> None:
    packed = archive({"a.json": b"[1]", "b.json": LINES, "c.json": b"[3]", "d.json": LINES})
    path = put(tmp_path, packed[: packed.rindex(b"PK\x03\x04") + 1000])
    parts = [(source.name, *read_apart(source)) for source in sources([path])]
    assert [(name, content, error) for name, content, error in parts[:3]] == [
        (f"{path}!a.json", b"[1]", None),
        (f"{path}!b.json", LINES, None),
        (f"{path}!c.json", b"[3]", None),
    ]
    (_, content, error), (_, _, last_error) = parts[3:]
    assert LINES.startswith(content)
    assert error == f"'{path}!d.json' is cut off: its compressed content ends too early"
    assert "its directory is missing" in str(last_error)
