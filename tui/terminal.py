"""Whether there is a terminal any more: a window can be closed while the program runs in it."""

import select
import sys


def is_gone() -> bool:
    """Return whether what the keys come from was closed; False where the system does not tell.

    Textual reads on at the end of its input, without a pause, for as long as it runs.
    """
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sys.__stdin__ or 0, select.POLLIN)
    closed = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(events & closed for _, events in poll.poll(0))
