"""Events and schedules as they are named on the command line: by their uid, or by its first characters."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.home import with_home
from store.model.texts.inert import inert
from store.model.texts.secrets import without_secrets
from tui.cli.stores import exists, store_target

if TYPE_CHECKING:
    from store.database.store import Store
    from store.model.schedules.tree import ScheduleNode
    from store.model.timeline import Event, EventRow

STORE_WORDS = "The store [default: $GRIDTRAIL_STORE, else the one in your data directory]"
EVENT_HELP = f"{STORE_WORDS}, and the uid of the event, or the first four characters of it or more."
SCHEDULE_HELP = f"{STORE_WORDS}, and the uid of a schedule or of one event of it, or its first characters."

MOST_NAMED = 5
"""How many are listed where several are meant."""


def store_and_uid(command: str, words: Sequence[str]) -> tuple[str | None, str]:
    """Return the store, None for the one that is meant without a name, and the uid that the words of a command are."""
    usage = f"gridtrail {command} STORE UID"
    if len(words) > 2:
        raise StoreError(f"{command} takes a store and one uid: {usage}")
    if len(words) == 2:
        return words[0], words[1]
    (word,) = words
    if "://" in word or _is_file(word):
        raise StoreError(f"{without_secrets(word)!r} names a store, and the uid is missing: {usage}")
    refuse_without_store(word, usage)
    return None, word


def _is_file(word: str) -> bool:
    """Return whether a word is the path of a file; no path is as long as a word may be."""
    try:
        return with_home(word).is_file()
    except OSError:
        return False


def refuse_without_store(uid: str, usage: str) -> None:
    """Raise StoreError where a uid is named alone and there is no store that is meant without a name."""
    target = store_target(None)
    if not exists(target):
        raise StoreError(f"there is no store to look for {uid!r} in, neither is {target!r} there: {usage}")


def event_named(store: "Store", text: str) -> "Event | None":
    """Return the event whose uid is a text, or the only one whose uid begins with it; None where there is none.

    Raises StoreError that lists the first few where there are several.
    """
    event = store.event(text)
    if event is None and (row := event_beginning(store, text)):
        event = store.event(row.uid)
    return event


def none_named(store: "Store", what: str, text: str, listing: str) -> StoreError:
    """Return what is said where a text names no event or schedule, which a command lists."""
    from store.query.language.narrowing import SHORTEST_NAME

    short = f", and a uid is named by its first {SHORTEST_NAME} characters or more" if len(text) < SHORTEST_NAME else ""
    return StoreError(f"the store {store.name!r} has no {what} {text!r}{short}: gridtrail {listing} lists them")


def event_beginning(store: "Store", text: str) -> "EventRow | None":
    """Return the only event whose uid begins with a text; raises as `event_named`."""
    return _only_event(text, *_events(store, text))


def schedule_beginning(store: "Store", text: str) -> str | None:
    """Return the uid of the only schedule whose uid begins with a text; raises as `event_named`."""
    return _only_schedule(store, text, _schedules(store, text))


def case_beginning(store: "Store", text: str) -> str | None:
    """Return the uid of the only schedule that a text is the beginning of, or of which it is that of an event's uid.

    Raises StoreError that lists the first few where there are several.
    """
    schedules = _schedules(store, text)
    rows, number = _events(store, text)
    others = tuple(dict.fromkeys(row.schedule_uid for row in rows if row.schedule_uid))
    if schedules:
        return _only_schedule(store, text, tuple(dict.fromkeys((*schedules, *others))))
    if len(others) == 1 and number == len(rows):
        return others[0]
    row = _only_event(text, rows, number)
    return row.schedule_uid if row else None


def _events(store: "Store", text: str) -> "tuple[Sequence[EventRow], int]":
    """Return the first events whose uids begin with a text, and how many there are."""
    from store.model.timeline import EVERYTHING
    from store.query.language.fields import Field
    from store.query.language.narrowing import naming

    named = naming(Field.UID, text)
    if named is None:
        return (), 0
    found = store.answers(named)
    rows = found.page(EVERYTHING, MOST_NAMED)
    return rows, len(rows) if len(rows) < MOST_NAMED else found.count(EVERYTHING).number


def _schedules(store: "Store", text: str) -> tuple[str, ...]:
    from store.model.timeline import EVERYTHING
    from store.query.language.fields import Field
    from store.query.language.narrowing import naming

    named = naming(Field.SCHEDULE, text)
    return tuple(sorted(store.answers(named).schedule_uids(EVERYTHING))) if named else ()


def _only_event(text: str, rows: "Sequence[EventRow]", number: int) -> "EventRow | None":
    if number > 1:
        raise _several(f"{number} events", text, [_event_line(row) for row in rows])
    return rows[0] if rows else None


def _only_schedule(store: "Store", text: str, uids: Sequence[str]) -> str | None:
    if len(uids) > 1:
        raise _several(f"{len(uids)} schedules", text, [_schedule_line(store, uid) for uid in uids[:MOST_NAMED]])
    return uids[0] if uids else None


def _several(what: str, text: str, lines: Sequence[str]) -> StoreError:
    said = f"{what} are meant by {inert(text, 60)!r}, name one with more of its uid:"
    return StoreError("\n".join((said, *(f"  {line}" for line in lines))))


def _event_line(row: "EventRow") -> str:
    from tui.cli.printing.text_output import Terminal, when_text

    return f"{inert(row.uid, 60)}  {when_text(row, Terminal.of(sys.stderr))}  {inert(row.type, 40)}"


def _schedule_line(store: "Store", uid: str) -> str:
    from store.model.market.tso import short_name
    from store.model.timeline import Scope

    (node, *_) = store.schedules_in(Scope(schedule_uid=uid))
    return f"{inert(uid, 60)}  {node.day or 'no delivery day'}  {inert(short_name(node.tso), 40)}"


def chosen_schedules(store: "Store", day: date | None, tso: str | None) -> "list[ScheduleNode]":
    """Return the schedules of a day, all days where none is named, at a TSO; those without a day come last."""
    from store.model.market.tso import short_name
    from store.model.schedules.nodes import by_tso_and_party
    from store.model.timeline import EVERYTHING

    if day is None:
        # asked for day by day, many days take several times as long
        named = by_tso_and_party(store.schedules_in(EVERYTHING))
        chosen = sorted(named, key=lambda one: (one.day is None, one.day or date.min))
    else:
        chosen = list(store.schedules(day))
    if tso is None:
        return chosen
    wanted = short_name(tso).casefold()
    of_tso = [one for one in chosen if short_name(one.tso).casefold() == wanted]
    if not of_tso and chosen:
        there = ", ".join(sorted({short_name(one.tso) for one in chosen}))
        raise StoreError(f"there are no schedules at {tso!r}: there are some at {there}")
    return of_tso
