"""The first schema: entries, what is read out of them, and the triggers that keep the log append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("entry", "source", "dictionary")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, indexes and triggers."""
    _truth()
    _derived()
    refuse = _refuse_on_postgresql if op.get_bind().dialect.name == "postgresql" else _refuse_on_sqlite
    for table in APPEND_ONLY:
        refuse(table)


def _refuse_on_sqlite(table: str) -> None:
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the log is append-only: {action} on {table} refused'); END"
        )


def _refuse_on_postgresql(table: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION 'the log is append-only: % on {table} refused', TG_OP; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )


def _truth() -> None:
    op.create_table(
        "dictionary",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dictionary")),
    )
    op.create_table(
        "entry",
        sa.Column("sequence", SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_entry")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("simulated", sa.Boolean(name="simulated"), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )


def _derived() -> None:
    op.create_table(
        "event",
        sa.Column("sequence", SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("uid", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("series_uid", sa.LargeBinary(), nullable=True),
        sa.Column("request_id", sa.LargeBinary(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("simulated", sa.Boolean(name="simulated"), nullable=False),
        sa.Column("status_from_id", sa.Integer(), nullable=True),
        sa.Column("status_to_id", sa.Integer(), nullable=True),
        sa.Column("level_id", sa.Integer(), nullable=True),
        sa.Column("reasons_id", sa.Integer(), nullable=True),
        sa.Column("paths_id", sa.Integer(), nullable=True),
        sa.Column("quarter_hours", sa.Integer(), nullable=True),
        sa.Column("largest_delta_mw", sa.Float(), nullable=True),
        sa.Column("delta_mwh", sa.Float(), nullable=True),
        sa.Column("series", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_event")),
    )
    op.create_index("ix_event_created_at", "event", ["created_at", "sequence"], unique=False)
    op.create_index("ix_event_day", "event", ["day", "created_at", "sequence"], unique=False)
    op.create_index("ix_event_request_id", "event", ["request_id"], unique=False)
    op.create_index("ix_event_schedule", "event", ["schedule_id", "created_at", "sequence"], unique=False)
    op.create_index("ix_event_type", "event", ["type_id", "created_at", "sequence"], unique=False)
    op.create_index("uq_event_uid", "event", ["uid"], unique=True)
    op.create_table(
        "message",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sequence", SEQUENCE, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_sequence"), "message", ["sequence"], unique=False)
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("recorded", sa.Boolean(name="recorded"), nullable=False),
        sa.Column("market", sa.Text(), nullable=True),
        sa.Column("tso", sa.Text(), nullable=True),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("unresolved", sa.Integer(), nullable=False),
        sa.Column("latest_version", sa.Integer(), nullable=True),
        sa.Column("active_version", sa.Integer(), nullable=True),
        sa.Column("standing", sa.SmallInteger(), nullable=False),
        sa.Column("anomaly_open", sa.Boolean(name="anomaly_open"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sa.UniqueConstraint("uid", name=op.f("uq_schedule_uid")),
    )
    op.create_index("ix_schedule_day", "schedule", ["day", "standing", "anomaly_open", "events"], unique=False)
    op.create_table(
        "schedule_name",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_schedule_name")),
    )
    op.create_index(op.f("ix_schedule_name_schedule_id"), "schedule_name", ["schedule_id"], unique=False)
    op.create_table(
        "version",
        sa.Column("schedule_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.Text(), nullable=True),
        sa.Column("raw_status", sa.Text(), nullable=True),
        sa.Column("acceptance_level", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("reason_codes", sa.Text(), nullable=True),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("accepted", sa.Boolean(name="accepted"), nullable=False),
        sa.Column("anomaly_open", sa.Boolean(name="anomaly_open"), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("schedule_id", "number", name=op.f("pk_version")),
    )
    op.create_table(
        "version_uid",
        sa.Column("schedule_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("schedule_id", "uid", name=op.f("pk_version_uid")),
    )
    op.create_table(
        "word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word")),
        sa.UniqueConstraint("text", name=op.f("uq_word_text")),
    )
