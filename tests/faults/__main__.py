"""`python -m tests.faults`: kill -9 at many moments of an import; a table of what was found."""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.faults.kills import Outcome, appending, importing, killed, made_log, seconds_to_the_end

COMMANDS = {"append": appending, "import": importing}


def main() -> int:
    """Kill as often as asked; exit code 1 when anything was lost, doubled or torn."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--points", type=int, default=200, help="how many kills [200]")
    parser.add_argument("--seed", type=int, default=1, help="of the moments [1]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = _outcomes(Path(folder), options.points, random.Random(options.seed))
    killed_ones = [one for one in found if one.was_killed]
    bad = [one for one in found if not one.is_well]
    print(f"{len(found)} runs, {len(killed_ones)} killed, {len({one.stored for one in killed_ones})} different places")
    print(f"{sum(one.stored > one.acknowledged for one in killed_ones)} had stored more than was acknowledged yet")
    for one in bad:
        print(f"NOT WELL: {one}")
    return 1 if bad else 0


def _outcomes(folder: Path, points: int, moments: random.Random) -> list[Outcome]:
    log = made_log(folder / "log.jsonl")
    lasts = {}
    for name, command in COMMANDS.items():
        target = str(folder / f"{name}.db")
        open_store(target, create=StoreKind.RECORD).close()
        lasts[name] = seconds_to_the_end(command(target, log))
    found = []
    for point in range(points):
        name = ("append", "import")[point % 2]
        target = str(folder / f"{point}.db")
        after = moments.uniform(0.2, 1.05) * lasts[name]
        found.append(killed(target, log, COMMANDS[name](target, log), after))
        for path in folder.glob(f"{point}.db*"):
            path.unlink()
        print(f"\r{point + 1} of {points}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


if __name__ == "__main__":
    sys.exit(main())
