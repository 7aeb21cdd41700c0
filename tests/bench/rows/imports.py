"""Import: from the command to everything committed."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from store.database.opening import open_store
from tests.bench.asked import Asked, thousands
from tests.bench.logs import GRIDTRAIL, log_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, Unit, Values, Way, WrongAnswer
from tests.bench.processes import ran

CORE = "SQLAlchemy Core, same indexes"
RAW = "floor: sqlite3, one table"
TENTH = "ours, a tenth of the log"
UNSEALED = "ours, without the seal"
UNSEALED_GRIDTRAIL = (sys.executable, "-m", "tests.bench.programs.unsealed")
PLAIN = "tests.bench.programs.{}_import"


def imports(asked: Asked) -> Group:
    """Return the comparison of imports, each a process of its own from start to end."""
    events = asked.events
    return Group(
        title="Import",
        note=(
            "A process from its start until everything is committed. Ours validates, compresses, indexes and derives "
            "the tree; Core decodes the JSON and fills the same table of events with the same indexes, uncompressed; "
            "sqlite3 puts the lines into one table. Without the seal the same program hashes nothing and keeps no tree."
        ),
        comparisons=[
            Comparison(
                figures=[
                    Figure(
                        "rate",
                        f"JSONL → committed, {thousands(events)} events",
                        Unit.RATE,
                        [Limit(20_000, at_least=True), Limit(0.6, times=CORE, at_least=True)],
                        why=(
                            "the absolute figure was set on a machine on which Core with the same indexes made 25 000 "
                            "to 40 000 events a second, of 0.7 KB; these have 1.25 KB, and the ratio to Core holds"
                        ),
                    ),
                    Figure(
                        "rss",
                        f"most memory of one process, {thousands(events)} events",
                        Unit.BYTES,
                        [Limit(1.2, times=TENTH)],
                        why=(
                            "a tenth of the log does not fill the 64 MB that SQLite keeps of the file; a million "
                            "events take as much as these (265 MB)"
                        ),
                    ),
                ],
                ways=[
                    Way(OURS, partial(imported, asked, events, our_command)),
                    Way(TENTH, partial(_memory, asked, events // 10)),
                    Way(CORE, partial(imported, asked, events, partial(plain_command, "core"))),
                    Way(RAW, partial(imported, asked, events, partial(plain_command, "raw"))),
                ],
            ),
            with_and_without_seal(asked, events // 10),
        ],
    )


def with_and_without_seal(asked: Asked, events: int) -> Comparison:
    """Return the comparison of what the seal costs an import."""
    return Comparison(
        figures=[
            Figure(
                "rate",
                f"with its seal and without it, {thousands(events)} events",
                Unit.RATE,
                [Limit(0.9, times=UNSEALED, at_least=True)],
            )
        ],
        ways=[
            Way(OURS, partial(imported, asked, events, our_command, sealed=events)),
            Way(UNSEALED, partial(imported, asked, events, partial(our_command, program=UNSEALED_GRIDTRAIL), sealed=0)),
        ],
    )


def our_command(log: Path, target: str, *, program: Sequence[str] = GRIDTRAIL) -> Sequence[str]:
    """Return the command that imports a log with this program."""
    return [*program, "import", "--sandbox", "-q", target, str(log)]


def plain_command(way: str, log: Path, target: str) -> Sequence[str]:
    """Return the command that imports a log in a plain way."""
    return [sys.executable, "-m", PLAIN.format(way), str(log), target]


def imported(
    asked: Asked, events: int, command: Callable[[Path, str], Sequence[str]], *, sealed: int | None = None
) -> Values:
    """Return the events a second and the largest size of an import into a new file.

    Raises WrongAnswer where another number of events than `sealed` is sealed afterwards.
    """
    log = log_of(asked, events)
    with tempfile.TemporaryDirectory(prefix="import-", dir=asked.cache) as folder:
        target = str(Path(folder) / "imported.db")
        values = ran(command(log, target))
        if sealed is not None and (found := _sealed_in(target)) != sealed:
            raise WrongAnswer(f"{found} events are sealed, not {sealed}")
    return {"rate": events / values["seconds"], "rss": values["rss"]}


def _sealed_in(target: str) -> int:
    store = open_store(target, read_only=True)
    try:
        return store.sealed.head().size
    finally:
        store.close()


def _memory(asked: Asked, events: int) -> Values:
    return {"rss": imported(asked, events, our_command)["rss"]}
