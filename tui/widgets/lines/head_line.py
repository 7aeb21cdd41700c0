"""The line at the top: which store, how the day stands, the next gate, the live mode, what the times are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from typing import ClassVar

from textual import on
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from store.model.schedules.tree import StoreFacts
from tui.presentation.branches import Branches, day_in
from tui.presentation.head.countdown import coming_gate, countdown, may_come, short_countdown
from tui.presentation.head.head import Head, StoreLabel
from tui.presentation.head.live_text import live_clock, live_line
from tui.presentation.signs import Signs
from tui.presentation.times import TimeFormat, day_name, zone_label
from tui.simulator.live import LiveState, Pace
from tui.widgets.palette import ROLE_CLASSES, Palette


class HeadLine(Widget):
    """One line; `path` are the branches down to the scope, the day among them is the one it tells about.

    Its time is the `moment` that is looked at where that is not now, else that of the live mode where there is
    one. It is drawn anew every second only while a gate of the day, in one of the `markets`, is still to close,
    or while the live mode runs.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    store_label: reactive[StoreLabel | None] = reactive(None)
    facts: reactive[StoreFacts | None] = reactive(None)
    path: reactive[Branches] = reactive(())
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)
    live: reactive[LiveState | None] = reactive(None)
    markets: reactive[tuple[str, ...]] = reactive(("DE",))
    moment: reactive[datetime | None] = reactive(None)

    @dataclass
    class CalendarRead(Message):
        """The days off of a year are known."""

        year: int

    def __init__(self, zone: tzinfo, clock: Callable[[], datetime], signs: Signs) -> None:
        super().__init__()
        self._zone = zone
        self._clock = clock
        self._signs = signs
        self._palette = Palette(self)
        self._seconds: Timer | None = None
        self._years: set[int] = set()

    def on_mount(self) -> None:
        self._seconds = self.set_interval(1, self._tick, pause=True)
        self._keep_time()

    @property
    def keeps_time(self) -> bool:
        """Whether what it says changes from second to second."""
        if self.moment is not None:
            return False
        if self.live is not None:
            return self.live.pace is Pace.RUNNING
        day = self._day_with_gates
        now = self._clock()
        return day is not None and any(coming_gate(day, market, now) for market in self.markets)

    @property
    def _day_with_gates(self) -> date | None:
        """The day that is told about, once its gates are known: they depend on a calendar that takes its time."""
        node = day_in(self.path)
        day = node.day if node else None
        return day if day and day.year in self._years else None

    def render_line(self, _y: int) -> Strip:
        return self._palette.strip(self._head().line(self.size.width, self._signs), self.size.width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()

    def watch_path(self) -> None:
        self._look_up_gates()
        self._keep_time()

    def _look_up_gates(self) -> None:
        """Have the calendar read for a day of which a gate may still come; it takes its time, and memory."""
        node = day_in(self.path)
        day = node.day if node else None
        if day and day.year not in self._years and may_come(day, self._now()):
            self.run_worker(partial(self._read_calendar, day), thread=True, exclusive=True, group="calendar")

    def _read_calendar(self, day: date) -> None:
        """Find out about gates off the event loop, which remembers the calendar; answer with a message."""
        coming_gate(day, "DE", self._clock())
        self.post_message(self.CalendarRead(day.year))

    @on(CalendarRead)
    def tell_gates(self, read: CalendarRead) -> None:
        self._years.add(read.year)
        self.refresh()
        self._keep_time()

    def watch_live(self) -> None:
        self._keep_time()

    def watch_markets(self) -> None:
        self._keep_time()

    def watch_moment(self) -> None:
        self._look_up_gates()
        self._keep_time()

    def _head(self) -> Head:
        now, live = self._now(), self.live if self.moment is None else None
        node = day_in(self.path)
        day = node.day if node else None
        gates_of = self._day_with_gates
        return Head(
            store=self.store_label,
            day=node,
            when=day_name(day, now.date()) if day else None,
            facts=self.facts,
            times=zone_label(self.time_format, self._zone),
            gate=countdown(gates_of, self.markets, now, self._signs) if gates_of else (),
            short_gate=short_countdown(gates_of, self.markets, now, self._signs) if gates_of else (),
            live=live_line(live, self._signs) if live else (),
            clock=live_clock(now) if live else (),
        )

    def _now(self) -> datetime:
        if self.moment is not None:
            return self.moment.astimezone(self._zone)
        wall = self._clock()
        return wall if self.live is None else self.live.clock.now(wall).astimezone(self._zone)

    def _tick(self) -> None:
        self.refresh()
        self._keep_time()

    def _keep_time(self) -> None:
        """Count seconds only while it matters: an idle screen has no timer."""
        if self._seconds is None:
            return
        if self.keeps_time:
            self._seconds.resume()
        else:
            self._seconds.pause()
