"""What the system says of a process and of all that it started: memory and time on the processor."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measuring import NotMeasured

PROC = Path("/proc")


def family(process_id: int) -> Iterator[int]:
    """Give a process and its children, theirs and so on."""
    yield process_id
    for task in _threads(process_id):
        for child in (task / "children").read_text(encoding="ascii").split():
            yield from family(int(child))


def memory(process_id: int) -> dict[str, float]:
    """Return the bytes that a process and its children have in memory: resident, and their share of it."""
    found = {"rss": 0.0, "pss": 0.0}
    for one in family(process_id):
        lines = (PROC / str(one) / "smaps_rollup").read_text(encoding="ascii").splitlines()
        kibibytes = {line.split()[0].rstrip(":").lower(): line.split()[1] for line in lines[1:]}
        for name in found:
            found[name] += int(kibibytes[name]) * 1024
    return found


def processor_seconds(process_id: int) -> float:
    """Return how long a process and its children have been on a processor."""
    ticks = 0
    for one in family(process_id):
        numbers = (PROC / str(one) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(numbers[11]) + int(numbers[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _threads(process_id: int) -> list[Path]:
    try:
        return list((PROC / str(process_id) / "task").iterdir())
    except FileNotFoundError as error:
        raise NotMeasured("the process ended, or the system tells nothing of processes (no /proc)") from error
