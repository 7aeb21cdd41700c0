"""How the live mode stands, in words for the head line."""

from collections.abc import Mapping
from datetime import datetime

from tui.presentation.pieces import Line, Piece, Role
from tui.presentation.signs import ASCII, Signs
from tui.simulator.live import LiveState, Pace

_WORDS: Mapping[Pace, tuple[str, str, str, Role]] = {
    Pace.RUNNING: ("⏵", ">", "live", Role.SIMULATED),
    Pace.PAUSED: ("⏸", "=", "paused", Role.WAITING),
    Pace.STOPPED: ("⏹", ".", "stopped", Role.MUTED),
    Pace.FINISHED: ("✔", "+", "all played", Role.MUTED),
}
"""The sign, in Unicode and in ASCII, the word and the role of each."""


def live_line(state: LiveState, signs: Signs) -> Line:
    """Return sign, word and, while it can go on, the speed: `⏵ live 60×`."""
    sign, plain_sign, word, role = _WORDS[state.pace]
    is_ascii = signs is ASCII
    speed = f" {speed_text(state.speed, signs)}" if state.pace in {Pace.RUNNING, Pace.PAUSED} else ""
    return (Piece(f"{plain_sign if is_ascii else sign} {word}{speed}", role),)


def live_clock(now: datetime) -> Line:
    """Return the simulated time of day, which is not that on the wall: `14:05:12`."""
    return (Piece(f"{now:%H:%M:%S}", Role.SIMULATED),)


def speed_text(speed: int, signs: Signs) -> str:
    """Return a speed: `60×`."""
    return f"{speed}{'x' if signs is ASCII else '×'}"
