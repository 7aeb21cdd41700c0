"""The real program in a real terminal, on a store of hostile texts: its very bytes, judged."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pyte
from rich.cells import cell_len

from tests.hostile.reached import Reached
from tests.hostile.shown.terminals import CONTROLS, DRAWING, Judge
from tests.support.terminal import Terminal, homes

SIZE = (120, 70)

PARTS = re.compile(
    r"(?P<sequence>\x1b\[[0-9:;<=>?]*[ -/]*[@-~]"
    r"|\x1b[PX^_\]][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-~])"
    r"|[\n\r]+"
)
"""What cuts what a program writes into runs of text."""

OURS = re.compile(
    r"\x1b\[[0-9;]*[mHK]|\x1b\[\?[0-9;]+[hl$p]+|\x1b\[[><=?][0-9;]*[a-z]|\x1b\[[0-9;?]*[cntq]"
    r"|\x1b\]22;\w+(?:\x07|\x1b\\)|\x1b[78=>]"
)
"""What the program itself asks of a terminal: colours, places, modes, what it can, the shape of the pointer."""

MOVING = re.compile(r"\x1b\[[0-9;]*[mHK]")
_MOVES = DRAWING | {"cursor_position", "index", "cursor_down", "set_mode", "reset_mode", "report_device_attributes"}


class _Kept(pyte.ByteStream):
    """Keeps what a terminal is given, and draws it as long as somebody looks."""

    def __init__(self, screen: pyte.Screen) -> None:
        super().__init__(screen)
        self.written = bytearray()
        self.is_seen = True

    # a stream of bytes takes bytes, unlike the stream it is made of
    def feed(self, data: bytes) -> None:  # type: ignore[override]
        self.written += data
        if self.is_seen:
            super().feed(data)


class JudgedTerminal(Terminal):
    """A terminal that keeps what was written to it."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        super().__init__(command, SIZE, environment)
        self.kept = _Kept(self._screen)
        self._stream = self.kept


def of_pty(target: str, folder: Path, events: int, reached: Reached) -> Iterator[str]:
    """Give what is wrong with the bytes of the program while the list, the tree and the changes are walked."""
    command = [sys.executable, "-m", "tui.cli.main", "open", target]
    terminal = JudgedTerminal(command, homes(folder))
    try:
        terminal.shows("Timeline")
        terminal.kept.is_seen = False
        terminal.press("2", "g", *["\x1b[6~"] * (1 + events // 30))
        for _ in range(2):
            terminal.press(*["Up"] * 3, "3", "x", "\x1b[6~", "2")
        terminal.press("q")
        code = terminal.end()
    finally:
        terminal.kill()
    if code:
        yield f"pty: exit code {code}"
    yield from of_bytes(bytes(terminal.kept.written), reached)


def of_bytes(written: bytes, reached: Reached) -> Iterator[str]:
    """Give what is wrong with bytes for a terminal: what acts there, and runs of text that are drawn wider or narrower.

    Each run is drawn from where the sequences before it put the cursor, and ends as many cells on as it was counted.
    """
    try:
        text = written.decode()
    except UnicodeDecodeError as error:
        yield f"pty: not UTF-8: {error}"
        return
    judge = Judge(*SIZE)
    stream = pyte.Stream(judge)
    at = 0
    for part in PARTS.finditer(text):
        yield from _of_run(judge, stream, text[at : part.start()], reached)
        if part["sequence"] and not OURS.fullmatch(part[0]):
            yield f"pty: the program wrote {part[0][:80]!r}"
        if not part["sequence"] or MOVING.fullmatch(part[0]) or not OURS.fullmatch(part[0]):
            # the emulator misreads some of what asks a terminal what it can
            stream.feed(part[0])
        at = part.end()
    yield from _of_run(judge, stream, text[at:], reached)
    odd = set(judge.acted) - _MOVES
    if odd or judge.title or judge.icon_name:
        yield f"pty: the terminal did {sorted(odd)}, title {judge.title!r}, icon {judge.icon_name!r}"


def _of_run(judge: Judge, stream: pyte.Stream, run: str, reached: Reached) -> Iterator[str]:
    if not run:
        return
    for found in CONTROLS.finditer(run):
        yield f"pty: {found[0]!r} is in {run[:200]!r}"
    start = judge.cursor.x
    stream.feed(run)
    counted, drawn = cell_len(run), judge.cursor.x - start
    if abs(counted - drawn) > 1 or start + counted > judge.columns:
        yield f"pty: {counted} cells counted, {drawn} drawn from {start} by {run[:200]!r}"
    reached.wrote("pty", run)
