"""The logs that are measured, as JSONL and as stores: the same for the same seed, made once and kept."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from store.database.opening import open_store
from store.lifecycle.scenarios.size import batches
from tests.bench.asked import Asked, thousands

ROOT = Path(__file__).parents[2]
SEED = 20260326
GRIDTRAIL = (sys.executable, "-m", "tui.cli.main")


def log_of(asked: Asked, events: int) -> Path:
    """Return the file of a log of so many entries; it goes by the seed and by what the simulator makes of it."""
    first = hashlib.sha256(b"\n".join(next(batches(events, seed=SEED)))).hexdigest()[:12]
    path = asked.cache / f"{events}-{SEED}-{first}.jsonl"
    if not path.exists():
        print(f"  making a log of {thousands(events)} events", file=sys.stderr)
        asked.cache.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            for batch in batches(events, seed=SEED):
                file.write(b"\n".join(batch) + b"\n")
        unfinished.replace(path)
    return path


def store_of(asked: Asked, events: int) -> Path:
    """Return the store of a log; it is imported anew when a line of the program's store was changed."""
    log = log_of(asked, events)
    path = log.with_name(f"{log.stem}-{program_digest()}.db")
    if not path.exists():
        print(f"  importing {thousands(events)} events", file=sys.stderr)
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        imported(str(unfinished), log)
        build_text_index(str(unfinished))
        unfinished.replace(path)
    return path


def imported(target: str, log: Path) -> None:
    """Import a log by the command line, all of it; raises CalledProcessError when an entry was rejected."""
    command = [*GRIDTRAIL, "import", "--sandbox", "-q", target, str(log)]
    # the program under test
    subprocess.run(command, cwd=ROOT, env={**os.environ, "GRIDTRAIL_STORE": ""}, check=True)  # noqa: S603


def build_text_index(target: str) -> None:
    """Build the index of the text to its end, which a screen does bit by bit while it is open."""
    store = open_store(target)
    # asked for by name, so that the benchmark also runs on a program from before there was one
    index: Callable[[], Any] | None = getattr(store, "text_index", None)
    if index is not None:
        for _ in index().go_on(threading.Event()):
            pass
    store.close()


def program_digest() -> str:
    """Return what the source of the store comes down to."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "store").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def first_and_last_uid(log: Path) -> tuple[str, str]:
    """Return the uids of the first and of the last entry of a log."""
    with log.open("rb") as file:
        first = file.readline()
        file.seek(-min(64 << 10, log.stat().st_size), os.SEEK_END)
        last = file.read().splitlines()[-1]
    return json.loads(first)["uid"], json.loads(last)["uid"]


def lines_of(log: Path, start: int, count: int) -> Iterator[bytes]:
    """Give some lines of a log without their ends."""
    with log.open("rb") as file:
        for line in islice(file, start, start + count):
            yield line.rstrip(b"\n")
