"""The timeline: any number of events as a list that draws only what is in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size, clamp
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.model.timeline import EventRow
from store.model.tree import StoreFacts
from tui.key_names import way
from tui.presentation.captions import Caption
from tui.presentation.filtering.chips import chips_of
from tui.presentation.places.notes import Notes
from tui.presentation.signs import Signs
from tui.presentation.timeline_rows import RowStyle
from tui.presentation.times import TimeFormat
from tui.questions.pages import Asked, Page
from tui.widgets.palette import ROLE_CLASSES
from tui.widgets.row_blocks import RowBlocks
from tui.widgets.row_strips import Place, RowStrips
from tui.widgets.timeline_help import HELP
from tui.widgets.timeline_title import TimelineTitle

_way = partial(way, "timeline")


class Timeline(ScrollView, can_focus=True, inherit_bindings=False):
    """Events of a scope, or those of them that answer a question, newest last.

    Rows not in memory are asked for with `RowsWanted`.
    `notice` is what stands there while there is no event to show; `facts` tell how many the store holds. While the
    answers are being counted there are `counted` of them at least, and only the newest are listed.
    """

    HELP = HELP

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, "timeline--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Changes", tooltip="Go to what this event changed", id="timeline.open"),
        _way("down,j", "move(1)", "down", "The event below"),
        _way("up,k", "move(-1)", "up", "The event above"),
        _way("pagedown", "page(1.0)", "page_down", "A page down"),
        _way("pageup", "page(-1.0)", "page_up", "A page up"),
        _way("ctrl+d", "page(0.5)", "half_down", "Half a page down"),
        _way("ctrl+u", "page(-0.5)", "half_up", "Half a page up"),
        _way("home,g", "edge('oldest')", "oldest", "The oldest event"),
        _way("end,G", "edge('newest')", "newest", "The newest event"),
    ]

    asked: var[Asked] = var(Asked())
    total: var[int | None] = var(None)
    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    facts: var[StoreFacts | None] = var(None)
    loading_rows: var[bool] = var(default=False)
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)
    notice: reactive[str] = reactive("")
    counted: var[int | None] = var(None)
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

    @dataclass
    class ChipClicked(Message):
        """The term of that number, of those that the list is filtered by, was clicked."""

        number: int

    def __init__(self, zone: tzinfo, signs: Signs) -> None:
        super().__init__()
        self._zone = zone
        self._signs = signs
        self._subject = ""
        self._title = TimelineTitle(self, signs)
        self._rows = RowBlocks()
        self._asked: tuple[int, int] | None = None
        self._strips = RowStrips(self, "timeline--cursor")

    @property
    def selected(self) -> EventRow | None:
        """The event under the cursor; None while it is not in memory or there is none."""
        return self._rows.get(self.cursor) if self.total else None

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands on the newest event."""
        return self.cursor + 1 >= (self.total or 0)

    def show(self, page: Page, subject: str) -> None:
        """Show what is listed, the scope of which is called `subject` in the title."""
        # the same list may have come with more events before them: what is looked at stays where it is
        goes_on = self.counted is not None and page.asked == self.asked
        before = page.total - (self.total or 0) if goes_on else 0
        cursor, top = self.cursor + before if goes_on else page.cursor, self.scroll_offset.y + before
        self.asked, self._subject = page.asked, subject
        self.counted = None if page.counted else page.total
        self._rows.clear()
        self._rows.put(page.start, page.rows)
        self._asked = None
        self.total = page.total
        self.virtual_size = Size(0, page.total)
        self.set_reactive(Timeline.cursor, self.validate_cursor(cursor))
        self.scroll_to(y=top, animate=False, force=True)
        self._keep_in_sight()
        self._draw_anew()
        self._select()

    def go_to(self, uid: str) -> bool:
        """Go to an event that is in memory; return whether it is."""
        if (index := self._rows.index_of(uid)) is not None:
            self.cursor = index
        return index is not None

    def put(self, start: int, rows: Sequence[EventRow]) -> None:
        """Take rows that were asked for."""
        selected = self.selected
        self._rows.put(start, rows)
        self.ask_again()
        self.refresh()
        if selected is None:
            self._select()

    def ask_again(self) -> None:
        """Ask for the rows in sight that are still missing, also when they were asked for before."""
        self._asked = None
        self._want_rows()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.total:
            return self._strips.notice(self.notice, y, width, self.size.height, self._signs.cut)
        index = y + self.scroll_offset.y
        if index >= self.total:
            return Strip.blank(width, self.rich_style)
        style = RowStyle.of(width - 1, self.asked.scope, self.time_format, self._zone, self._signs)
        row = self._rows.get(index)
        place = Place(index, index == self.cursor, y == 0, self.notes.sign(row.uid if row else None, self._signs))
        return self._strips.row(place, row, self._rows.get(index - 1), self.notes.styled(style, self._signs))

    def _draw_anew(self) -> None:
        self._strips.clear()
        self.refresh()
        self._write_title()
        self._want_rows()

    watch_time_format = _draw_anew

    def watch_notes(self, before: Notes, after: Notes) -> None:
        self.border_subtitle = Content(after.words(self._signs))
        if not before.draws_as(after):
            self._draw_anew()

    def _write_title(self) -> None:
        overall = self.facts.events if self.facts else None
        chips = chips_of(self.asked.question)
        self._title.write(Caption(self._subject, self.total, overall, self.loading_rows, chips, self.counted))

    watch_facts = watch_loading_rows = watch_counted = _write_title

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
        self.refresh_lines(before)
        self.refresh_lines(after)
        self._keep_in_sight()
        self._select()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want_rows()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self._write_title()

    def on_resize(self) -> None:
        self._keep_in_sight()
        self._draw_anew()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        chip = self._title.chip_at(event.x, event.y)
        if chip is not None:
            self.post_message(self.ChipClicked(chip))
        if offset is not None and self.total:
            self.cursor = offset.y + self.scroll_offset.y
            if event.chain == 2:
                self.action_open()

    def action_move(self, rows: int) -> None:
        self.cursor += rows

    def action_page(self, pages: float) -> None:
        self.cursor += round(self.scrollable_content_region.height * pages)

    def action_edge(self, edge: str) -> None:
        self.cursor = (self.total or 1) - 1 if edge == "newest" else 0

    def action_open(self) -> None:
        if self.selected is not None:
            self.post_message(self.Opened(self.selected))
