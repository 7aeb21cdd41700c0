"""Measure: `python -m tests.bench [NAME …]`; exit code 1 where a limit is not met."""

import compileall
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.asked import Asked
from tests.bench.measuring import Group, Measured, measured
from tests.bench.options import COMMANDS, asked_in, parser
from tests.bench.report import Result, document, falls_short, result, table
from tests.bench.rows.diff import diff
from tests.bench.rows.filters import filters
from tests.bench.rows.follow import follow
from tests.bench.rows.histogram import histogram
from tests.bench.rows.imports import imports
from tests.bench.rows.keys import keys
from tests.bench.rows.memory import memory
from tests.bench.rows.pages import pages
from tests.bench.rows.postgres import postgres
from tests.bench.rows.size import size
from tests.bench.rows.start import start
from tests.bench.rows.tree import tree
from tests.bench.soak import soaked
from tests.bench.terminals.programs import install_peers, versions_of_peers

GROUPS: dict[str, Callable[[Asked], Group]] = {
    "start": start,
    "memory": memory,
    "keys": keys,
    "pages": pages,
    "filter": filters,
    "tree": tree,
    "histogram": histogram,
    "import": imports,
    "diff": diff,
    "follow": follow,
    "size": size,
    "postgres": postgres,
}

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def main() -> int:
    """Measure what is named, everything without a name; print the tables and write them to the documents."""
    command = parser(list(GROUPS))
    options = command.parse_args()
    asked = asked_in(options)
    _compile()
    match options.names:
        case ["peers", folder]:
            install_peers(Path(folder))
            return 0
        case ["soak"]:
            group, found = soaked(asked, options.minutes, _say)
            return 1 if _told("soak", group, [found], asked, keep=not options.print_only) else 0
    unknown = sorted(set(options.names) - GROUPS.keys())
    if unknown:
        command.error(f"there is no {', '.join(unknown)}; there is {', '.join([*GROUPS, *COMMANDS])}")
    return _measure(options.names or list(GROUPS), asked, options.rounds, keep=not options.print_only)


def _compile() -> None:
    """Compile the program as an installer does: what is started is not to be compiled each time."""
    for package in ("store", "tui"):
        compileall.compile_dir(ROOT / package, quiet=1)


def _measure(names: Sequence[str], asked: Asked, rounds: int, *, keep: bool) -> int:
    """Measure group by group, and write each down as soon as it is there; return the exit code."""
    short = False
    for name in names:
        group = GROUPS[name](asked)
        _say(name)
        found = [measured(one, rounds, _say) for one in group.comparisons]
        short |= _told(name, group, found, asked, keep=keep)
    return 1 if short else 0


def _told(name: str, group: Group, found: Sequence[Measured], asked: Asked, *, keep: bool) -> bool:
    """Print what came of a group and write it down; return whether it falls short."""
    one = result(group, found, f"{datetime.now(UTC):%Y-%m-%d}", versions_of_peers(asked))
    print("\n".join(table(one)), end="\n\n", flush=True)
    if keep:
        write({name: one})
    return falls_short(one)


def _say(step: str) -> None:
    print(f"  {datetime.now(UTC):%H:%M:%S} {step}", file=sys.stderr, flush=True)


def write(results: dict[str, Result]) -> None:
    """Put results into the documents; those that were not measured this time stay."""
    machine = DOCS / "benchmarks.json"
    known = json.loads(machine.read_text(encoding="utf-8")) if machine.exists() else {}
    together = {**known, **results}
    machine.write_text(json.dumps(together, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (DOCS / "benchmarks.md").write_text(document(together), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
