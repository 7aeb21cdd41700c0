"""A process that appends the lines of a file in batches and says after each how many are acknowledged."""

import sys
from itertools import islice
from pathlib import Path

from store.database.opening import open_store


def run(target: str, log: Path, size: int) -> None:
    """Append all lines of a file; what is printed has been acknowledged by the store."""
    store = open_store(target)
    lines = iter(log.read_bytes().splitlines())
    acknowledged = 0
    print("ready", flush=True)
    while batch := list(islice(lines, size)):
        store.append(batch, origin=log.name)
        acknowledged += len(batch)
        print(acknowledged, flush=True)
    store.close()


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
