"""Indexes on the status that an event left something in, and on the few events without a state after."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_event_status", "event", ["status_to_id", "level_id"])
    without = sa.text("traits & 2 = 0")
    op.create_index("ix_event_without_after", "event", ["created_at"], sqlite_where=without, postgresql_where=without)
