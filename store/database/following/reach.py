"""How far the append order of a store has come, and whether all that is derived was made anew."""

from sqlalchemy import Connection, func, select

from store.database.tables import REBUILDS, entry, setting

AT_MOST = 2000
"""How many entries are gone through at a time."""


def reached(connection: Connection, after: int | None = None) -> int:
    """Return the newest sequence; told one, that up to which all after it are there, at most 2000 further.

    Sequences have no gaps; where one shows, its writer is not ready yet, and what is beyond waits for it.
    """
    if after is None:
        return connection.scalar(select(func.max(entry.c.sequence))) or 0
    following = select(entry.c.sequence).where(entry.c.sequence > after).order_by(entry.c.sequence).limit(AT_MOST)
    found = connection.scalars(following)
    places = enumerate(found, after + 1)
    return after + sum(1 for place, sequence in places if sequence == place)


def rebuilds(connection: Connection) -> str | None:
    """Return what differs after a rebuild, which gives schedules other numbers."""
    return connection.scalar(select(setting.c.value).where(setting.c.key == REBUILDS))
