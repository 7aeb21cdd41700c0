"""Files that the screen writes: their names, and that one is complete or not there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.pane_events import event
from tui.cli.printing.targets import target
from tui.output.exports import slug, stem_of
from tui.output.file_writing import StoppedError, TakenError, free_name, write_file


@pytest.mark.parametrize("text", ["../../etc/passwd", "a/b\\c", "\x1b[31m", "CON", "x" * 500, "", "\u202e"])
def test_no_text_of_the_log_leads_a_file_elsewhere(text: str) -> None:
    one = event(None, None)
    for name in (stem_of(replace(one, row=replace(one.row, tso=text, day=None, version=None, uid=text))), slug(text)):
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert len(name) <= 90
    assert stem_of(one) == "gridtrail-50hertz-2026-03-26-v3"


def test_a_proposed_name_is_free(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    (tmp_path / "a-2.md").touch()
    assert free_name(tmp_path, "a", ".md") == "a-3.md"


def test_a_file_is_complete_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(StoppedError):
        write_file(path, [b"one", b"two"], replace=False, goes_on=lambda pieces: pieces < 2)
    assert list(tmp_path.iterdir()) == []
    assert write_file(path, [b"one", b"two"], replace=False) == 6
    with pytest.raises(TakenError):
        write_file(path, [b"other"], replace=False)
    with pytest.raises(StoppedError):
        write_file(path, [b"other"], replace=True, goes_on=lambda _: False)
    assert path.read_bytes() == b"onetwo"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_what_others_have_beside_a_file_is_left_alone(tmp_path: Path) -> None:
    path, beside = tmp_path / "a.html", [tmp_path / ".a.html.part", tmp_path / "a.html.part"]
    for one in (path, *beside):
        one.write_text("mine")
    with pytest.raises(TakenError):
        write_file(path, [b"new"], replace=False)
    write_file(path, [b"new"], replace=True)
    with target(str(path), force=True) as stream:
        stream.write(b"newer")
    assert path.read_bytes() == b"newer"
    assert [one.read_text() for one in beside] == ["mine", "mine"]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("ends_first", [True, False])
def test_a_writer_that_is_stopped_takes_nothing_of_another_one(tmp_path: Path, *, ends_first: bool) -> None:
    path = tmp_path / "a.txt"

    def others() -> Iterator[bytes]:
        yield b"one"
        if not ends_first:
            write_file(path, [b"other"], replace=True)
        yield b"two"

    def ours() -> Iterator[bytes]:
        yield b"one"
        with pytest.raises(StoppedError):
            write_file(path, others(), replace=False, goes_on=lambda pieces: pieces < 2)
        yield b"two"

    if ends_first:
        assert write_file(path, ours(), replace=True) == 6
        assert path.read_bytes() == b"onetwo"
    else:
        with pytest.raises(StoppedError):
            write_file(path, others(), replace=False, goes_on=lambda pieces: pieces < 2)
        assert path.read_bytes() == b"other"
    assert list(tmp_path.iterdir()) == [path]
