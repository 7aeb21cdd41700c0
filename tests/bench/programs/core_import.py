"""An import to compare with, by SQLAlchemy Core into tables and indexes like ours.

It reads what the columns need out of each entry and keeps the line as it is; it does not validate, seal, compress or
derive anything. `python -m tests.bench.programs.core_import LOG TARGET`.
"""

import sqlite3
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import create_engine, event, insert

from store.database.tables import entry as entry_table
from store.database.tables import event as event_table
from store.database.tables import metadata
from tests.bench.programs.numbered import batches


def core(log: Path, target: str) -> None:
    """Write entries and their columns with all indexes standing, a transaction a batch."""
    engine = create_engine(target if "://" in target else f"sqlite:///{target}")
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def prepare(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA cache_size = -{64 * 1024}")

    tables = [entry_table, event_table]
    metadata.create_all(engine, tables=tables)
    words: dict[str, int] = {}
    with log.open("rb") as lines:
        for batch in batches(lines):
            rows = [_columns(number, line, words) for number, line in batch]
            with engine.begin() as connection:
                entries = [{"sequence": number, "source_id": 1, "content": line} for number, line in batch]
                connection.execute(insert(entry_table), entries)
                connection.execute(insert(event_table), rows)
    engine.dispose()


def _columns(number: int, line: bytes, words: dict[str, int]) -> dict[str, Any]:
    """Return what the indexes and the list need of an entry."""
    read = msgspec.json.decode(line)
    after = read["data"]["after"] or {}
    day = after.get("date")
    return {
        "sequence": number,
        "uid": UUID(read["uid"]).bytes,
        "created_at": round(datetime.fromisoformat(read["created_ts"]).timestamp() * 1e6),
        "type_id": words.setdefault(read["type"], len(words)),
        "schedule_id": words.setdefault(read["schedule_uid"], len(words)),
        "day": date.fromisoformat(day).toordinal() if day else None,
        "version": after.get("version"),
        "request_id": UUID(read["data"]["request_id"]).bytes,
        "simulated": True,
    }


if __name__ == "__main__":
    core(Path(sys.argv[1]), sys.argv[2])
