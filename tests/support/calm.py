"""Waiting until an application is at rest: it has nothing left to do, and what it shows is drawn.

Textual's own pilot waits until the process needs little time, which takes it 20 ms at least and says nothing of a
machine that is busy with something else; this looks at what there is to do.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from textual._queue import Queue
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen

LOOKS = 3
"""How often in a row nothing is found to do: one look may come between two parts that are posted one by one."""

PATIENCE = 100
"""After how many turns of the event loop what there is to do must be with another thread, or with a clock."""

SLEEP_SECONDS = 0.002

MOST_SECONDS = 120
"""After how long an application that is still at work is said never to come to rest."""


async def rest(app: App[None], waits: Callable[[], bool] = lambda: False) -> None:
    """Wait until an application is at rest, and nothing `waits`; return at once from one that has ended."""
    looks = turns = 0
    deadline = time.monotonic() + MOST_SECONDS
    while looks < LOOKS and app._running and app._exception is None:
        turns += 1
        assert time.monotonic() < deadline, f"never at rest: {[one for one in app.workers if not one.is_finished]}"
        await asyncio.sleep(0 if turns % PATIENCE else SLEEP_SECONDS)
        if _works(app):
            looks = 0
        elif waits() or _elsewhere(app):
            await asyncio.sleep(SLEEP_SECONDS)
            looks = 0
        elif _undrawn(app.screen):
            app.screen._on_timer_update()
            looks = 0
        else:
            looks += 1


def _works(app: App[None]) -> bool:
    """Return whether a widget has a message that it has not worked off."""
    return not all(_idles(pump) for pump in (app, *app._registry) if pump._running and not pump._closing)


def _idles(pump: MessagePump) -> bool:
    """Return whether nothing but another message would wake a widget."""
    messages: Queue[Message | None] = pump._message_queue
    # what waits for an asyncio.Event is not among its types
    waiting: deque[asyncio.Future[bool]] = vars(messages.ready_event)["_waiters"]
    return messages.empty() and any(not one.done() for one in waiting)


def _elsewhere(app: App[None]) -> bool:
    """Return whether another thread works for an application, or something on the screen moves."""
    moves = app.animator._animations or app.animator._scheduled
    return bool(moves) or any(not worker.is_finished for worker in app.workers)


def _undrawn(screen: Screen[object]) -> bool:
    """Return whether a screen is to be drawn anew, or something is to be done afterwards."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
