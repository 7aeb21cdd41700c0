"""What a store shows first, found by a process beside this one while this one still imports its screen.

One interpreter keeps one processor busy, and what reads a store takes as long to import as what draws it. The answers
are as old as the start is long: they stand until the screen has opened the store and asks anew.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tui.starting import collecting

PATIENCE_SECONDS = 0.5
"""How long the screen waits for what was found before it opens the store itself."""

_MOST_SECONDS = 10
"""How long the process may take."""

_PROGRAM = "import sys; sys.path[:] = {path!r}; from tui.starting.forerunner import run_ahead; run_ahead()"


class Forerunner:
    """A process that looks into a store where it was left, or as a `fresh` screen begins; it is asked once."""

    def __init__(self, target: str, *, fresh: bool) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # not as an argument, which everybody on the machine can read: a database URL may hold a password
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.write(pickle.dumps((target, fresh)))
                self._process.stdin.flush()

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    def foreseen(self) -> object:
        """Return what was found, a `Foreseen`; None where that is nothing, or does not come in time."""
        try:
            found, _ = self._process.communicate(timeout=PATIENCE_SECONDS)
            # what this program itself wrote
            return pickle.loads(found) if found else None  # noqa: S301
        except (subprocess.TimeoutExpired, OSError, ValueError, EOFError, pickle.UnpicklingError):
            return None
        finally:
            self.close()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        with suppress(OSError, ValueError):
            self._process.communicate()


@contextmanager
def looking_ahead(target: str, *, fresh: bool) -> Iterator[Callable[[], object] | None]:
    """Give what returns what a process found ahead, None where there is one processor only; it is ended afterwards."""
    if _processors() < 2:
        yield None
        return
    try:
        ahead = Forerunner(target, fresh=fresh)
    except OSError:
        # no more processes are to be had: the screen asks by itself
        yield None
        return
    try:
        yield ahead.foreseen
    finally:
        ahead.close()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def run_ahead() -> None:
    """Answer what is asked on standard input, then end: what the process beside this one does."""
    collecting.pause()
    if hasattr(signal, "alarm"):
        # whoever asked may be gone, and the store may never answer
        signal.alarm(_MOST_SECONDS)
    target, fresh = pickle.load(sys.stdin.buffer)  # noqa: S301 - from this program itself
    from tui.questions.foreseeing import foreseen
    from tui.remembered import state_path

    sys.stdout.buffer.write(pickle.dumps(foreseen(target, state_path(), fresh=fresh)))
    sys.stdout.buffer.flush()
    # there is nothing to put in order
    os._exit(0)
