"""What is remembered between two sessions."""

from datetime import date
from pathlib import Path

import pytest

from store.model.timeline import Scope
from tui.presentation.times import TimeFormat
from tui.remembered import (
    MOST_STORES,
    Layout,
    Memory,
    Remembered,
    RememberError,
    is_temporary,
    read_memory,
    store_key,
    write_memory,
)

LEFT = Remembered(
    scope=Scope(schedule_uid="s", version=3),
    day=date(2026, 3, 26),
    layout=Layout(4, 1, "changes"),
    theme="ansi",
    time_format=TimeFormat.UTC,
)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "state" / "state.json"
    memory = Memory().having("/data/demo.db", LEFT)
    write_memory(path, memory)
    assert read_memory(path) == memory
    assert read_memory(path).last == "/data/demo.db"
    assert read_memory(path).of("/data/demo.db") == LEFT
    assert read_memory(path).of("another") == Remembered()


def test_without_a_file_nothing_is_remembered(tmp_path: Path) -> None:
    assert read_memory(tmp_path / "state.json") == Memory()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"stores": 5}', '{"stores": {"a": {"time_format": "odd"}}}', "\xff", '{"more":' + "[" * 3000],
    ids=lambda text: text[:40],
)
def test_a_broken_file_is_ignored_with_a_notice(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(text.encode("latin-1"))
    memory = read_memory(path)
    assert memory.stores == {}
    assert memory.notice is not None
    assert str(path) in memory.notice


def test_keys_of_a_later_version_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{"last": "a", "stores": {"a": {"theme": "ansi", "pins": [1]}}, "more": 1}')
    assert read_memory(path).of("a") == Remembered(theme="ansi")


def test_a_failed_write_leaves_no_rubbish_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(RememberError, match="is not remembered"):
        write_memory(tmp_path / "state" / "state.json", Memory())
    write_memory(tmp_path / "state.json", Memory())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["state", "state.json"]


def test_the_store_longest_not_opened_is_forgotten_first() -> None:
    memory = Memory()
    for number in range(MOST_STORES):
        memory = memory.having(f"store {number}", Remembered())
    memory = memory.having("store 0", Remembered()).having("another", Remembered())
    assert len(memory.stores) == MOST_STORES
    assert "store 0" in memory.stores
    assert "store 1" not in memory.stores


def test_a_store_is_known_by_its_full_path_and_never_by_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert store_key("demo.db") == store_key("there/../demo.db") == str(tmp_path.resolve() / "demo.db")
    assert store_key("~nobody-of-this-name/demo.db").endswith("/~nobody-of-this-name/demo.db")
    assert store_key("sqlite:///a/../b.db") == "sqlite:///a/../b.db"
    assert store_key("postgresql://anna:secret@host/log") == "postgresql://anna@host/log"
    assert store_key("postgresql://host/log") == "postgresql://host/log"
    assert store_key("postgresql://anna:secret@host/log?name=a@b") == "postgresql://anna@host/log?name=a%40b"


@pytest.mark.parametrize("name", ["a\0b.db", "a\ud800.db"])
def test_a_name_that_no_file_can_have_is_its_own_key(name: str) -> None:
    assert store_key(name) == name


def test_a_store_of_one_run_is_known_by_its_folder(tmp_path: Path) -> None:
    assert is_temporary(str(tmp_path / "gridtrail-x1" / "demo.db"), tmp_path)
    assert is_temporary(str(tmp_path / "a" / ".." / "gridtrail-x1" / "demo.db"), tmp_path)
    assert not is_temporary(str(tmp_path / "demo.db"), tmp_path)
    assert not is_temporary(str(tmp_path / "gridtrail-x1" / "demo.db"), None)
    assert not is_temporary("sqlite:////tmp/gridtrail-x1/demo.db", tmp_path)
