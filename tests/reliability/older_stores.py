"""Files of stores that somebody else laid hands on: older programs, and who takes the triggers away."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TIMES = {
    "ix_event_created_at": "created_at, sequence",
    "ix_event_schedule": "schedule_id, created_at, sequence",
    "ix_event_day": "day, created_at, sequence",
    "ix_event_type": "type_id, created_at, sequence",
    "ix_event_warned": "created_at, sequence",
}


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """Give the file of a store to somebody who takes its triggers away first."""
    database = sqlite3.connect(path)
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f"DROP TRIGGER {name}")
    yield database
    database.commit()
    database.close()


def undo_narrower(database: sqlite3.Connection) -> None:
    """Bring a SQLite store back to schema 0004, from before its keys and indexes held nothing twice."""
    for index in ("ix_event_status", "ix_event_without_after"):
        database.execute(f"DROP INDEX {index}")
    for table in ("version", "version_uid"):
        (declared,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        database.execute(f"ALTER TABLE {table} RENAME TO keyed_{table}")
        database.execute(declared.removesuffix(" WITHOUT ROWID"))
        database.execute(f"INSERT INTO {table} SELECT * FROM keyed_{table}")  # noqa: S608 - ours
        database.execute(f"DROP TABLE keyed_{table}")
    for index, columns in _TIMES.items():
        where = " WHERE traits >= 4" if index == "ix_event_warned" else ""
        database.execute(f"DROP INDEX {index}")
        database.execute(f"CREATE INDEX {index} ON event ({columns}){where}")
    database.execute("UPDATE alembic_version SET version_num = '0004'")
    database.commit()
    database.execute("PRAGMA auto_vacuum = NONE")
    database.execute("VACUUM")
