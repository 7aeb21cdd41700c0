"""Each program opened on a log: what its first paint is, and what stands on its screen when it shows events."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from store.database.opening import open_store
from tests.bench.asked import Asked
from tests.bench.logs import first_and_last_uid, log_of, store_of
from tests.bench.measuring import OURS, NotMeasured
from tests.bench.terminals import programs
from tests.bench.terminals.judged import Shown, showing
from tests.bench.terminals.programs import Program, running

PATIENCE_SECONDS = 120
SMALL = "ours, small log"
FLOOR = "floor: bare list"
LNAV = "lnav"
BARE_ROWS = showing("row        0")
FRAME = showing("Schedules", "Timeline")


@dataclass(frozen=True)
class Opening:
    """How a program is started, what its first paint is, and what gives the test whether it shows events."""

    program: Callable[[], Program]
    first: Shown
    events: Callable[[], Shown]


def anything(screen: str) -> bool:
    """Tell whether there is any character on a screen."""
    return bool(screen.strip())


def openings(asked: Asked, events: int) -> dict[str, Opening]:
    """Return this program and its peers on a log of a size."""
    log, store = log_of(asked, events), store_of(asked, events)
    first, last = first_and_last_uid(log)
    harlequin = ("harlequin", "--adapter", "sqlite", str(store))
    return {
        OURS: our_opening(asked, events),
        FLOOR: Opening(lambda: programs.bare_list(events), anything, lambda: BARE_ROWS),
        LNAV: Opening(lambda: programs.lnav(log), anything, lambda: showing(last)),
        "toolong": Opening(partial(programs.peer, asked, "toolong", str(log)), anything, lambda: showing(last)),
        "VisiData (first rows)": Opening(
            partial(programs.peer, asked, "visidata", str(log)), anything, lambda: showing(first[:18])
        ),
        "Harlequin (its screen)": Opening(
            partial(programs.peer, asked, *harlequin), anything, lambda: showing("Query Editor", "Query Results")
        ),
    }


def our_opening(asked: Asked, events: int) -> Opening:
    """Return this program on the store of a log of a size."""
    store = store_of(asked, events)
    return Opening(lambda: programs.ours(store), FRAME, lambda: showing(event_when_opened(store)))


@cache
def event_when_opened(store: Path) -> str:
    """Return the time of the event that is selected when a store is opened, as the timeline writes it.

    It is seen once at leisure, and the store must know it: by that the screen is judged from then on.
    """
    with running(programs.ours(store)) as terminal:
        terminal.until(FRAME, PATIENCE_SECONDS)
        terminal.until(lambda screen: _selected(screen) is not None, PATIENCE_SECONDS)
        terminal.rest(2)
        screen = terminal.text
    opened = open_store(str(store), read_only=True)
    event = opened.event(_selected(screen) or "")
    opened.close()
    if event is None:
        raise NotMeasured("the screen shows no event of the store when it is opened")
    time = event.row.created_at
    text = f"{time:%M:%S}.{time.microsecond // 1000:03}"
    if screen.count(text) < 2:
        raise NotMeasured(f"the timeline does not show the event that is selected ({text})")
    return text


def _selected(screen: str) -> str | None:
    """Return the uid of the selected event, which the line under the panes names."""
    found = re.search(r"uid ([0-9a-f]{8}-[0-9a-f-]{27})", screen)
    return found.group(1) if found else None


def beside_small(asked: Asked, events: int) -> dict[str, Opening]:
    """Return every program on a log of a size, and this one on the small log where that is another.

    What costs the same at any size must be measured in the same rounds. On the largest log, of the peers only lnav is
    opened: another one reads on until all of a log is in memory, which may be more than there is.
    """
    programs = openings(asked, events)
    small = {SMALL: our_opening(asked, asked.small)} if events != asked.small else {}
    beside = (FLOOR, LNAV) if events > asked.events else [name for name in programs if name != OURS]
    return {OURS: programs[OURS], **small, **{name: programs[name] for name in beside}}
