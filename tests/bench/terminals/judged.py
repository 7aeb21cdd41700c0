"""A program in a pty, judged by what its screen shows; every moment is that of the bytes that brought it."""

import fcntl
import os
import pty
import queue
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import pyte

from tests.bench.measuring import NotMeasured

SIZE = (120, 36)
SWITCH_SECONDS = 0.0005
"""How soon the thread that reads gets its turn while the emulator is drawing."""

TYPING_SECONDS = 0.05

Shown = Callable[[str], bool]
"""What tells whether a screen shows what is waited for."""


def showing(*texts: str) -> Shown:
    """Return what tells whether all these texts stand on a screen."""
    return lambda screen: all(text in screen for text in texts)


class JudgedTerminal:
    """A program running in a terminal of its own: it is told keys and waited for; `with` ends it.

    Moments are seconds of the monotonic clock. The bytes are read and timed by a thread that does nothing else,
    and drawn one portion after the other, so that what drawing costs here counts for nobody.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self._screen)
        self._portions: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._file, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
        sys.setswitchinterval(SWITCH_SECONDS)
        threading.Thread(target=self._read, daemon=True).start()
        self.started_at = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - the programs that are compared
            command, stdin=inner, stdout=inner, stderr=inner, start_new_session=True, cwd=folder, env=environment
        )
        os.close(inner)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self._screen.display)

    @property
    def process_id(self) -> int:
        """The process in the terminal, which may have children."""
        return self._process.pid

    def until(self, shown: Shown, seconds: float, after: float = 0) -> float:
        """Return the moment at which the screen came to show something; raises NotMeasured if it never does.

        What was written before a moment is drawn and not looked at: it answers nothing that was pressed then.
        """
        deadline = time.monotonic() + seconds
        while True:
            at = self._draw(deadline - time.monotonic())
            if at is None:
                raise NotMeasured(f"the screen never showed it within {seconds:g} s: {self._last_words()}")
            if at >= after and shown(self.text):
                return at

    def rest(self, quiet_seconds: float, most_seconds: float = 60) -> None:
        """Draw until nothing has come for a while, or for as long as allowed."""
        deadline = time.monotonic() + most_seconds
        while time.monotonic() < deadline and self._draw(quiet_seconds) is not None:
            pass

    def watch(self, seconds: float, seen: Callable[[float, str], None]) -> None:
        """Tell of every portion that came for some time: its moment, and the screen after it."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if (at := self._draw(left)) is not None:
                seen(at, self.text)

    def drawn_within(self, seconds: float) -> bool:
        """Tell whether something came within some time, and draw it."""
        return self._draw(seconds) is not None

    def press(self, keys: str) -> float:
        """Send keys and return the moment at which it was done."""
        at = time.monotonic()
        os.write(self._file, keys.encode())
        return at

    def type(self, text: str) -> None:
        """Send a text as one who types does, each character when the one before was drawn."""
        for character in text:
            self.press(character)
            self.rest(TYPING_SECONDS, 1)
        self.rest(0.5, 5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the program with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._file)

    def _draw(self, seconds: float) -> float | None:
        """Draw the next portion and return its moment; None when none comes in time."""
        try:
            at, portion = self._portions.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None
        self._stream.feed(portion)
        return at

    def _read(self) -> None:
        with suppress(OSError):  # the other end of a pty is closed
            while portion := os.read(self._file, 1 << 16):
                self._portions.put((time.monotonic(), portion))

    def _last_words(self) -> str:
        """Return the end of what the screen shows, for whoever must find out why."""
        lines = [" ".join(line.split()) for line in self._screen.display if line.strip()]
        return " / ".join(lines[-2:])[-160:] or "it is empty"
