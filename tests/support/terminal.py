"""A real terminal for tests: the program in a pty, its screen read by a terminal emulator."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

PATIENCE_SECONDS = 60

_SIZES = {"COLUMNS", "LINES"}
"""Variables that would overrule the size of the terminal; a test runner may set them."""

KEYS = {
    "C-s": "\x13",
    "Enter": "\r",
    "Escape": "\x1b",
    "Tab": "\t",
    "Down": "\x1b[B",
    "Up": "\x1b[A",
    "Right": "\x1b[C",
}


def homes(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing is remembered outside of a folder."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "GRIDTRAIL_STORE": "", "LC_ALL": "C.UTF-8"}
    return {**{name: str(folder) for name in names}, **terminal}


class Terminal:
    """A program running in a terminal of a size; `text` is what the screen shows."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._file, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._process = subprocess.Popen(  # noqa: S603 - the program under test
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
            env={**{name: value for name, value in os.environ.items() if name not in _SIZES}, **environment},
        )
        os.close(slave)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self._screen.display)

    def shows(self, *texts: str) -> str:
        """Wait until the screen shows all these texts; return the screen, or fail with it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(text not in self.text for text in texts):
            assert time.monotonic() < deadline, f"never showed {texts}:\n{self.text}"
            self._read()
        return self.text

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the screen has come to rest after the one before."""
        for key in keys:
            os.write(self._file, KEYS.get(key, key).encode())
            deadline = time.monotonic() + PATIENCE_SECONDS
            while self._read():
                assert time.monotonic() < deadline, f"never came to rest after {key!r}:\n{self.text}"

    def end(self) -> int:
        """Wait until the program has ended; return its exit code."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._read(PATIENCE_SECONDS):
            assert time.monotonic() < deadline, f"never ended:\n{self.text}"
        return self._process.wait(PATIENCE_SECONDS)

    def close(self) -> int:
        """Take the terminal away, as when its window is closed; return the exit code of the program."""
        os.close(self._file)
        self._file = os.open(os.devnull, os.O_RDONLY)
        return self._process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """End the program if it still runs, and give the terminal back."""
        self._process.kill()
        self._process.wait()
        os.close(self._file)

    def _read(self, seconds: float = 0.3) -> bool:
        """Take in what the program wrote; return whether there was anything."""
        if not select.select([self._file], [], [], seconds)[0]:
            return False
        try:
            written = os.read(self._file, 1 << 16)
        except OSError:
            # the other end of a pty is closed
            return False
        self._stream.feed(written)
        return bool(written)
