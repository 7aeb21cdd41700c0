"""What a user asks `gridtrail simulate` for, in words: days, times and schedules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.texts.inert import inert
from tui.cli.log.days import day_named, today

if TYPE_CHECKING:
    from store.database.store import Store
    from store.lifecycle.life import Life
    from store.lifecycle.moves import Act

_MOST_NAMED = 5
_FIRST_YEAR, _LAST_YEAR = 2, 9000


@dataclass(frozen=True)
class Asked:
    """On which schedule and when, each None where nobody said."""

    schedule: str | None = None
    day: str | None = None
    tso: str | None = None
    at: str | None = None


def day_to_simulate(text: str | None) -> date:
    """Return the delivery day that a text names, tomorrow where nobody said; raises StoreError for any other text."""
    day = day_named(text or "tomorrow", today())
    if not _FIRST_YEAR < day.year < _LAST_YEAR:
        raise StoreError(f"{text!r} cannot be simulated: it lies at the end of the calendar")
    return day


def time_named(text: str | None) -> datetime | None:
    """Return the instant that a text names; raises StoreError when it names none."""
    from store.model.market.delivery_day import instant

    try:
        return instant(text) if text else None
    except ValueError as error:
        raise StoreError(f"--at: {error}") from error


def act_named(step: str, reasons: Sequence[str], act: "Act") -> "Act":
    """Return an act with the move and the reason codes that a step in words has."""
    from dataclasses import replace

    from store.lifecycle.simulation.stepping import decided, move_named

    move, codes = decided(move_named(step), reasons)
    return replace(act, move=move, reason_codes=codes)


def left_unbalanced(act: "Act") -> "Act":
    """Return a submission that leaves its balance as it comes out."""
    from dataclasses import replace

    from store.lifecycle.moves import OUT_OF_BALANCE

    return replace(act, reason_codes=(OUT_OF_BALANCE,))


def life_asked_for(store: "Store", asked: Asked) -> "Life":
    """Return the life of the one schedule that is meant; raises StoreError when that is none or several."""
    from store.lifecycle.life import life_of

    return life_of(record.entry for record in store.life(_schedule_uid(store, asked)))


def _schedule_uid(store: "Store", asked: Asked) -> str:
    from store.lifecycle.scenarios.library import known_tso
    from store.model.timeline import Scope

    day = day_named(asked.day, today()) if asked.day else None
    found = [uid for uid in store.schedule_uids(Scope(day=day)) if uid.startswith(asked.schedule or "")]
    if asked.tso:
        code = known_tso(asked.tso).code
        at_tso = {node.uid for one in store.days() for node in store.schedules(one.day) if node.tso == code}
        found = [uid for uid in found if uid in at_tso]
    if len(found) == 1:
        return found[0]
    if not found:
        raise StoreError(f"the store {store.name!r} has no such schedule: gridtrail tree --json tells their uids")
    named = ", ".join(inert(uid, 40) for uid in found[:_MOST_NAMED]) + (", …" if len(found) > _MOST_NAMED else "")
    raise StoreError(f"{len(found)} schedules are meant, name one with --schedule: {named}")
