"""Measure: `python -m tests.bench [NAME …]`; exit code 1 where a limit is not met or an answer is wrong."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.diff import diff_bench
from tests.bench.measuring import LEAST_ROUNDS, Bench, WrongAnswer, measured
from tests.bench.report import Result, document, result, table

BENCHES: dict[str, Callable[[], Bench]] = {"diff": diff_bench}

DOCS = Path(__file__).parents[2] / "docs"


def main() -> int:
    """Measure what is named, everything without a name; print the tables and write them to the documents."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(BENCHES)}")
    parser.add_argument("--rounds", type=int, default=9, help=f"how many rounds, {LEAST_ROUNDS} at least")
    parser.add_argument("--print-only", action="store_true", help="leave the documents as they are")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - BENCHES.keys())
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(BENCHES)}")
    results: dict[str, Result] = {}
    for name in asked.names or BENCHES:
        bench = BENCHES[name]()
        try:
            seconds = measured(bench, asked.rounds)
        except WrongAnswer as error:
            print(error, file=sys.stderr)
            return 1
        results[name] = result(bench, seconds, f"{datetime.now(UTC):%Y-%m-%d}")
        print("\n".join(table(results[name])), end="\n\n")
    if not asked.print_only:
        write(results)
    return 0 if all(limit["met"] for one in results.values() for limit in one["limits"]) else 1


def write(results: dict[str, Result]) -> None:
    """Put results into the documents; those that were not measured this time stay."""
    machine = DOCS / "benchmarks.json"
    known = json.loads(machine.read_text(encoding="utf-8")) if machine.exists() else {}
    together = {**known, **results}
    machine.write_text(json.dumps(together, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (DOCS / "benchmarks.md").write_text(document(together), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
