"""Memory at rest: what a program holds when its screen has settled."""

from collections.abc import Mapping
from functools import partial

from tests.bench.asked import Asked, thousands
from tests.bench.measuring import Comparison, Figure, Group, Limit, Unit, Way
from tests.bench.terminals.openings import PATIENCE_SECONDS, SMALL, Opening, beside_small
from tests.bench.terminals.processes import SAMPLE_SECONDS, SETTLED_SAMPLES, settled
from tests.bench.terminals.programs import ALL_PEERS, running

MOST_SECONDS = 180

WHY = (
    "what is imported takes 66 MB before anything is shown: Python 9, what comes with it 20, SQLAlchemy 12, our own "
    "modules 11, Textual and Rich 10, all others 3"
)


def memory(asked: Asked) -> Group:
    """Return the comparison of what this program and its peers hold in memory."""
    return Group(
        title="Memory at rest",
        note=(
            "Of the process and its children once events are on screen and the memory has not changed by 1 % for "
            f"{SAMPLE_SECONDS * SETTLED_SAMPLES:g} s: resident, and with what is shared with other processes in part. "
            "Of the peers only lnav is opened on the largest log."
        ),
        comparisons=[_comparison(asked, events) for events in asked.sizes_of_screens],
        peers=ALL_PEERS,
    )


def _comparison(asked: Asked, events: int) -> Comparison:
    size = f"{thousands(events)} events"
    same = [Limit(1.1, times=SMALL)] if events != asked.small else []
    return Comparison(
        figures=[
            Figure("rss", f"memory at rest, resident, {size}", Unit.BYTES, [Limit(90e6), *same], why=WHY),
            Figure("pss", f"memory at rest, proportional, {size}", Unit.BYTES),
        ],
        ways=[Way(name, partial(_rested, one)) for name, one in beside_small(asked, events).items()],
    )


def _rested(opening: Opening) -> Mapping[str, float]:
    program, events = opening.program(), opening.events()
    with running(program) as terminal:
        if not events(terminal.text):
            terminal.until(events, PATIENCE_SECONDS)
        return settled(terminal, MOST_SECONDS)
