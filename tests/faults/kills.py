"""kill -9 at some moment of an import, and what is in the store afterwards."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.entries import created, encoded, submitted

ENTRIES = 2000
BATCH = 25


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
    """Write a log of so many entries and return its path."""
    made = (
        submitted(1, at * 1000, f"schedule {at}") if at % 2 else created(at * 1000, f"schedule {at}")
        for at in range(entries)
    )
    path.write_bytes(b"\n".join(encoded(one) for one in made) + b"\n")
    return path


def appending(target: str, log: Path) -> list[str]:
    """Return the command that appends in batches and says what is acknowledged."""
    return [sys.executable, "-m", "tests.faults.writer", target, str(log), str(BATCH)]


def importing(target: str, log: Path) -> list[str]:
    """Return the command of the program itself; it acknowledges at its end."""
    return [sys.executable, "-m", "tui.cli.main", "import", target, str(log), "--quiet"]


def seconds_to_the_end(command: Sequence[str]) -> float:
    """Return how long a command takes that nobody kills."""
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - commands of this file
    return time.monotonic() - began


def killed(target: str, log: Path, command: Sequence[str], after_seconds: float) -> Outcome:
    """Run a command on a new store, kill it after a time, look, run it again and look once more."""
    open_store(target, create=StoreKind.RECORD).close()
    was_killed, acknowledged = _killed(command, after_seconds)
    lines = log.read_bytes().splitlines()
    stored, holds = _looked_at(target)
    is_prefix = stored == lines[: len(stored)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - commands of this file
    whole, still_holds = _looked_at(target)
    return Outcome(was_killed, acknowledged, len(stored), is_prefix, holds and still_holds, whole == lines)


def _killed(command: Sequence[str], after_seconds: float) -> tuple[bool, int]:
    """Return whether a process was alive when it was killed, and how many entries it had said it stored."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - as above
    try:
        process.wait(after_seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    told = [int(word) for word in said.split() if word.isdigit()]
    return process.returncode == -signal.SIGKILL, told[-1] if told else 0


def _looked_at(target: str) -> tuple[list[bytes], bool]:
    """Return what is stored, and whether its seal holds and what was read out of it is right."""
    store = open_store(target)
    contents = list(store.contents())
    holds = store.sealed.verify().broken is None and not store.check()
    store.close()
    return contents, holds
