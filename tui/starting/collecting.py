"""The garbage collector, which a start does without, and the memory that is not needed any more.

The collector would look through all that is imported, again and again while more is, and later on with every full look.
"""

import gc
import sys
from contextlib import suppress

_ARENA_MAX = -8
"""The number that malloc.h of GNU's C library gives to M_ARENA_MAX."""


def pause() -> None:
    """Let nothing be collected until the start is over."""
    gc.disable()


def resume() -> None:
    """Collect again, except what is there by now, which is there to stay; nothing where nothing was paused."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def share_memory() -> None:
    """Let all threads take memory from one place, and not each from one of its own, full of holes before long.

    There is only one of them at work at any time; thirty short ones a minute left 10 MB of holes in ten such places.
    """
    _ask_c_library("mallopt", _ARENA_MAX, 1)


def give_back() -> None:
    """Give memory that was freed back to the system, where the C library keeps it until it is asked."""
    _ask_c_library("malloc_trim", 0)


def _ask_c_library(name: str, *numbers: int) -> None:
    """Call a function of the C library where that is GNU's, the only one that has it."""
    if sys.platform == "linux":
        # takes longer to be imported than may be waited for before the first frame
        import ctypes

        with suppress(OSError, AttributeError):
            getattr(ctypes.CDLL(None), name)(*numbers)
