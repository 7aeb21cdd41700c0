"""What a terminal makes of what was written to it: the judge over commands and the screen."""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pyte
from rich.cells import cell_len

STYLES = re.compile(r"\x1b\[[0-9;]*m")
"""What the program colours with; no other sequence of a command begins with an escape."""

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What acts on a terminal or hides in it; line feeds are ours."""

SEQUENCES = re.compile(r"\x1b\[[0-9;]*[mH]")
"""What the screen colours and moves with."""

_HARMLESS = re.compile(r"[\x20-\x7e]*")

DRAWING = frozenset({"draw", "linefeed", "carriage_return", "select_graphic_rendition"})


class Judge(pyte.Screen):
    """A screen that notes in `acted` whatever it is asked to do beyond what is allowed."""

    def __init__(self, columns: int, lines: int, allowed: Collection[str] = DRAWING) -> None:
        super().__init__(columns, lines)
        self.acted: list[str] = []
        for name in pyte.Stream.events - set(allowed):
            # a stream takes these from the screen once, when it is made
            setattr(self, name, partial(self._note, name, getattr(self, name)))

    def _note(self, name: str, act: Any, *arguments: Any, **named: Any) -> None:
        self.acted.append(name)
        with suppress(TypeError):
            # not every one of these knows what is private
            act(*arguments, **named)

    def draw(self, data: str) -> None:
        """Draw sign by sign: pyte leaves out what follows a mark that it cannot combine."""
        for sign in (data,) if data.isascii() else data:
            super().draw(sign)


def complaints(written: str, *, coloured: bool = False, width: int | None = None) -> Iterator[str]:
    """Give what is wrong with what a command wrote to a terminal.

    That is whatever acts there, lines that are drawn more than a cell wider or narrower than counted, and, where
    the terminal has a width, lines beyond it.
    """
    plain = STYLES.sub("", written) if coloured else written
    for found in CONTROLS.finditer(plain):
        yield f"{found[0]!r} is in {plain[max(0, found.start() - 30) : found.end() + 30]!r}"
    lines = dict.fromkeys(plain.split("\n"))
    if width is None and _HARMLESS.fullmatch(plain.replace("\n", "")):
        return
    screen = Judge(8 + 2 * max(map(len, lines)), 1)
    stream = pyte.Stream(screen)
    for line in lines:
        is_plain = bool(_HARMLESS.fullmatch(line))
        counted = len(line) if is_plain else cell_len(line)
        if width is not None and counted > width:
            yield f"{counted} cells in a line of {width}: {line[:200]!r}"
        if not is_plain:
            screen.cursor.x = 0
            stream.feed(line)
            if abs(screen.cursor.x - counted) > 1:
                yield f"{counted} cells counted, {screen.cursor.x} drawn by {line[:200]!r}"
    if screen.acted or screen.title or screen.icon_name:
        yield f"the terminal did {screen.acted[:9]}, title {screen.title!r}, icon {screen.icon_name!r}"
