"""The command line of the benchmark."""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.asked import LARGE_EVENTS, LARGEST_EVENTS, Asked

CACHE = Path(tempfile.gettempdir()) / "gridtrail-bench"
COMMANDS = ("peers", "soak")


def parser(groups: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure this program beside its peers; exit code 1 where a limit is not met.",
        epilog="peers DIR installs the peers that come from PyPI; soak goes on for --minutes with a writer beside it.",
    )
    made.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(groups)}")
    made.add_argument("--rounds", type=int, default=5, help="how many rounds [5]")
    made.add_argument("--events", type=int, default=LARGE_EVENTS, help=f"events of the large log [{LARGE_EVENTS}]")
    made.add_argument(
        "--largest",
        type=int,
        default=LARGEST_EVENTS,
        metavar="EVENTS",
        help=f"events of one more log, for what a screen costs; 0 for none [{LARGEST_EVENTS}]",
    )
    made.add_argument("--keys", type=int, default=60, help="how many presses of each key a round [60]")
    made.add_argument("--follow-seconds", type=int, default=60, help="how long to follow a writer [60]")
    made.add_argument("--idle-seconds", type=int, default=20, help="how long to sit idle [20]")
    made.add_argument("--minutes", type=float, default=10, help="how long to soak [10]")
    made.add_argument("--cache", type=Path, default=CACHE, help="folder that keeps logs and stores [a temporary one]")
    made.add_argument(
        "--peers",
        type=Path,
        default=os.environ.get("GRIDTRAIL_BENCH_PEERS"),
        help="folder of the peers [$GRIDTRAIL_BENCH_PEERS]",
    )
    made.add_argument("--print-only", action="store_true", help="leave the documents as they are")
    return made


def asked_in(options: argparse.Namespace) -> Asked:
    """Return what the options ask for."""
    peers = Path(options.peers).absolute() if options.peers else None
    return Asked(
        events=options.events,
        cache=options.cache.absolute(),
        peers=peers,
        follow_seconds=options.follow_seconds,
        idle_seconds=options.idle_seconds,
        keys=options.keys,
        largest=options.largest,
    )
