"""A process measured from its start to its end: seconds, and the most memory that it had."""

import os
import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter

from tests.bench.logs import ROOT
from tests.bench.measuring import NotMeasured, Values

KIBIBYTE = 1 if sys.platform == "darwin" else 1024
"""What the system counts the largest size of a process in."""


def ran(command: Sequence[str]) -> Values:
    """Return the seconds and the largest resident bytes of a process; raises NotMeasured where it fails."""
    start = perf_counter()
    with subprocess.Popen(  # noqa: S603 - the programs that are compared
        command, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "GRIDTRAIL_STORE": ""}
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        taken = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotMeasured(f"it ended with exit code {process.returncode}")
    return {"seconds": taken, "rss": usage.ru_maxrss * KIBIBYTE}
