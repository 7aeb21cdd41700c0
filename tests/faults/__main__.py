"""`python -m tests.faults`: kill -9 at many moments of an import; a table of what was found."""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from tests.faults.kills import Outcome, appending, growth, importing, killed, made_log

LONGEST_SECONDS = 0.1
"""How long after a growth a kill may come."""

COMMANDS = {"append": appending, "import": importing}


def main() -> int:
    """Kill as often as asked, or until Ctrl+C; exit code 1 when anything was lost, doubled or torn.

    An import that was done before it was to be killed is looked at as well, and does not count.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--points", type=int, default=200, help="how many kills [200]")
    parser.add_argument("--seed", type=int, default=1, help="of the moments [1]")
    options = parser.parse_args()
    found: list[Outcome] = []
    killed_ones: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        for outcome in _outcomes(Path(folder), random.Random(options.seed)):
            found.append(outcome)
            killed_ones += [outcome] if outcome.was_killed else []
            print(f"\r{len(killed_ones)} of {options.points}", end="", file=sys.stderr, flush=True)
            if not outcome.is_well:
                print(f"\nNOT WELL: {outcome}", flush=True)
            if len(killed_ones) == options.points:
                break
    print(file=sys.stderr)
    print(f"{len(found)} runs, {len(killed_ones)} killed, {len({one.stored for one in killed_ones})} different places")
    print(f"{sum(one.stored > one.acknowledged for one in killed_ones)} had stored more than was acknowledged yet")
    return 0 if all(one.is_well for one in found) else 1


def _outcomes(folder: Path, moments: random.Random) -> Iterator[Outcome]:
    """Give what each kill left behind, one after the other."""
    log = made_log(folder / "log.jsonl")
    growths = {}
    for name, command in COMMANDS.items():
        target = str(folder / f"{name}.db")
        growths[name] = growth(target, command(target, log))
    for point in count():
        name = ("append", "import")[point % 2]
        target = str(folder / f"{point}.db")
        after = int(moments.uniform(0, 1.02) * growths[name])
        yield killed(target, log, COMMANDS[name](target, log), after, moments.uniform(0, LONGEST_SECONDS))
        for path in folder.glob(f"{point}.db*"):
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
