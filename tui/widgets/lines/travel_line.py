"""The banner over the panes while another moment than now is looked at."""

from dataclasses import replace
from datetime import tzinfo
from typing import ClassVar

from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.presentation.head.travel_text import Travel
from tui.presentation.signs import Signs
from tui.presentation.times import TimeFormat, zone_in
from tui.widgets.palette import ROLE_CLASSES, Palette


class TravelLine(Widget):
    """One line over the whole width; not there while it is now. `with_keys` where the keys of time travel work."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    travel: reactive[Travel | None] = reactive(None)
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)

    def __init__(self, zone: tzinfo, signs: Signs, *, with_keys: bool = True) -> None:
        super().__init__()
        self._zone = zone
        self._signs = signs
        self._with_keys = with_keys
        self._palette = Palette(self)

    def carried(self) -> "TravelLine | None":
        """Return the banner for what is opened over these panes, as of this moment; None while it is now."""
        if self.travel is None:
            return None
        line = TravelLine(self._zone, self._signs, with_keys=False)
        line.set_reactive(TravelLine.time_format, self.time_format)
        line.travel = replace(self.travel, pace=None)
        line.add_class("-carried")
        return line

    def watch_travel(self, travel: Travel | None) -> None:
        self.set_class(travel is not None, "-away")

    def render_line(self, _y: int) -> Strip:
        if self.travel is None:
            return Strip.blank(self.size.width)
        width = self.size.width
        line = self.travel.line(zone_in(self.time_format, self._zone), width, self._signs, with_keys=self._with_keys)
        return self._palette.strip(line, width)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()
