"""The ways to a clipboard: the desktop's own tools, the terminal (OSC 52), a file."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path

from store.errors import StoreError

TERMINAL_LIMIT_BYTES = 74_994
"""The longest text sent to the terminal; xterm and others drop longer OSC 52 sequences silently."""

TIMEOUT_SECONDS = 2.0


class ClipboardError(StoreError):
    """No way out took the text; it says which were tried."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that puts its standard input on the clipboard, where `needs` names a set variable."""

    command: tuple[str, ...]
    needs: str = ""
    encoding: str = "utf-8"


TOOLS = (
    Tool(("wl-copy",), needs="WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard", "-in"), needs="DISPLAY"),
    Tool(("xsel", "--clipboard", "--input"), needs="DISPLAY"),
    Tool(("pbcopy",)),
    Tool(("clip.exe",), encoding="utf-16-le"),
)


@dataclass(frozen=True, slots=True)
class Clipboard:
    """Copies a text by every way there is; `copy` may be called from any thread.

    `terminal` sends a text to the terminal's clipboard (OSC 52), which never says whether it took it.
    `run` starts a program with bytes as its standard input and returns whether it went well.
    `path` is the file that holds the text where no tool took it.
    """

    terminal: Callable[[str], None]
    environment: Mapping[str, str]
    which: Callable[[str], str | None]
    run: Callable[[Sequence[str], bytes], bool]
    path: Path

    def copy(self, text: str) -> str:
        """Copy a text and return in a few words which way worked: `copied with xclip`; raises ClipboardError.

        The terminal is asked even after a tool took the text: over ssh only it reaches the user.
        """
        encodable = text.encode("utf-8", "backslashreplace").decode("utf-8")
        tool = next((one for one in self._tools() if self._take(one, encodable)), None)
        asked = self._ask_terminal(encodable)
        if tool is not None:
            return f"copied with {tool.command[0]}"
        try:
            _write_private(self.path, encodable.encode("utf-8"))
        except OSError as error:
            if asked:
                return "copied (OSC 52, unconfirmed)"
            raise ClipboardError(
                f"Could not copy: no clipboard tool, too long for the terminal, and {self.path} "
                f"cannot be written ({error.strerror or error})."
            ) from error
        if asked:
            return f"copied (OSC 52, unconfirmed) · {short_path(self.path)}"
        return f"too long for the terminal, written to {short_path(self.path)}"

    def _tools(self) -> list[Tool]:
        """Return the tools that reach the user: on the far side of ssh only those of a forwarded display."""
        remote = "SSH_CONNECTION" in self.environment
        return [
            tool
            for tool in TOOLS
            if (self.environment.get(tool.needs) if tool.needs else not remote) and self.which(tool.command[0])
        ]

    def _take(self, tool: Tool, text: str) -> bool:
        program = self.which(tool.command[0]) or tool.command[0]
        return self.run((program, *tool.command[1:]), text.encode(tool.encoding))

    def _ask_terminal(self, text: str) -> bool:
        if len(text.encode("utf-8")) > TERMINAL_LIMIT_BYTES:
            return False
        self.terminal(text)
        return True


def short_path(path: Path) -> str:
    """Return a path without the folders between its root, or the user's home, and the file."""
    start = "~" if path.is_relative_to(Path.home()) else path.anchor.rstrip("/")
    return f"{start}/…/{path.name}"


def system_clipboard(terminal: Callable[[str], None]) -> Clipboard:
    """Return the clipboard of this process; `terminal` is the app's `copy_to_clipboard`."""
    path = user_state_path("gridtrail", appauthor=False) / "clipboard.txt"
    return Clipboard(terminal, os.environ, shutil.which, run_tool, path)


def run_tool(command: Sequence[str], content: bytes) -> bool:
    """Return whether a program took the bytes within two seconds; no shell is involved.

    Its output is closed, for wl-copy and xclip leave a process behind that would keep it open.
    """
    try:
        # the command is one of TOOLS, found on the user's own path
        subprocess.run(  # noqa: S603
            list(command),
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
