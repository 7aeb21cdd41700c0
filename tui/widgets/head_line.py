"""The line at the top: which store, how the day stands, what the times are."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from store.model.tree import StoreFacts
from tui.presentation.branches import Branches, day_in
from tui.presentation.head import Head, StoreLabel
from tui.presentation.signs import Signs
from tui.presentation.times import TimeFormat, day_name, zone_label
from tui.widgets.palette import ROLE_CLASSES, Palette


class HeadLine(Widget):
    """One line; `path` are the branches down to the scope, the day among them is the one it tells about."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    store_label: reactive[StoreLabel | None] = reactive(None)
    facts: reactive[StoreFacts | None] = reactive(None)
    path: reactive[Branches] = reactive(())
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)

    def __init__(self, zone: tzinfo, clock: Callable[[], datetime], signs: Signs) -> None:
        super().__init__()
        self._zone = zone
        self._clock = clock
        self._signs = signs
        self._palette = Palette(self)

    def render_line(self, _y: int) -> Strip:
        day = day_in(self.path)
        head = Head(
            store=self.store_label,
            day=day,
            when=day_name(day.day, self._clock().date()) if day and day.day else None,
            facts=self.facts,
            times=zone_label(self.time_format, self._zone),
        )
        return self._palette.strip(head.line(self.size.width, self._signs), self.size.width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()
