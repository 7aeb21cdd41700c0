"""Sandboxes for tests in which a schedule has got as far as a scenario's first acts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from store.database.opening import open_store
from store.lifecycle.scenarios import play
from store.model.timeline import StoreKind

TOMORROW = timedelta(days=1)
IN_A_WEEK = timedelta(days=7)


def begun(path: Path | str, scenario: str, ahead: timedelta = TOMORROW, *, acts: int = 2) -> str:
    """Make a sandbox in which a schedule at Amprion is created and submitted, and no more; return its target.

    That of a week from now was submitted just now, well before every gate, the others in good time.
    """
    # of the day it is now: a run of the tests may go on over midnight
    day = datetime.now(ZoneInfo("Europe/Berlin")).date() + ahead
    start = datetime.now(UTC) if ahead == IN_A_WEEK else None
    simulation = play(scenario, seed=1, day=day, tso="DE-AMPRION-TSO", start=start)
    entries = [entry for _ in range(acts) if (played := simulation.step()) for entry in played.entries]
    store = open_store(str(path), create=StoreKind.SANDBOX)
    store.append(entries, origin="test", simulated=True)
    store.close()
    return str(path)
