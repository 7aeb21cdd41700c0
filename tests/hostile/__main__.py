"""`python -m tests.hostile`: hostile texts through the commands, the documents and the screen; what was found wrong.

The texts go into stores by batches. Each text stands in sixteen places of as many entries. All of a store goes
through `events`, `tree`, `check`, `reconcile` (to a terminal, into a pipe, as JSON), `events --csv`, `export` and
`verify`, through the tree and the timeline of the screen, and through the program in a real pty. Of every fifteenth
schedule, whose entries carry it and the fifteen texts that follow, an event goes through `show`, `prove`, every form
of `diff` and the panes of the changes, and the schedule through `report`. Every text is asked for (`events QUERY`,
`show`, `diff`), names a file to import, and is pasted into a line of the screen, each into another one in turn, of a
long one the first 240 signs. The other views of the screen are looked at for one event of a batch. A text of more
than 20 000 signs is whole in one place.

The numbers say for how many of the texts the beginning was found in what was written, by kind of output.
"""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.hostile.batches import end_with_parent, judged
from tests.hostile.strings import CLASSES, hostile_strings

BATCH = 40 * len(CLASSES)
"""How many texts go into one store."""


def main() -> int:
    """Judge as many texts as asked; exit code 1 when anything was found wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--strings", type=int, default=10_000, help="how many texts [10000]")
    parser.add_argument("--seed", type=int, default=1, help="of the texts [1]")
    parser.add_argument("--processes", type=int, default=1, help="how many batches at once [1]")
    options = parser.parse_args()
    texts = list(hostile_strings(options.strings, options.seed))
    batches = [texts[first : first + BATCH] for first in range(0, len(texts), BATCH)]
    found, reached = Counter[str](), Counter[str]()
    seconds: dict[str, float] = {}
    done = 0
    with ProcessPoolExecutor(options.processes, initializer=end_with_parent, max_tasks_per_child=1) as pool:
        for one in pool.map(judged, batches):
            done += one.texts
            reached += one.reached
            seconds = {part: seconds.get(part, 0) + spent for part, spent in one.seconds.items()}
            for complaint in one.complaints:
                found[complaint.partition(":")[0]] += 1
                print(complaint[:400], flush=True)
            told = f"{sum(found.values())} complaints, {sum(seconds.values()):.0f} s of processor"
            print(f"{done} of {len(texts)} texts, {told}", file=sys.stderr, flush=True)
    for kind, count in sorted(reached.items()):
        print(f"{count:7} found in {kind}")
    for part, spent_seconds in seconds.items():
        print(f"{spent_seconds:7.1f} s of processor for {part}")
    print(f"{len(texts)} texts: {sum(found.values())} complaints {dict(found) or ''}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
