"""Whether there is a terminal any more: a window can be closed while the program runs in it."""

import os
import select
import sys
import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 2.0
"""How often it is looked whether the terminal is still there."""

GRACE_SECONDS = 5.0
"""How long the program has to end by itself without one; its own threads may wait for the terminal for ever."""

HUNG_UP = 129
"""The exit code of a program whose terminal was closed: 128 and the number of SIGHUP."""


def is_gone() -> bool:
    """Return whether what the keys come from was closed; False where the system does not tell.

    Textual reads on at the end of its input, without a pause, for as long as it runs.
    """
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    try:
        poll.register(sys.__stdin__ or 0, select.POLLIN)
    except ValueError:
        # closed on our side
        return True
    closed = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(events & closed for _, events in poll.poll(0))


def end_without(leave: Callable[[], None]) -> None:
    """Look from now on whether the terminal is there; without it ask to leave, and where that hangs, end."""

    def watch() -> None:
        while not is_gone():
            time.sleep(LOOK_SECONDS)
        leave()
        time.sleep(GRACE_SECONDS)
        os._exit(HUNG_UP)

    threading.Thread(target=watch, name="terminal", daemon=True).start()
