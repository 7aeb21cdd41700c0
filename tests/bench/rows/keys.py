"""Keys: from a key to the change that it makes on screen."""

from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median

from tests.bench.asked import Asked, thousands
from tests.bench.logs import GRIDTRAIL, store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, NotMeasured, Way
from tests.bench.rows.imports import UNSEALED, UNSEALED_GRIDTRAIL
from tests.bench.terminals import programs
from tests.bench.terminals.judged import JudgedTerminal
from tests.bench.terminals.openings import BARE_ROWS, FLOOR, PATIENCE_SECONDS, our_opening
from tests.bench.terminals.processes import wait_for_idle
from tests.bench.terminals.programs import running
from tests.bench.terminals.timeline import cursor_line, go_to_start
from tests.bench.turns import hundredth

DOWN, PAGE_DOWN = "\x1b[B", "\x1b[6~"
KEYS = {
    "down": ("Down", DOWN, 0.2),
    "page": ("page down", PAGE_DOWN, 0.2),
    "hurried": ("Down in a hurry", DOWN, 0),
}
"""Keys with their names and for how many seconds the program has been idle before the next is pressed."""


def keys(asked: Asked) -> Group:
    """Return the comparison of what keys cost on logs of several sizes and on a bare list."""
    return Group(
        title="Key → repaint",
        note=(
            f"{asked.keys} presses of each key in the timeline of all schedules, until another row stands at the "
            "cursor; each when the program was idle after the one before, in a hurry already while the panes are still "
            "to come."
        ),
        comparisons=[_comparison(asked, events) for events in asked.sizes_of_screens],
    )


WHY = (
    "of the processor time of a key our own functions take about a tenth (profiled: 0.7 ms); the rest is how Textual "
    "hands on messages, looks up keys and styles and composes a screen, which here has forty widgets, the floor one. "
    "Of keys in a hurry the floor alone took 5.7 to 9.2 ms, a page 4.4 to 7.5, on two machines"
)


def _comparison(asked: Asked, events: int) -> Comparison:
    return Comparison(
        figures=[
            Figure(
                f"{name} {which}",
                f"{label} → repaint, {which}, {thousands(events)} events",
                limits=[Limit(most)],
                why=WHY,
            )
            for name, (label, *_) in KEYS.items()
            for which, most in (("median", 0.008), ("p99", 0.05))
        ],
        ways=[
            Way(OURS, partial(_ours, asked, events)),
            Way(FLOOR, partial(_floor, asked, events)),
            *([Way(UNSEALED, partial(_ours, asked, events, UNSEALED_GRIDTRAIL))] if events == asked.small else []),
        ],
    )


def _ours(asked: Asked, events: int, program: Sequence[str] = GRIDTRAIL) -> Mapping[str, float]:
    opening = our_opening(asked, events)
    with running(programs.ours(store_of(asked, events), program=program)) as terminal:
        terminal.until(opening.events(), PATIENCE_SECONDS)
        go_to_start(terminal)
        return pressed(terminal, asked.keys)


def _floor(asked: Asked, events: int) -> Mapping[str, float]:
    with running(programs.bare_list(events)) as terminal:
        terminal.until(BARE_ROWS, PATIENCE_SECONDS)
        return pressed(terminal, asked.keys)


def pressed(terminal: JudgedTerminal, times: int) -> Mapping[str, float]:
    """Return the median and the p99 of the seconds after each key, pressed so many times."""
    found: dict[str, float] = {}
    for name, (_, key, quiet_seconds) in KEYS.items():
        seconds = [_repaint(terminal, key, quiet_seconds) for _ in range(times)]
        found |= {f"{name} median": median(seconds), f"{name} p99": hundredth(seconds)}
    return found


def _repaint(terminal: JudgedTerminal, key: str, quiet_seconds: float) -> float:
    wait_for_idle(terminal, quiet_seconds)
    before = cursor_line(terminal.text)
    if before is None:
        raise NotMeasured("there is no cursor on the screen")
    at = terminal.press(key)
    return terminal.until(lambda screen: cursor_line(screen) not in {None, before}, 10, at) - at
