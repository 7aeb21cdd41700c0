"""On SQLite keys and indexes that hold nothing twice; PostgreSQL keeps its own as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEYED = ("version", "version_uid")
"""Tables whose rows are found by their key alone: kept in its order they need no second tree for it."""

ORDERED = {"created_at": (), "day": ("day",), "schedule": ("schedule_id",), "type": ("type_id",), "warned": ()}
"""The indexes of events that end with the time, and what they begin with: SQLite adds the sequence by itself."""


def upgrade() -> None:
    """Make the tables and indexes anew."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in KEYED:
        _keyed(name)
    for name, first in ORDERED.items():
        op.drop_index(f"ix_event_{name}", "event")
        where = sa.text("traits >= 4") if name == "warned" else None
        op.create_index(f"ix_event_{name}", "event", [*first, "created_at"], sqlite_where=where)


def _keyed(name: str) -> None:
    """Copy a table to one without row ids, which takes its place and loses its indexes."""
    declared = op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name})
    op.execute(f"ALTER TABLE {name} RENAME TO wide_{name}")
    op.execute(f"{declared} WITHOUT ROWID")
    op.execute(f"INSERT INTO {name} SELECT * FROM wide_{name}")  # noqa: S608 - names of this file only
    op.execute(f"DROP TABLE wide_{name}")
