"""kill -9 at some moment of an import, and what is in the store afterwards."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.support.entries import created, encoded, submitted

ENTRIES = 1000
BATCH = 25

LOOK_SECONDS = 0.001
"""How often is looked at how far the store has grown."""


@dataclass(frozen=True)
class Outcome:
    """How many entries were acknowledged before the kill and how many were stored, and whether all is well.

    `is_prefix`: what is stored are the first entries, whole batches of them. `holds`: the seal verifies, and a
    rebuild would change nothing. `is_whole`: the same command again stores the rest, each entry once.
    """

    was_killed: bool
    acknowledged: int
    stored: int
    is_prefix: bool
    holds: bool
    is_whole: bool

    @property
    def is_well(self) -> bool:
        """Whether nothing acknowledged is lost, and nothing is doubled or torn."""
        return self.acknowledged <= self.stored and self.is_prefix and self.holds and self.is_whole


def made_log(path: Path, entries: int = ENTRIES) -> Path:
    """Write a log of so many entries, beside it a folder of its parts, and return its path."""
    made = [
        encoded(submitted(1, at * 1000, f"schedule {at}") if at % 2 else created(at * 1000, f"schedule {at}")) + b"\n"
        for at in range(entries)
    ]
    path.write_bytes(b"".join(made))
    _parts(path).mkdir()
    for start in range(0, entries, BATCH):
        (_parts(path) / f"{start:06}.jsonl").write_bytes(b"".join(made[start : start + BATCH]))
    return path


def _parts(log: Path) -> Path:
    return log.with_suffix(".parts")


def appending(target: str, log: Path) -> list[str]:
    """Return the command that appends in batches and says what is acknowledged."""
    return [sys.executable, "-m", "tests.faults.writer", target, str(log), str(BATCH)]


def importing(target: str, log: Path) -> list[str]:
    """Return the command of the program itself, which takes each part by itself; it acknowledges at its end."""
    return [sys.executable, "-m", "tui.cli.main", "import", target, str(_parts(log)), "--quiet"]


def growth(target: str, command: Sequence[str]) -> int:
    """Return by how many bytes a new store grows at most while a command runs that nobody kills."""
    open_store(target, create=StoreKind.RECORD).close()
    before = largest = _bytes_of(target)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - commands of this file
        while process.poll() is None:
            largest = max(largest, _bytes_of(target))
            time.sleep(LOOK_SECONDS)
    return largest - before


def killed(target: str, log: Path, command: Sequence[str], grown_bytes: int, later_seconds: float = 0.0) -> Outcome:
    """Run a command on a new store, kill it when that has grown so far, look, run it again and look once more.

    How far it has come is told by its growth, for a busy machine spends most of any time on starting; a moment
    later it may be in any of the steps that make nothing grow.
    """
    open_store(target, create=StoreKind.RECORD).close()
    was_killed, acknowledged = _killed(command, target, grown_bytes, later_seconds)
    lines = log.read_bytes().splitlines()
    stored, holds = _looked_at(target)
    is_prefix = stored == lines[: len(stored)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - commands of this file
    whole, still_holds = _looked_at(target)
    return Outcome(was_killed, acknowledged, len(stored), is_prefix, holds and still_holds, whole == lines)


def _killed(command: Sequence[str], target: str, grown_bytes: int, later_seconds: float) -> tuple[bool, int]:
    """Return whether a process was alive when it was killed, and how many entries it had said it stored."""
    until = _bytes_of(target) + grown_bytes
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - as above
    while process.poll() is None and _bytes_of(target) < until:
        time.sleep(LOOK_SECONDS)
    time.sleep(later_seconds)
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    told = [int(word) for word in said.split() if word.isdigit()]
    return process.returncode == -signal.SIGKILL, told[-1] if told else 0


def _bytes_of(target: str) -> int:
    """Return how large a store is, together with what was written but stands beside it still."""
    size = Path(target).stat().st_size
    # the one that closes the store takes away what stands beside it
    with suppress(FileNotFoundError):
        size += Path(f"{target}-wal").stat().st_size
    return size


def _looked_at(target: str) -> tuple[list[bytes], bool]:
    """Return what is stored, and whether its seal holds and what was read out of it is right."""
    store = open_store(target)
    contents = list(store.contents())
    holds = store.sealed.verify().broken is None and not store.check()
    store.close()
    return contents, holds
