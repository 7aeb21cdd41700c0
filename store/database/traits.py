"""Which states an event has, and whether there are warnings in them: a number that a column holds."""

from enum import IntFlag

from sqlalchemy import Connection, bindparam, select, update

from store.database.contents import Contents
from store.database.tables import entry, event
from store.model.event import Entry, read_entry
from store.query.said import has_warning

BATCH = 2000


class Trait(IntFlag):
    """What an entry has."""

    BEFORE = 1
    AFTER = 2
    WARNING = 4


def traits_of(one: Entry) -> int:
    """Return the traits of an entry."""
    found = (Trait.BEFORE if one.before is not None else 0) | (Trait.AFTER if one.after is not None else 0)
    return int(found | (Trait.WARNING if has_warning(one) else 0))


def fill_traits(connection: Connection) -> None:
    """Read the traits of all events out of their entries."""
    contents, last = Contents(), 0
    while rows := connection.execute(
        select(entry.c.sequence, entry.c.content).where(entry.c.sequence > last).order_by(entry.c.sequence).limit(BATCH)
    ).all():
        found = ((row.sequence, read_entry(contents.restored(connection, row.content))) for row in rows)
        changed = [{"at": sequence, "found": traits} for sequence, one in found if (traits := traits_of(one))]
        if changed:
            connection.execute(
                update(event).where(event.c.sequence == bindparam("at")).values(traits=bindparam("found")), changed
            )
        last = rows[-1].sequence
