"""Which simulation the live mode plays on a store."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.market.delivery_day import zone_of
from store.model.timeline import Scope

if TYPE_CHECKING:
    # importing the simulator takes longer than drawing the first frame
    from store.database.appending.log import Appended
    from store.database.store import Store
    from store.lifecycle.life import Life
    from store.lifecycle.simulation import Played, Simulation

_BEGINS = time(13, 58)
"""When the day-ahead business begins on the simulated clock, in the local time of Germany."""

_PLAYED_BEFORE = timedelta(minutes=3)
"""How much of it has happened already when one begins to look."""

_WORTH_A_LOOK = ("version.rejected", "anomaly.received", "version.accepted", "version.submitted")


def simulation_for(store: "Store", wall: datetime, stood_at: datetime | None = None) -> "tuple[Simulation, datetime]":
    """Return what is simulated on a store from this moment of the clock on the wall, and its simulated time.

    Tomorrow's day-ahead is submitted and answered by five TSOs. Where tomorrow is in the store already, its
    schedules go on from where they stand, and the time from their last event, or from where it `stood_at`.
    """
    from store.lifecycle.scenarios import live
    from store.lifecycle.simulation import Simulation

    local = wall.astimezone(zone_of("DE"))
    tomorrow = local.date() + timedelta(days=1)
    seed = tomorrow.toordinal()
    uids = store.schedule_uids(Scope(day=tomorrow))
    if not uids:
        begins = datetime.combine(local.date(), _BEGINS, local.tzinfo).astimezone(UTC)
        return live(seed=seed, day=tomorrow, start=begins), begins + _PLAYED_BEFORE
    known = list(_playable(store, uids))
    if not known:
        raise StoreError(f"nothing of {tomorrow} can be simulated: the log names no TSO or no party")
    goes_on = max(*(life.last_at for life in known), stood_at or known[0].last_at)
    simulation = Simulation([], [], seed=f"{seed} {sum(life.entries for life in known)}", not_before=goes_on)
    for life in known:
        simulation.learn(life)
    return simulation, goes_on


def _playable(store: "Store", uids: Iterable[str]) -> "Iterator[Life]":
    """Give the lives that a TSO can answer to; the others stay as they are."""
    from store.lifecycle.life import LifeError, life_of

    for uid in uids:
        # of what the log does not tell enough about, nothing can be simulated, and the rest goes on
        with suppress(LifeError):
            yield life_of(one.entry for one in store.life(uid))


def worth_a_look(played: "Sequence[Played]") -> str | None:
    """Return the uid of the event to look at first: the newest of the worst kind; None when nothing was played."""
    from store.model.event import read_entry

    entries = [read_entry(content) for one in played for content in one.entries]
    ranked = [one for type_ in _WORTH_A_LOOK for one in reversed(entries) if one.type == type_]
    return (ranked or entries[-1:])[0].uid if entries else None


def take_all(appended: "Appended") -> None:
    """Raise StoreError when the store refused an entry."""
    if appended.refused:
        raise StoreError(f"what was simulated was not written: {appended.refused[0].reason}")
