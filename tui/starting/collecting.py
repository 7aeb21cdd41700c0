"""The garbage collector, which a start does without, and the memory that is not needed any more.

The collector would look through all that is imported, again and again while more is, and later on with every full look.
"""

import gc
import sys
from contextlib import suppress


def pause() -> None:
    """Let nothing be collected until the start is over."""
    gc.disable()


def resume() -> None:
    """Collect again, except what is there by now, which is there to stay; nothing where nothing was paused."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def give_back() -> None:
    """Give memory that was freed back to the system, where the C library keeps it until it is asked: that of GNU."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
