"""Start: from the command to the first paint, and to events on screen."""

from collections.abc import Mapping
from functools import partial

from tests.bench.asked import Asked, thousands
from tests.bench.measuring import Comparison, Figure, Group, Limit, Way
from tests.bench.terminals.openings import LNAV, PATIENCE_SECONDS, SMALL, Opening, beside_small
from tests.bench.terminals.programs import ALL_PEERS, running

PAINT = "it goes with what the bare list of Textual takes: where that was 189 ms this was 315 ms, on another day"
WHY = (
    "lnav reads a small file in less time than Python takes to import Textual and paint a bare list (the floor); "
    "after that SQLAlchemy and the store are imported while the first frame already stands. Where a large store took "
    "longer than a small one it was some 70 ms, for the tree and the histogram"
)


def start(asked: Asked) -> Group:
    """Return the comparison of the start of this program with that of its peers."""
    return Group(
        title="Start",
        note=(
            "From the command to the frame on screen (of a peer: to the first character), and to events on screen, "
            "judged by the text of an event that is known to be there; Harlequin shows no events by itself and "
            "counts when its screen stands. Of the peers only lnav is opened on the largest log."
        ),
        comparisons=[_comparison(asked, events) for events in asked.sizes_of_screens],
        peers=ALL_PEERS,
    )


def _comparison(asked: Asked, events: int) -> Comparison:
    size = f"{thousands(events)} events"
    same = [Limit(1.2, times=SMALL)] if events != asked.small else []
    return Comparison(
        figures=[
            Figure("paint", f"start → first paint, {size}", limits=[Limit(0.45), *same], why=PAINT),
            Figure("events", f"start → events on screen, {size}", limits=[Limit(0.75, times=LNAV), *same], why=WHY),
        ],
        ways=[Way(name, partial(_started, one)) for name, one in beside_small(asked, events).items()],
    )


def _started(opening: Opening) -> Mapping[str, float]:
    program, events = opening.program(), opening.events()
    with running(program) as terminal:
        paint = shown = terminal.until(opening.first, PATIENCE_SECONDS)
        if not events(terminal.text):
            shown = terminal.until(events, PATIENCE_SECONDS)
        return {"paint": paint - terminal.started_at, "events": shown - terminal.started_at}
