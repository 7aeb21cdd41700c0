"""Who, when and under which request: the small print of one event."""

from datetime import UTC, tzinfo

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from store.model.timeline import Event
from tui.presentation.event_details import detail_lines
from tui.presentation.panes.pane_lines import Look, Spans
from tui.presentation.times import TimeFormat


class DetailsLine(Widget):
    """The uid, time, request, actor and organisation of an event on a line or two; one empty line without.

    `zone` is that of local times, None for that of the machine; `time_format` says whether they are local.
    """

    event: reactive[Event | None] = reactive(None)
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._zone = zone

    def watch_event(self) -> None:
        self._fit()

    def watch_time_format(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Have the screen laid out anew where there are more lines now, or fewer."""
        if self.size.height != max(1, len(self._lines(self.size.width))):
            self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(_content(line) for line in self._lines(self.size.width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> tuple[Spans, ...]:
        zone = UTC if self.time_format is TimeFormat.UTC else self._zone
        return detail_lines(self.event, zone, width) if self.event else ()


def _content(line: Spans) -> Content:
    return Content.assemble(*((span.text, "$text-muted" if span.look is Look.MUTED else "") for span in line))
