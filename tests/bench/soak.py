"""A long run: a large store open, scrolled and filtered while another process writes; memory and events counted."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median

from tests.bench.asked import Asked, thousands
from tests.bench.logs import GRIDTRAIL, ROOT
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, Measured, NotMeasured, Unit, Way
from tests.bench.programs.writer import event_uid
from tests.bench.rows.follow import RATE, a_copy, writing
from tests.bench.terminals import programs
from tests.bench.terminals.following import commits
from tests.bench.terminals.judged import JudgedTerminal
from tests.bench.terminals.openings import PATIENCE_SECONDS, our_opening
from tests.bench.terminals.processes import processor_seconds, read_from_disk, waited_seconds, weighed
from tests.bench.terminals.programs import running
from tests.bench.terminals.scrolling import dragged
from tests.bench.terminals.timeline import go_to_end, go_to_start, rows
from tests.bench.turns import hundredth

PAUSE_SECONDS = 5
LAST_SECONDS = 5
QUERY = "type:version.rejected"
ENTER, CLEAR = "\r", "X"
PLACES = (0.5, 0.99, 0.1, 0.75, 0.25)
WHY = "66 MB are what is imported (see memory at rest); the rest is the pages, rows and connections of what is done"
DRAGS = (
    "of 1.2 s the slowest was 0.3 s on the processor until all was at rest and 0.06 s waiting for one, and read 0.3 MB "
    "from the disk; what it waited for besides is not known (the judge shares the two processors with the writer). Of "
    "another one of 2.4 s, 0.2 s were on the processor, with 4.5 MB from the disk: the kernel of the machine (DAMON) "
    "puts away what was not touched for a minute, though memory is free. Of a third, of 1.25 s, 0.17 s were on the "
    "processor and 0.02 s waiting for one, with 1.9 MB from the disk"
)
FILTERS = (
    "where lnav took 52 s to open five million events (18 to 24 on other machines) the slowest was 3.9 s on "
    "the processors until all was at rest, and waited 4.5 s for one, which it shares with the writer, events --follow "
    "and the judge; what it computed was not taken apart"
)
GROWS = (
    "what is freed is given back every 15 s; what is left after each grows with the most that Python ever held at "
    "once, of which it gives back only what is wholly empty; what it holds was counted and does not grow"
)

SETTLED = 0.2
"""The part of a run after which memory must not grow any more: by then everything was done at least once."""


COSTS: Mapping[str, tuple[str, Unit, Callable[[int], float]]] = {
    "processor": ("processor time", Unit.SECONDS, processor_seconds),
    "queue": ("its threads waiting for a processor", Unit.SECONDS, waited_seconds),
    "disk": ("read from the disk", Unit.BYTES, read_from_disk),
}
"""What is told of the slowest of the deeds besides its time: what it is called, its unit, what tells it."""


@dataclass
class Course:
    """What happened in the course of a run."""

    values: dict[str, list[float]] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """Add a value of a figure."""
        self.values.setdefault(name, []).append(value)


def soaked(asked: Asked, minutes: float, say: Callable[[str], None]) -> tuple[Group, Measured]:
    """Return what came of keeping a store open for some minutes while events come in."""
    course = Course()
    with a_copy(asked, asked.events) as store, running(programs.ours(store)) as terminal:
        at = terminal.until(our_opening(asked, asked.events).events(), PATIENCE_SECONDS)
        course.add("events", at - terminal.started_at)
        with _counted_in_a_pipe(store) as printed, writing(store, minutes * 60) as told:
            with weighed(terminal.process_id, partial(course.add, "rss")):
                _used(terminal, course, time.monotonic() + minutes * 60, say)
            time.sleep(LAST_SECONDS)
        _count(course, told, printed)
    group = _group(asked, minutes)
    summed = _summed(course)
    found = Measured(group.comparisons[0], {OURS: {name: [value] for name, value in summed.items()}}, rounds=1)
    found.missing = {OURS: "; ".join(course.missing.values())} if course.missing else {}
    return group, found


def _group(asked: Asked, minutes: float) -> Group:
    figures = [
        Figure("events", "start → events on screen"),
        Figure("drag", "scroll bar dragged → another place on screen, p99", limits=[Limit(0.5)], why=DRAGS),
        *_costs("drag"),
        Figure("filter", "filter → answers on screen, p99", limits=[Limit(0.5)], why=FILTERS),
        *_costs("filter"),
        Figure("rss", "most memory, resident", Unit.BYTES, [Limit(90e6)], why=WHY),
        Figure("growth", "memory at the end to memory after a fifth of the time", Unit.SHARE, [Limit(1.05)], why=GROWS),
        Figure("written", "events written", Unit.NUMBER),
        Figure("missed", "of them not printed by events --follow", Unit.NUMBER, [Limit(0)]),
        Figure("doubled", "of them printed more than once", Unit.NUMBER, [Limit(0)]),
    ]
    return Group(
        title="Soak",
        note=(
            f"{thousands(asked.events)} events open for {minutes:g} minutes: scrolled to places by dragging, filtered, "
            f"at its end, over and over, while another process appends {RATE} events a second."
        ),
        comparisons=[Comparison(figures, [Way(OURS, dict)])],
    )


def _costs(deed: str) -> list[Figure]:
    slowest = f"slowest {deed}, until all is at rest"
    told = [Figure(f"{deed} {cost}", f"{slowest}: {what}", unit) for cost, (what, unit, _) in COSTS.items()]
    return [Figure(f"{deed} median", f"{deed}, median"), *told]


def _summed(course: Course) -> dict[str, float]:
    """Return one value of each figure; what a deed cost besides is that of the slowest."""
    found = {name: hundredth(values) for name, values in course.values.items()}
    for deed in ("drag", "filter"):
        if seconds := course.values.get(deed):
            slowest = seconds.index(max(seconds))
            found |= {f"{deed} {cost}": course.values[f"{deed} {cost}"][slowest] for cost in COSTS}
            found[f"{deed} median"] = median(seconds)
    sizes = course.values.get("rss", [])
    return {**found, "rss": max(sizes), "growth": growth(sizes)} if sizes else found


def growth(sizes: Sequence[float]) -> float:
    """Return how many times as large memory was at the end as it was after the first fifth of the time."""
    settled = sizes[int(len(sizes) * SETTLED) :]
    tenth = max(1, len(settled) // 10)
    return median(settled[-tenth:]) / median(settled[:tenth])


def _used(terminal: JudgedTerminal, course: Course, until: float, say: Callable[[str], None]) -> None:
    """Do one thing after the other on the screen until the time is up."""
    places = cycle(PLACES)
    for deed in cycle((_scroll, _filter, _end)):
        if time.monotonic() > until:
            return
        try:
            deed(terminal, course, next(places))
        except NotMeasured as error:
            course.missing[deed.__name__] = f"{deed.__name__.strip('_')}: {error}"
        terminal.watch(PAUSE_SECONDS, lambda _at, _screen: None)
        held = course.values["rss"][-1] / 1e6
        say(f"{(until - time.monotonic()) / 60:.1f} minutes to go, {held:.0f} MB")


def _costing(terminal: JudgedTerminal, course: Course, deed: str, done: Callable[[], float]) -> None:
    """Do something that tells its seconds, and put down what it cost besides."""
    process = terminal.process_id
    before = {cost: told(process) for cost, (_, _, told) in COSTS.items()}
    seconds = done()
    for cost, (_, _, told) in COSTS.items():
        course.add(f"{deed} {cost}", told(process) - before[cost])
    course.add(deed, seconds)


def _scroll(terminal: JudgedTerminal, course: Course, place: float) -> None:
    go_to_start(terminal)
    _costing(terminal, course, "drag", lambda: dragged(terminal, place))


def _filter(terminal: JudgedTerminal, course: Course, _place: float) -> None:
    go_to_start(terminal)
    terminal.type("/")
    terminal.type(QUERY[:-1])
    _costing(terminal, course, "filter", lambda: _filtered(terminal))


def _filtered(terminal: JudgedTerminal) -> float:
    at = terminal.press(QUERY[-1])
    try:
        return terminal.until(_only_rejected, 10, at) - at
    finally:
        for key in (ENTER, CLEAR):
            terminal.press(key)
            terminal.rest(0.5, 5)


def _only_rejected(screen: str) -> bool:
    shown = [row for row in rows(screen) if ":" in row]
    return bool(shown) and all("rejected" in row for row in shown)


def _end(terminal: JudgedTerminal, _course: Course, _place: float) -> None:
    go_to_end(terminal)


@contextmanager
def _counted_in_a_pipe(store: Path) -> Iterator[Path]:
    """Have the command line print what comes into a store; give the file that it prints to."""
    printed = store.with_suffix(".printed")
    command = [*GRIDTRAIL, "events", str(store), "--limit", "1", "--follow", "--json"]
    with printed.open("wb") as file:
        # the program under test
        process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            time.sleep(LAST_SECONDS)
            yield printed
        finally:
            process.kill()
            process.wait()


def _count(course: Course, told: Path, printed: Path) -> None:
    """Count which of the events that were written were printed, and how often."""
    written = commits(told.read_text(encoding="utf-8").splitlines())
    if not written:
        course.missing["written"] = "the writer wrote nothing"
        return
    last = written[-1]
    course.add("written", last.written)
    uids = _uids(printed.read_text(encoding="utf-8").splitlines())
    if len(uids) < 2:
        course.missing["printed"] = "events --follow printed nothing that came"
        return
    missed, doubled = counted({event_uid(last.name, number) for number in range(last.written)}, uids)
    course.add("missed", missed)
    course.add("doubled", doubled)


def counted(expected: set[str], uids: Sequence[str]) -> tuple[int, int]:
    """Return how many of the uids that are expected are not there, and how many are there more than once."""
    there = [uid for uid in uids if uid in expected]
    return len(expected - set(there)), len(there) - len(set(there))


def _uids(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        try:
            found.append(json.loads(line)["uid"])
        except ValueError:
            # the last line may be cut off where the process was ended
            continue
    return found
