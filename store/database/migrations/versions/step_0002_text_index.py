"""The text index, which states and warnings an event has, and of which schedules a version came late."""

import sqlalchemy as sa
from alembic import op

from store.database.migrations.filling import fill_late, fill_traits

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index, empty; read out of the entries what the new columns are to hold."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("CREATE TABLE event_text (sequence bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_event_text_words ON event_text USING gin (words)")
    else:
        # kept without its texts, and without where in them a word stands
        op.execute(
            "CREATE VIRTUAL TABLE event_text USING fts5(words, content = '', detail = none, columnsize = 0, "
            "tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
        )
    op.create_table(
        "schedule_text",
        sa.Column("schedule_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("schedule_id", name=op.f("pk_schedule_text")),
    )
    op.add_column("event", sa.Column("traits", sa.SmallInteger(), nullable=False, server_default="0"))
    op.add_column("schedule", sa.Column("late", sa.Boolean(name="late"), nullable=False, server_default=sa.false()))
    fill_traits(bind)
    fill_late(bind)
    warned = sa.text("traits >= 4")
    op.create_index(
        "ix_event_warned", "event", ["created_at", "sequence"], sqlite_where=warned, postgresql_where=warned
    )
    op.create_index(
        "ix_schedule_late", "schedule", ["id"], sqlite_where=sa.text("late = 1"), postgresql_where=sa.text("late")
    )
    differs = sa.text("largest_delta_mw IS NOT NULL")
    op.create_index("ix_event_delta", "event", ["largest_delta_mw"], sqlite_where=differs, postgresql_where=differs)
