"""A list of any number of events with a cursor, of which only what is in sight is drawn and in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from textual import events
from textual.geometry import clamp
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollTo
from textual.strip import Strip

from store.model.timeline import EventRow
from tui.presentation.lists.timeline_rows import RowStyle
from tui.presentation.places.notes import Notes
from tui.presentation.signs import Signs
from tui.presentation.times import TimeFormat
from tui.questions.pages import Asked
from tui.widgets.palette import ROLE_CLASSES
from tui.widgets.timeline.row_blocks import RowBlocks
from tui.widgets.timeline.row_strips import Place, RowStrips


class EventList(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws `total` events of what is `asked`; rows not in memory are asked for with `RowsWanted`.

    `notice` is what stands there while there is no event to show.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, "timeline--cursor"}

    asked: var[Asked] = var(Asked(), init=False)
    total: var[int | None] = var(None)
    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)
    notice: reactive[str] = reactive("")
    notes: reactive[Notes] = reactive(Notes(), init=False)

    @dataclass
    class RowsWanted(Message):
        """Rows in sight of what is listed are not in memory: `limit` of them from the index `start`."""

        asked: Asked
        start: int
        limit: int

    @dataclass
    class EventSelected(Message):
        """The cursor stands on another event."""

        row: EventRow

    @dataclass
    class Opened(Message):
        """The event under the cursor shall be looked at."""

        row: EventRow

    def __init__(self, zone: tzinfo, signs: Signs) -> None:
        super().__init__()
        self._zone = zone
        self._signs = signs
        self._rows = RowBlocks()
        self._asked: tuple[int, int] | None = None
        self._to_open: tuple[Asked, int] | None = None
        self._strips = RowStrips(self, "timeline--cursor")

    @property
    def selected(self) -> EventRow | None:
        """The event under the cursor; None while it is not in memory or there is none."""
        return self._rows.get(self.cursor) if self.total else None

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands on the newest event."""
        return self.cursor + 1 >= (self.total or 0)

    def go_to(self, uid: str) -> bool:
        """Go to an event that is in memory; return whether it is."""
        if (index := self._rows.index_of(uid)) is not None:
            self.cursor = index
        return index is not None

    def follow(self) -> None:
        """Go to the newest event."""
        self.cursor = (self.total or 1) - 1
        self._keep_in_sight()

    def put(self, start: int, rows: Sequence[EventRow]) -> None:
        """Take rows that were asked for."""
        selected = self.selected
        self._keep_rows(start, rows)
        self.ask_again()
        self.refresh()
        if selected is None:
            self._select()
            if self._to_open == (self.asked, self.cursor) and self.selected is not None:
                self.action_open()

    def _keep_rows(self, start: int, rows: Sequence[EventRow]) -> None:
        """Keep rows; what was written since they were counted is not taken in yet."""
        self._rows.put(start, rows[: max(0, (self.total or 0) - start)])

    def ask_again(self) -> None:
        """Ask for the rows in sight that are still missing, also when they were asked for before."""
        self._asked = None
        self._want_rows()

    def render_line(self, y: int) -> Strip:
        if not self.total:
            width = self.scrollable_content_region.width
            return self._strips.notice(self.notice, y, width, self.size.height, self._signs.cut)
        index = y + self.scroll_offset.y
        if index >= self.total:
            return Strip.blank(self.scrollable_content_region.width, self.rich_style)
        row = self._rows.get(index)
        place = Place(index, index == self.cursor, y == 0, self.notes.sign(row.uid if row else None, self._signs))
        return self._strips.row(place, row, self._rows.get(index - 1), self._row_style)

    def _row_style(self) -> RowStyle:
        """Return how rows are written now."""
        width = self.scrollable_content_region.width - 1
        style = RowStyle.of(width, self.asked.scope, self.time_format, self._zone, self._signs)
        return self.notes.styled(style, self._signs)

    def _draw_anew(self) -> None:
        self._strips.clear()
        self.refresh()
        self._want_rows()

    def watch_time_format(self) -> None:
        self._draw_anew()

    def watch_notes(self, before: Notes, after: Notes) -> None:
        if not before.draws_as(after):
            self._draw_anew()

    def _want_rows(self) -> None:
        if not self.total or not self.size.height:
            return
        top = self.scroll_offset.y
        missing = self._rows.missing(top - 1, min(top + self.size.height, self.total) - 1)
        if missing and missing != self._asked:
            self._asked = missing
            self.post_message(self.RowsWanted(self.asked, *missing))

    def _select(self) -> None:
        if self.selected is not None:
            self.post_message(self.EventSelected(self.selected))

    def _keep_in_sight(self) -> None:
        height = max(1, self.scrollable_content_region.height)
        top = clamp(self.scroll_offset.y, self.cursor - height + 1, self.cursor)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def validate_cursor(self, cursor: int) -> int:
        return clamp(cursor, 0, max(0, (self.total or 0) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        self._to_open = None
        self.refresh_lines(before)
        self.refresh_lines(after)
        self._keep_in_sight()
        self._select()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want_rows()

    def on_scroll_to(self, message: ScrollTo) -> None:
        # Textual glides there: what lies between, far apart in a long list, would be read at every step
        message.prevent_default().stop()
        self.scroll_to(message.x, message.y, animate=False)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self) -> None:
        self._keep_in_sight()
        self._draw_anew()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and self.total:
            self.cursor = offset.y + self.scroll_offset.y
            if event.chain == 2:
                self.action_open()

    def action_move(self, rows: int) -> None:
        self.cursor += rows

    def action_page(self, pages: float) -> None:
        self.cursor += round(self.scrollable_content_region.height * pages)

    def action_edge(self, edge: str) -> None:
        if edge == "newest":
            self.follow()
        else:
            self.cursor = 0

    def action_open(self) -> None:
        # a row that is on its way opens when it is there, if the cursor has not gone on
        self._to_open = (self.asked, self.cursor) if self.selected is None and self.total else None
        if self.selected is not None:
            self.post_message(self.Opened(self.selected))
