"""Copying takes the best way there is and says which."""

import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tui.output.clipboard import TERMINAL_LIMIT_BYTES, Clipboard, ClipboardError, run_tool, short_path, system_clipboard


class Desktop:
    """A small stand-in for programs and a terminal: what they were given."""

    def __init__(self, *programs: str, broken: Sequence[str] = ()) -> None:
        self.programs = programs
        self.broken = broken
        self.ran: list[tuple[str, ...]] = []
        self.content = b""
        self.terminal: list[str] = []

    def which(self, program: str) -> str | None:
        return f"/usr/bin/{program}" if program in self.programs else None

    def run(self, command: Sequence[str], content: bytes) -> bool:
        self.ran.append(tuple(command))
        self.content = content
        return Path(command[0]).name not in self.broken

    def clipboard(self, path: Path, **environment: str) -> Clipboard:
        return Clipboard(self.terminal.append, environment, self.which, self.run, path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "clipboard.txt"


def test_wayland_comes_before_x11(path: Path) -> None:
    desktop = Desktop("wl-copy", "xclip")
    sentence = desktop.clipboard(path, WAYLAND_DISPLAY="wayland-0", DISPLAY=":0").copy("A54")
    assert sentence == "copied with wl-copy"
    assert (desktop.ran, desktop.content) == ([("/usr/bin/wl-copy",)], b"A54")


def test_the_next_tool_is_tried_when_one_fails(path: Path) -> None:
    desktop = Desktop("xclip", "xsel", broken=["xclip"])
    assert desktop.clipboard(path, DISPLAY=":0").copy("x") == "copied with xsel"
    assert len(desktop.ran) == 2


def test_the_terminal_gets_the_text_as_well(path: Path) -> None:
    desktop = Desktop("pbcopy")
    desktop.clipboard(path).copy("x")
    assert desktop.terminal == ["x"]
    assert not path.exists()


def test_windows_is_given_utf_16(path: Path) -> None:
    desktop = Desktop("clip.exe")
    desktop.clipboard(path).copy("ü")
    assert desktop.content == "ü".encode("utf-16-le")


def test_a_tool_without_its_display_is_left_alone(path: Path) -> None:
    desktop = Desktop("xclip", "wl-copy")
    desktop.clipboard(path).copy("x")
    assert desktop.ran == []


def test_the_clipboard_of_a_far_machine_is_not_the_users(path: Path) -> None:
    desktop = Desktop("pbcopy")
    sentence = desktop.clipboard(path, SSH_CONNECTION="1 2 3 4").copy("x")
    assert desktop.ran == []
    assert sentence.startswith("copied (OSC 52, unconfirmed)")


def test_without_a_tool_a_private_file_holds_the_text(path: Path) -> None:
    desktop = Desktop()
    sentence = desktop.clipboard(path).copy("lone \ud800")
    assert sentence == f"copied (OSC 52, unconfirmed) · {short_path(path)}"
    assert path.read_text() == r"lone \ud800"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_long_text_goes_to_the_file_alone(path: Path) -> None:
    desktop = Desktop()
    sentence = desktop.clipboard(path).copy("x" * (TERMINAL_LIMIT_BYTES + 1))
    assert sentence == f"too long for the terminal, written to {short_path(path)}"
    assert desktop.terminal == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    clipboard = Desktop().clipboard(tmp_path / "state" / "clipboard.txt")
    assert clipboard.copy("x") == "copied (OSC 52, unconfirmed)"
    with pytest.raises(ClipboardError, match="cannot be written"):
        clipboard.copy("x" * (TERMINAL_LIMIT_BYTES + 1))


def test_a_path_is_said_short() -> None:
    assert short_path(Path.home() / ".local" / "state" / "clipboard.txt") == "~/…/clipboard.txt"
    assert short_path(Path("/srv/state/clipboard.txt")) == "/…/clipboard.txt"


def test_a_program_takes_its_standard_input(tmp_path: Path) -> None:
    target = tmp_path / "taken"
    script = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    assert run_tool([sys.executable, "-c", script, str(target)], b"A54")
    assert target.read_bytes() == b"A54"


@pytest.mark.parametrize("command", [["no-such-program-anywhere"], [sys.executable, "-c", "raise SystemExit(1)"]])
def test_a_program_that_is_missing_or_fails_did_not_copy(command: list[str]) -> None:
    assert not run_tool(command, b"x")


def test_the_file_of_this_process_is_in_the_users_state_folder() -> None:
    assert system_clipboard(print).path.name == "clipboard.txt"
