"""The same seed gives the same bytes in every process, however that one hashes its texts."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SCRIPT = """
import sys
from datetime import UTC, date, datetime
from store.lifecycle.scenarios import SCENARIOS, batches, live, play

def out(simulation):
    while played := simulation.step():
        sys.stdout.buffer.write(b"".join(one + b"\\n" for one in played.entries))

day = date(2026, 3, 29)
for one in SCENARIOS:
    out(play(one.name, seed=5, day=day))
out(live(seed=5, day=day, start=datetime(2026, 3, 28, 12, 40, tzinfo=UTC)))
for batch in batches(1500, seed=5):
    sys.stdout.buffer.write(b"\\n".join(batch))
print(hash("a text"))
"""


def simulated(hash_seed: str) -> tuple[bytes, bytes]:
    """Return what a process of its own simulates, and how it hashes a text."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
    )
    *entries, hashed = done.stdout.splitlines()
    return b"\n".join(entries), hashed


def test_two_processes_that_hash_differently_simulate_the_same_bytes() -> None:
    (first, one_hash), (second, other_hash) = simulated("1"), simulated("2")
    assert one_hash != other_hash
    assert len(first) > 100_000
    assert first == second
