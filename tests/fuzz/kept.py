"""Readers of files: settings, what is remembered, and JSON to compare."""

from store.diff.changes import changes
from store.errors import StoreError
from tests.fuzz.logs import ENTRY_WORDS, JSON_WORDS
from tests.fuzz.target import Target, demand_sentence, file_of
from tui.cli.comparing.json_files import entry_sides, file_side, read_json
from tui.remembered import read_memory, write_memory
from tui.settings import SettingsError, load_settings


def hold_settings(content: bytes) -> None:
    """Demand settings, or one sentence that names the file."""
    with file_of(content) as path:
        try:
            load_settings(path)
        except SettingsError as error:
            demand_sentence(error, named=repr(str(path)))


def hold_memory(content: bytes) -> None:
    """Demand what is remembered, which is written as it was read; or nothing, with a notice that names the file."""
    with file_of(content) as path:
        memory = read_memory(path)
        if memory.notice is not None:
            assert repr(str(path)) in memory.notice
            return
        write_memory(path, memory)
        assert read_memory(path) == memory


def hold_json_file(content: bytes) -> None:
    """Demand a value with its two states, which can be compared; or one sentence."""
    with file_of(content) as path:
        try:
            value = read_json(str(path))
            before, after = entry_sides(str(path), value)
        except StoreError as error:
            demand_sentence(error)
            return
        side = file_side(str(path), value)
    assert side.state in (before.state, after.state)
    assert changes(after.state, after.state) == []
    changes(before.state, after.state)


SETTINGS_WORDS = (
    *(b"theme", b"ascii", b"time", b"keys", b"exchanges", b"ack_minutes", b" = ", b"[keys]\n", b"true", b"25", b"[[["),
    *(b'"main.zoom"', b'"f5"', b'"""', b"1979-05-27", b"0x1f", b"\n", b"#", b"{", b"}"),
)
MEMORY_WORDS = (
    *(b'"last":', b'"stores":', b'"scope":', b'"day":', b'"layout":', b'"tree_step":', b'"time_format":', b'"utc"'),
    *(b'"views":', b'"marks":', b'"2026-03-26"', b'"notice":'),
)

TARGETS = (
    Target("settings", hold_settings, SETTINGS_WORDS),
    Target("memory", hold_memory, (*JSON_WORDS, *MEMORY_WORDS)),
    Target("json_file", hold_json_file, (*JSON_WORDS, *ENTRY_WORDS)),
)
