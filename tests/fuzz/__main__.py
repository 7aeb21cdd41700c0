"""`python -m tests.fuzz`: search for bytes on which a reader breaks its word, guided by coverage (docs/fuzzing.md)."""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.readers import TARGETS
from tests.fuzz.target import Target

KEPT = Path(__file__).parents[2] / ".fuzz"
"""Where the inputs are that led to new branches, for the next run to go on from; not part of the repository."""

LONGEST_BYTES = 4096
SLOWEST_SECONDS = 20
MOST_MEBIBYTES = 2048

_COVERED = re.compile(r"cov: (\d+)")
_TRIED = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: inputs tried, branches seen, and the files of what was found, with what was said of it."""

    tried: int
    covered: int
    found: tuple[Path, ...]
    said: str


def main() -> int:
    """Run the targets one after another; exit code 1 when anything was found, 2 without atheris."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)} [all]")
    parser.add_argument("--seconds", type=int, default=60, help="how long for each target [60]")
    options = parser.parse_args()
    unknown = sorted(set(options.targets) - TARGETS.keys())
    if unknown:
        parser.error(f"there is no target {unknown[0]!r}: there are {', '.join(TARGETS)}")
    if importlib.util.find_spec("atheris") is None:
        parser.error("this needs atheris: pip install -e '.[dev,fuzz]'")
    found = 0
    for name in options.targets or TARGETS:
        run = _run(TARGETS[name], options.seconds)
        found += len(run.found)
        print(f"{name:12} {run.tried:>9} inputs {run.covered:>6} branches {len(run.found):>2} found", flush=True)
        if run.found:
            print(f"{run.said}\nkept as {', '.join(map(str, run.found))}", flush=True)
    return 1 if found else 0


def _run(target: Target, seconds: int) -> Run:
    """Run one target; what it breaks its word on is kept among its examples, where the tests try it again."""
    before = set(target.folder.iterdir())
    kept = KEPT / target.name
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".dict") as words:
        words.writelines(f'"{_escaped(word)}"\n' for word in target.words)
        words.flush()
        limits = [f"-max_len={LONGEST_BYTES}", f"-timeout={SLOWEST_SECONDS}", f"-rss_limit_mb={MOST_MEBIBYTES}"]
        places = [f"-dict={words.name}", f"-artifact_prefix={target.folder}/", str(kept), str(target.folder)]
        command = [sys.executable, "-m", "tests.fuzz.guided", target.name, f"-max_total_time={seconds}"]
        options = ["-print_final_stats=1", *limits, *places]
        ended = subprocess.run([*command, *options], capture_output=True, check=False)  # noqa: S603 - of this folder
    said, broken = (one.decode(errors="replace") for one in (ended.stderr, ended.stdout))
    found = tuple(sorted(set(target.folder.iterdir()) - before))
    if ended.returncode and not found:
        raise RuntimeError(f"the run of {target.name} ended with {ended.returncode}:\n{said}{broken}")
    return Run(_last(_TRIED, said), _last(_COVERED, said), found, _traceback(broken) or said[-2000:])


def _escaped(word: bytes) -> str:
    """Return a word as a dictionary of libFuzzer has it."""
    return "".join(f"\\x{byte:02x}" for byte in word)


def _last(pattern: re.Pattern[str], said: str) -> int:
    return int((pattern.findall(said) or ["0"])[-1])


def _traceback(said: str) -> str:
    """Return the traceback that is told; empty where the reader was too slow or took too much memory."""
    return said.partition("=== Uncaught Python exception: ===")[2].strip()


if __name__ == "__main__":
    sys.exit(main())
