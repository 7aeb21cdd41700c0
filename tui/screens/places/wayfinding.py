"""What leads from event to event, one around the other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from textual.reactive import Reactive

from store.model.readable_store import ReadableStore
from store.model.timeline import Event
from tui.presentation.branches import Branches
from tui.presentation.times import TimeFormat
from tui.remembered import Remembered
from tui.screens.places.bookmarking import Bookmarking
from tui.screens.places.journey import Journey
from tui.screens.places.jumping import Jumping
from tui.screens.places.overview import Overview
from tui.screens.places.searching import Searching
from tui.view import View
from tui.widgets.layer import Layer


@dataclass(frozen=True)
class Bound:
    """What a screen binds to: what is read, the way to what is selected, the event looked at, and how times are."""

    store: Reactive[ReadableStore | None]
    path: Reactive[Branches]
    shown: Reactive[Event | None]
    time_format: Reactive[TimeFormat]


def with_ways(panes: Layer, bound: Bound, *, view: View, now: Callable[[], datetime], remembered: Remembered) -> Layer:
    """Return the panes with all that leads from event to event, for the screen that is being composed."""
    store, shown, time_format = bound.store, bound.shown, bound.time_format
    overview = Overview(panes, view=view).data_bind(time_format, store=store)
    jumping = Jumping(overview, view=view, now=now).data_bind(shown, time_format, store=store)
    searching = Searching(jumping, view=view).data_bind(shown, store=store)
    bookmarking = Bookmarking(searching, remembered=remembered).data_bind(shown, store=store)
    return Journey(bookmarking, view=view, now=now).data_bind(bound.path, shown, time_format, store=store)
