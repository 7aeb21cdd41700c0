"""The scroll bar of the timeline dragged with the mouse."""

from tests.bench.measuring import NotMeasured
from tests.bench.terminals.judged import JudgedTerminal
from tests.bench.terminals.processes import wait_for_idle
from tests.bench.terminals.timeline import frame, rows

_PRESS, _MOVE, _RELEASE = "\x1b[<0;{x};{y}M", "\x1b[<32;{x};{y}M", "\x1b[<0;{x};{y}m"


def dragged(terminal: JudgedTerminal, place: float) -> float:
    """Drag the scroll bar from the top to a place of its height; return the seconds until other rows stand there."""
    found = frame(terminal.text)
    if found is None or found.bottom - found.top < 3:
        raise NotMeasured("there is no timeline to scroll")
    x = found.right + 1
    bottom = found.top + max(1, round(place * (found.bottom - found.top)))
    terminal.press(_PRESS.format(x=x, y=found.top + 1))
    wait_for_idle(terminal, 0.2, 2)
    before = _times(terminal.text)
    at = terminal.press(_MOVE.format(x=x, y=bottom + 1))
    try:
        return terminal.until(lambda screen: bool(_times(screen)) and _times(screen) != before, 10, at) - at
    finally:
        terminal.press(_RELEASE.format(x=x, y=bottom + 1))
        terminal.rest(0.5, 5)


def _times(screen: str) -> list[str]:
    """Return the rows that are there, without those that are still to be read."""
    return [row for row in rows(screen) if ":" in row]
