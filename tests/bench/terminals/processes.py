"""What the system says of a process and of all that it started: memory and time on the processor."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench.measuring import NotMeasured
from tests.bench.terminals.judged import JudgedTerminal

PROC = Path("/proc")

LOOK_SECONDS = 0.02
SAMPLE_SECONDS = 0.5
SETTLED_SAMPLES = 8
SETTLED_WITHIN = 1.01
"""Memory is at rest when the largest of so many samples is at most so many times the smallest."""


def family(process_id: int) -> Iterator[int]:
    """Give a process and its children, theirs and so on; raises NotMeasured where the process is not there."""
    if not (PROC / str(process_id)).exists():
        raise NotMeasured("the process ended, or the system tells nothing of processes (no /proc)")
    yield process_id
    for task in _threads(process_id):
        for child in _told(task / "children").split():
            # one that has just ended is no more of the family
            with suppress(NotMeasured):
                yield from family(int(child))


def memory(process_id: int) -> dict[str, float]:
    """Return the bytes that a process and its children have in memory: resident, and their share of it."""
    found = {"rss": 0.0, "pss": 0.0}
    for one in family(process_id):
        lines = _told(PROC / str(one) / "smaps_rollup").splitlines()
        kibibytes = {line.split()[0].rstrip(":").lower(): line.split()[1] for line in lines[1:]}
        for name in found:
            found[name] += int(kibibytes[name]) * 1024
    return found


@contextmanager
def weighed(process_id: int, add: Callable[[float], None]) -> Iterator[None]:
    """Tell of the bytes that a process and its children have in memory at once, and then once a second."""
    is_over = threading.Event()

    def weigh() -> None:
        while not is_over.wait(1):
            add(memory(process_id)["rss"])

    add(memory(process_id)["rss"])
    weighing = threading.Thread(target=weigh, daemon=True)
    weighing.start()
    try:
        yield
    finally:
        is_over.set()
        weighing.join()


def settled(terminal: JudgedTerminal, most_seconds: float) -> dict[str, float]:
    """Return the memory of a program once it does not change any more; raises NotMeasured where it never settles.

    Programs that draw a clock never rest, and those that read on draw nothing: memory tells best.
    """
    held = [memory(terminal.process_id)["rss"]]
    for _ in range(int(most_seconds / SAMPLE_SECONDS)):
        terminal.watch(SAMPLE_SECONDS, lambda _at, _screen: None)
        held.append(memory(terminal.process_id)["rss"])
        last = held[-SETTLED_SAMPLES:]
        if len(last) == SETTLED_SAMPLES and max(last) <= min(last) * SETTLED_WITHIN:
            return memory(terminal.process_id)
    raise NotMeasured(f"its memory still changed after {most_seconds:g} s")


def wait_for_idle(terminal: JudgedTerminal, idle_seconds: float, most_seconds: float = 20) -> None:
    """Wait until a program has for a while neither drawn nor computed, nor waited for a processor to do so."""
    deadline = time.monotonic() + most_seconds
    since = time.monotonic()
    while time.monotonic() < min(deadline, since + idle_seconds):
        if terminal.drawn_within(LOOK_SECONDS) or computes(terminal.process_id):
            since = time.monotonic()


def computes(process_id: int) -> bool:
    """Tell whether a thread of a process is on a processor, or would be if one were free."""
    tasks = (_numbers(task) for one in family(process_id) for task in _threads(one))
    return any(numbers[0] in {"R", "D"} for numbers in tasks if numbers)


def processor_seconds(process_id: int) -> float:
    """Return how long a process and its children have been on a processor."""
    ticks = 0
    for one in family(process_id):
        if numbers := _numbers(PROC / str(one)):
            ticks += int(numbers[11]) + int(numbers[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def waited_seconds(process_id: int) -> float:
    """Return how long the threads of a process and its children have waited for a processor that was not free."""
    tasks = (_told(task / "schedstat").split() for one in family(process_id) for task in _threads(one))
    return sum(int(numbers[1]) for numbers in tasks if numbers) / 1e9


def read_from_disk(process_id: int) -> int:
    """Return how many bytes a process and its children had to have brought from the disk: not those in memory."""
    lines = (line for one in family(process_id) for line in _told(PROC / str(one) / "io").splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("read_bytes:"))


def _numbers(task: Path) -> list[str]:
    """Return what is told of a process or a thread after its name, the state first; nothing where it has ended."""
    return _told(task / "stat").rpartition(")")[2].split()


def _threads(process_id: int) -> list[Path]:
    """Return the folders of the threads of a process; none where it has just ended."""
    try:
        return list((PROC / str(process_id) / "task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def _told(file: Path) -> str:
    """Return what the system tells of a process or a thread; nothing where that has just ended."""
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""
