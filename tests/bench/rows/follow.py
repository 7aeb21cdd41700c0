"""Following: a new event of another process on screen, and what waiting for one costs."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.asked import Asked, thousands
from tests.bench.logs import ROOT, store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, NotMeasured, Unit, Values, Way
from tests.bench.terminals import programs
from tests.bench.terminals.following import Sight, commits, delays
from tests.bench.terminals.judged import JudgedTerminal
from tests.bench.terminals.openings import PATIENCE_SECONDS, our_opening
from tests.bench.terminals.processes import processor_seconds
from tests.bench.terminals.programs import running
from tests.bench.terminals.timeline import go_to_end, last_time
from tests.bench.turns import hundredth

RATE = 500
LEAST_SEEN = 0.95
LAST_SECONDS = 3
"""How much longer than it is written for a screen is watched: the writer starts later, and the last must come."""
WRITER = (sys.executable, "-m", "tests.bench.programs.writer")

WHY = "the file is looked at eight times a second, each time by waking a thread; Textual's own clocks take the rest"

LATE = "up to 125 ms go by until the file is looked at; the rest is reading what came and painting it"


def follow(asked: Asked) -> Group:
    """Return the measurement of a screen that follows a writer, and of one that has nothing to follow."""
    size = f"{thousands(asked.events)} events"
    return Group(
        title="Follow",
        note=(
            f"Another process appends {RATE} events a second for {asked.follow_seconds} s while the timeline of all "
            "schedules stands at its end: from the commit of each batch to its last event on screen. Idle: "
            f"processor time over {asked.idle_seconds} s with nothing coming."
        ),
        comparisons=[
            Comparison(
                [
                    Figure("median", f"commit → on screen, median, {size}"),
                    Figure("p99", f"commit → on screen, p99, {size}", limits=[Limit(0.2)], why=LATE),
                ],
                [Way(OURS, partial(_followed, asked))],
                most_rounds=1,
            ),
            Comparison(
                [Figure("idle", f"idle, {size}", Unit.PERCENT, [Limit(0.5)], why=WHY)],
                [Way(OURS, partial(_idle, asked))],
            ),
        ],
    )


def _followed(asked: Asked) -> Values:
    with a_copy(asked, asked.events) as store, running(programs.ours(store)) as terminal:
        terminal.until(our_opening(asked, asked.events).events(), PATIENCE_SECONDS)
        go_to_end(terminal)
        return followed(terminal, store, asked.follow_seconds)


@contextmanager
def a_copy(asked: Asked, events: int) -> Iterator[Path]:
    """Give a copy of a store that may be written to."""
    with tempfile.TemporaryDirectory(prefix="follow-", dir=asked.cache) as folder:
        yield Path(shutil.copy(store_of(asked, events), Path(folder) / "followed.db"))


def followed(terminal: JudgedTerminal, store: Path, seconds: float) -> Values:
    """Return the median and p99 of the delays; raises NotMeasured where the screen does not show what comes."""
    seen: list[Sight] = []

    def look(at: float, screen: str) -> None:
        if (shown := last_time(screen)) is not None:
            seen.append(Sight(at, shown))

    with writing(store, seconds) as told:
        terminal.watch(seconds + LAST_SECONDS, look)
    written = commits(told.read_text(encoding="utf-8").splitlines())
    found = delays(written, seen)
    if len(found) < LEAST_SEEN * len(written):
        raise NotMeasured(f"of {len(written)} batches that were written the screen showed {len(found)} by itself")
    return {"median": median(found), "p99": hundredth(found)}


@contextmanager
def writing(store: Path, seconds: float) -> Iterator[Path]:
    """Have a process write to a store for some time; give the file in which it tells of what it wrote."""
    command = [*WRITER, str(store), str(RATE), str(seconds)]
    told = store.with_suffix(".told")
    # a part of the benchmark, which tells more than a pipe holds
    with told.open("wb") as file, subprocess.Popen(command, cwd=ROOT, stdout=file) as process:  # noqa: S603
        try:
            yield told
            process.wait(PATIENCE_SECONDS)
        finally:
            process.kill()


def _idle(asked: Asked) -> Values:
    with running(programs.ours(store_of(asked, asked.events))) as terminal:
        terminal.until(our_opening(asked, asked.events).events(), PATIENCE_SECONDS)
        terminal.rest(2)
        begun, before = time.monotonic(), processor_seconds(terminal.process_id)
        terminal.watch(asked.idle_seconds, lambda _at, _screen: None)
        used = processor_seconds(terminal.process_id) - before
        return {"idle": 100 * used / (time.monotonic() - begun)}
