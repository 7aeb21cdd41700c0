"""The timeline on our screen as text: its rows, its cursor, and the keys that go there."""

import re
from typing import NamedTuple

from tests.bench.terminals.judged import JudgedTerminal, showing
from tests.bench.terminals.processes import wait_for_idle

CURSOR = "▌"
TITLE = "─ Timeline"
SIDES = {"│", "┃", "║"}
ALL_SCHEDULES = "Timeline · all schedules"
QUIET_SECONDS = 0.3
MOST_SECONDS = 5
"""How long to wait after a key: a screen that follows a writer is never idle."""

_TIME = re.compile(r"\d\d:(\d\d):(\d\d)\.(\d{3})")


class Frame(NamedTuple):
    """Where the inside of the timeline stands on a screen, both ends included; lines and columns count from 0."""

    left: int
    right: int
    top: int
    bottom: int


def frame(screen: str) -> Frame | None:
    """Return where the timeline stands; None on a screen without one."""
    lines = screen.split("\n")
    top = next((number for number, line in enumerate(lines) if TITLE in line), None)
    if top is None:
        return None
    left = lines[top].index(TITLE) - 1
    bottom = top
    while bottom + 1 < len(lines) and lines[bottom + 1][left : left + 1] in SIDES:
        bottom += 1
    return Frame(left + 1, len(lines[top].rstrip()) - 2, top + 1, bottom)


def rows(screen: str) -> list[str]:
    """Return the lines inside the timeline's frame; of a screen without a timeline all of its lines."""
    lines = screen.split("\n")
    found = frame(screen)
    if found is None:
        return lines
    return [line[found.left : found.right + 1] for line in lines[found.top : found.bottom + 1]]


def cursor_line(screen: str) -> str | None:
    """Return the row at the cursor; None where there is none."""
    return next((row for row in rows(screen) if row.startswith(CURSOR)), None)


def last_time(screen: str) -> int | None:
    """Return the time of the last row that says one in full: milliseconds after the hour."""
    for row in reversed(rows(screen)):
        if found := _TIME.search(row):
            minutes, seconds, milliseconds = map(int, found.groups())
            return (minutes * 60 + seconds) * 1000 + milliseconds
    return None


def go_to_start(terminal: JudgedTerminal) -> None:
    """Show all schedules, with the cursor on the first event.

    By way of the last one: a cursor that is there already does not bring back rows that were scrolled away.
    """
    go_to_end(terminal)
    _press(terminal, "g")


def go_to_end(terminal: JudgedTerminal) -> None:
    """Show all schedules, with the cursor on the last event."""
    _show_all(terminal)
    _press(terminal, "G")


def _show_all(terminal: JudgedTerminal) -> None:
    wait_for_idle(terminal, QUIET_SECONDS, MOST_SECONDS)
    for key in ("1", "g"):
        _press(terminal, key)
    if ALL_SCHEDULES not in terminal.text:
        terminal.until(showing(ALL_SCHEDULES), 30)
    _press(terminal, "2")


def _press(terminal: JudgedTerminal, key: str) -> None:
    terminal.press(key)
    wait_for_idle(terminal, QUIET_SECONDS, MOST_SECONDS)
