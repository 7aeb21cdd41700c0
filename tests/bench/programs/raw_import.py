"""An import to compare with, by the driver alone: `python -m tests.bench.programs.raw_import LOG TARGET`."""

import sqlite3
import sys
from pathlib import Path

from tests.bench.programs.numbered import batches


def raw(log: Path, target: str) -> None:
    """Write the lines into one table without an index."""
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE entry (sequence INTEGER PRIMARY KEY, content BLOB)")
    with log.open("rb") as lines:
        for batch in batches(lines):
            with connection:
                connection.executemany("INSERT INTO entry VALUES (?, ?)", batch)
    connection.close()


if __name__ == "__main__":
    raw(Path(sys.argv[1]), sys.argv[2])
