"""What new columns of an older store hold, read out of what it has."""

from contextlib import suppress

from sqlalchemy import Connection, bindparam, select, update

from store.database.appending.standings import CHUNK, load, may_be_late
from store.database.contents import Contents
from store.database.tables import entry, event, schedule, word
from store.errors import StoreError
from store.model.event import read_entry
from store.query.traits import traits_of

BATCH = 2000


def fill_traits(connection: Connection) -> None:
    """Read the traits of all events out of their entries; one that is damaged has none."""
    contents, last = Contents(), 0
    while rows := connection.execute(
        select(entry.c.sequence, entry.c.content).where(entry.c.sequence > last).order_by(entry.c.sequence).limit(BATCH)
    ).all():
        changed = []
        for row in rows:
            with suppress(StoreError):
                traits = traits_of(read_entry(contents.restored(connection, row.content)))
                changed += [{"at": row.sequence, "found": traits}] if traits else []
        if changed:
            connection.execute(
                update(event).where(event.c.sequence == bindparam("at")).values(traits=bindparam("found")), changed
            )
        last = rows[-1].sequence


def fill_late(connection: Connection) -> None:
    """Work out of which schedules a version was sent too late."""
    unplaced = select(event.c.schedule_id).join(word, word.c.id == event.c.type_id)
    unplaced = unplaced.where(word.c.text == "version.submitted", event.c.version.is_(None))
    strays = set(connection.scalars(unplaced))
    last = 0
    while ids := connection.scalars(
        select(schedule.c.id).where(schedule.c.id > last).order_by(schedule.c.id).limit(CHUNK)
    ).all():
        late = []
        for known in load(connection, ids):
            known.standing.sent_unplaced = known.id in strays
            if may_be_late(known.standing):
                late.append(known.id)
        connection.execute(update(schedule).where(schedule.c.id.in_(late)).values(late=True))
        last = ids[-1]
