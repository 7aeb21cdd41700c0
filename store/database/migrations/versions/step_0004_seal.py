"""The seal: tiles of the Merkle tree over the entries, which only grow, and no entry in the place of another."""

import sqlalchemy as sa
from alembic import op

from store.database.seal.sealing import seal_all

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEYS = {"entry": "sequence", "source": "id", "dictionary": "id"}
"""The append-only tables and their keys: SQLite's INSERT OR REPLACE deletes a row without asking its triggers."""

REFUSAL = "the log is append-only: {} refused"


def upgrade() -> None:
    """Make the table of the tiles and its triggers, and seal what is there."""
    op.create_table(
        "seal_tile",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name=op.f("pk_seal_tile")),
    )
    seal_all(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        _grow_only_on_postgresql()
    else:
        _grow_only_on_sqlite()
        for table, key in KEYS.items():
            _replace_nothing_on_sqlite(table, key)
        _replace_nothing_on_sqlite("seal_tile", "level", "number", unless_it_grows=True)


def _grow_only_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER seal_tile_no_update BEFORE UPDATE ON seal_tile "
        "WHEN NEW.level <> OLD.level OR NEW.number <> OLD.number "
        "OR substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format('change of seal_tile')}'); END"
    )
    op.execute(
        "CREATE TRIGGER seal_tile_no_delete BEFORE DELETE ON seal_tile "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format('DELETE on seal_tile')}'); END"
    )


def _replace_nothing_on_sqlite(table: str, *keys: str, unless_it_grows: bool = False) -> None:
    same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
    grows = " AND substr(NEW.hashes, 1, length(hashes)) <> hashes" if unless_it_grows else ""
    is_there = f"EXISTS (SELECT 1 FROM {table} WHERE {same}{grows})"  # noqa: S608 - names of this file only
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {is_there} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(f'REPLACE in {table}')}'); END"
    )


def _grow_only_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION seal_tile_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN "
        "IF NEW.level = OLD.level AND NEW.number = OLD.number "
        "AND substring(NEW.hashes from 1 for length(OLD.hashes)) = OLD.hashes THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION '{REFUSAL.format('% on seal_tile')}', TG_OP; END $$"
    )
    op.execute(
        "CREATE TRIGGER seal_tile_only_grows BEFORE UPDATE OR DELETE ON seal_tile "
        "FOR EACH ROW EXECUTE FUNCTION seal_tile_only_grows()"
    )
    op.execute(
        "CREATE TRIGGER seal_tile_stays BEFORE TRUNCATE ON seal_tile "
        "FOR EACH STATEMENT EXECUTE FUNCTION seal_tile_only_grows()"
    )
