"""What is wrong by an event as a column of its own, with an index on those of which something is."""

import sqlalchemy as sa
from alembic import op

from store.model.trouble import Trouble, trouble_of

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = ("type_id", "status_to_id", "level_id")


def upgrade() -> None:
    """Add the column, fill it from the words that say what is wrong, and make the index."""
    op.add_column("event", sa.Column("trouble", sa.SmallInteger(), server_default="0", nullable=False))
    _fill(op.get_bind())
    op.create_index(
        "ix_event_trouble",
        "event",
        ["created_at", "sequence", "trouble"],
        unique=False,
        sqlite_where=sa.text("trouble > 0"),
        postgresql_where=sa.text("trouble > 0"),
    )


def _fill(connection: sa.Connection) -> None:
    event = sa.table("event", *(sa.column(name, sa.Integer()) for name in (*WORDS, "trouble")))
    word = sa.table("word", sa.column("id", sa.Integer()), sa.column("text", sa.Text()))
    texts = {row.id: row.text for row in connection.execute(sa.select(word.c.id, word.c.text))}
    said = [event.c[name] for name in WORDS]
    for row in connection.execute(sa.select(*said).distinct()).all():
        kind, status, level = (texts.get(number) for number in row)
        trouble = trouble_of(kind or "", status, level)
        if trouble is not Trouble.NONE:
            such = (column.is_not_distinct_from(number) for column, number in zip(said, row, strict=True))
            connection.execute(sa.update(event).where(*such).values(trouble=int(trouble)))
