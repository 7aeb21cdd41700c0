"""The garbage collector, which a start does without.

It would look through all that is imported, again and again while more is, and later on with every full look.
"""

import gc


def pause() -> None:
    """Let nothing be collected until the start is over."""
    gc.disable()


def resume() -> None:
    """Collect again, except what is there by now, which is there to stay; nothing where nothing was paused."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
