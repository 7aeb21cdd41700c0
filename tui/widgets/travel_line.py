"""The banner over the panes while another moment than now is looked at."""

from datetime import tzinfo
from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.signs import Signs
from tui.presentation.times import TimeFormat, zone_in
from tui.presentation.travel_text import Travel
from tui.widgets.palette import ROLE_CLASSES, Palette


class TravelLine(Widget):
    """One line over the whole width; not there while it is now."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    travel: reactive[Travel | None] = reactive(None)
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)

    def __init__(self, zone: tzinfo, signs: Signs) -> None:
        super().__init__()
        self._zone = zone
        self._signs = signs
        self._palette = Palette(self)

    def watch_travel(self, travel: Travel | None) -> None:
        self.set_class(travel is not None, "-away")

    def render_line(self, _y: int) -> Strip:
        if self.travel is None:
            return Strip.blank(self.size.width)
        width = self.size.width
        line = self.travel.line(zone_in(self.time_format, self._zone), width, self._signs)
        return self._palette.strip(line, width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()
