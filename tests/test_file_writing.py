"""Files that the screen writes: their names, and that one is complete or not there."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.pane_events import event
from tui.exports import slug, stem_of
from tui.file_writing import StoppedError, TakenError, free_name, write_file


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
