"""Who, when and under which request: the small print of one event."""

from datetime import tzinfo

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from store.model.timeline import Event
from tui.presentation.event_details import detail_lines
from tui.presentation.panes.pane_lines import Look, Spans


class DetailsLine(Widget):
    """The uid, time, request, actor and organisation of an event on a line or two; one empty line without.

    `zone` is the time zone shown, None for that of the machine.
    """

    event: reactive[Event | None] = reactive(None, layout=True)

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._zone = zone

    def render(self) -> Content:
        return Content("\n").join(_content(line) for line in self._lines(self.size.width))

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> tuple[Spans, ...]:
        return detail_lines(self.event, self._zone, width) if self.event else ()


def _content(line: Spans) -> Content:
    return Content.assemble(*((span.text, "$text-muted" if span.look is Look.MUTED else "") for span in line))
