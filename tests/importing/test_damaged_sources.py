"""What is cut off or damaged is read as far as it is sound, and then told."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from store.exchange.entries.json_entries import Found, Reject, json_entries
from store.exchange.sources.compressed import zstd_blocks
from store.exchange.sources.finding import Limits, SourceError, SourceStream, sources
from tests.fuzz.target import CORPUS
from tests.importing.packed import LINES, PACKERS, put, read_all, read_apart
from tests.support.laws import examples

PACKED = sorted(PACKERS.keys() - {"plain"})


@pytest.mark.parametrize("packer", PACKED)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_file_that_is_cut_off_gives_what_comes_before(packer: str, share: float, tmp_path: Path) -> None:
    packed = PACKERS[packer](LINES)
    content, errors = read_all(sources([put(tmp_path, packed[: int(len(packed) * share)])]))
    assert LINES.startswith(content)
    assert len(content) > len(LINES) * (share - 0.3)
    assert "cut off" in errors[0]


@pytest.mark.parametrize("cut", [15, 150, 280, 400, 534, 700, 788, 1000])
def test_what_a_cut_off_file_gives_is_all_that_can_be_inflated(cut: int, tmp_path: Path) -> None:
    packed = gzip.compress(b" " * 1_000_000)[:cut]
    (source,) = sources([put(tmp_path, packed)])
    content, error = read_apart(source, 1 << 20)
    assert content == zlib.decompressobj(31).decompress(packed)
    assert error


def test_entries_before_the_damage_are_found(tmp_path: Path) -> None:
    packed = gzip.compress(LINES)
    (source,) = sources([put(tmp_path, packed[: len(packed) // 2])])
    found: list[Found | Reject] = []
    with source.open() as stream, pytest.raises(SourceError, match="is cut off"):
        found.extend(json_entries(stream))
    *whole, last = found
    assert len(whole) > 4000
    assert all(isinstance(piece, Found) for piece in whole)
    assert isinstance(last, Reject)


@pytest.mark.parametrize("packer", ["gz", "zip", "zip stored", "zip from a pipe"])
def test_content_that_was_altered_is_read_and_then_told(packer: str, tmp_path: Path) -> None:
    packed = bytearray(PACKERS[packer](LINES))
    packed[-6 if packer == "gz" else len(packed) // 2] ^= 0x40
    content, errors = read_all(sources([put(tmp_path, bytes(packed))]))
    assert len(content) > len(LINES) // 3
    assert len(errors) == 1
    assert "damaged" in errors[0]


def test_content_whose_checksum_is_wrong_is_given_whole(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(LINES[:5000]))
    packed[-6] ^= 1
    (source,) = sources([put(tmp_path, bytes(packed))])
    content, error = read_apart(source)
    assert content == LINES[:5000]
    assert "damaged" in str(error)


def test_a_frame_that_asks_for_too_much_memory_is_refused(tmp_path: Path) -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=28)
    compressor = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    (source,) = sources([put(tmp_path, compressor.compress(LINES) + compressor.flush())])
    content, error = read_apart(source)
    assert content == b""
    assert "too much memory" in str(error)


@pytest.mark.parametrize(
    "read",
    [
        lambda stream: stream.read(),
        lambda stream: [*stream],
        lambda stream: [*iter(lambda: stream.read1(99), b"")],
        lambda stream: [*iter(lambda: stream.readinto(bytearray(999)), 0)],
    ],
)
def test_no_way_of_reading_passes_damage_over(read: Callable[[SourceStream], object], tmp_path: Path) -> None:
    (source,) = sources([put(tmp_path, gzip.compress(LINES)[:-20])])
    with source.open() as stream, pytest.raises(SourceError, match="is cut off"):
        read(stream)


contents = st.binary(max_size=300) | st.lists(st.sampled_from([b"{}", b"x" * 700, b"\0"]), max_size=9).map(b"".join)
packers = st.sampled_from(sorted(PACKERS))


@settings(max_examples=examples(80), deadline=None)
@given(st.data(), packers)
def test_no_damage_raises_anything_but_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject, packer: str
) -> None:
    packed = bytearray(PACKERS[packer](draw.draw(contents)))
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(packed)))
        change = draw.draw(st.sampled_from(["cut", "flip", "insert"]))
        packed[at : {"cut": len(packed), "flip": at + 1, "insert": at}[change]] = (
            b"" if change == "cut" else draw.draw(st.binary(min_size=1, max_size=4))
        )
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(packed)
    read_all(sources([str(path)], Limits(ratio_free_bytes=1 << 20)))


LIKE_TWO_FRAMES = (CORPUS / "source" / "zst_like_two_frames").read_bytes()
"""The beginning of a frame, and then what could be a frame to be skipped and another one."""


@pytest.mark.parametrize("place", range(1, 40))
def test_frames_are_found_alike_wherever_what_comes_in_is_divided(place: int) -> None:
    def read(content: bytes) -> tuple[bytes, bool]:
        found: list[bytes] = []
        try:
            found.extend(zstd_blocks((content[:place], content[place:])))
        except (zstandard.ZstdError, EOFError):
            return b"".join(found), False
        return b"".join(found), True

    frame = zstandard.compress(b"one\n")
    skipped = b"\x50\x2a\x4d\x18\x02\x00\x00\x00ab"
    assert read(frame + skipped + frame + skipped) == (b"one\none\n", True)
    assert read(LIKE_TWO_FRAMES) == (b"", False)
