"""The timeline: any number of events as a list that draws only what is in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import clamp
from textual.message import Message
from textual.reactive import reactive, var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.model.timeline import EventRow
from store.model.tree import StoreFacts
from tui.presentation.captions import Caption, unseen_text
from tui.presentation.filtering.chips import chips_of
from tui.presentation.places.notes import Notes
from tui.presentation.signs import Signs
from tui.presentation.timeline_rows import RowStyle
from tui.presentation.times import TimeFormat
from tui.questions.pages import Asked, Page
from tui.widgets.extent import set_lines
from tui.widgets.palette import ROLE_CLASSES
from tui.widgets.row_blocks import RowBlocks, earlier
from tui.widgets.row_strips import Place, RowStrips
from tui.widgets.timeline_keys import HELP, KEYS
from tui.widgets.timeline_title import TimelineTitle


class Timeline(ScrollView, can_focus=True, inherit_bindings=False):
    """Events of a scope, or those of them that answer a question, newest last.

    Rows not in memory are asked for with `RowsWanted`.
    `notice` is what stands there while there is no event to show; `facts` tell how many the store holds. While the
    answers are being counted there are `counted` of them at least, and only the newest are listed.
    """

    HELP = HELP
    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, "timeline--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    asked: var[Asked] = var(Asked())
    total: var[int | None] = var(None)
    unseen: var[int] = var(0, init=False)
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
    class Unseen(Message):
        """So many events have come that were not followed; none when the newest is looked at again."""

        number: int

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

    @property
    def follows(self) -> bool:
        """Whether what comes is gone to: the cursor stands on the newest event, and that is in sight."""
        return self.at_end and self.scroll_offset.y >= self.max_scroll_y

    def show(self, page: Page, subject: str) -> None:
        """Show what is listed, the scope of which is called `subject` in the title."""
        # the same list may have come with more events before them: what is looked at stays where it is
        goes_on = self.counted is not None and page.asked == self.asked
        before = self._more_before(page) if goes_on else 0
        cursor, top = self.cursor + before if goes_on else page.cursor, self.scroll_offset.y + before
        is_same = page.asked == self.asked and not goes_on
        grown = max(0, page.total - (self.total or 0)) if is_same else 0
        self.asked, self._subject = page.asked, subject
        self.counted = None if page.counted else page.total
        self._rows.clear()
        self.total = page.total
        self._keep_rows(page.start, page.rows)
        self._asked = None
        set_lines(self, page.total)
        self.set_reactive(Timeline.cursor, self.validate_cursor(cursor))
        self.scroll_to(y=top, animate=False, force=True)
        self._keep_in_sight()
        self.unseen = self.unseen + grown if grown and not self.at_end else 0
        self._draw_anew()
        self._select()

    def take_in(self, arrived: Sequence[EventRow]) -> None:
        """Take events that have come: at the newest they are followed, else all stays where it is."""
        selected, top, follows = self.selected, self._rows.get(self.scroll_offset.y), self.follows
        fresh = self._rows.take_in(arrived, self.total or 0)
        if not fresh:
            return
        self.total = (self.total or 0) + len(fresh)
        set_lines(self, self.total)
        if follows:
            self.set_reactive(Timeline.cursor, self.total - 1)
            self._keep_in_sight()
        else:
            self.set_reactive(Timeline.cursor, self.cursor + earlier(fresh, selected))
            self.scroll_to(y=self.scroll_offset.y + earlier(fresh, top), animate=False, force=True)
            self.unseen += len(fresh)
        self._draw_anew()
        if follows:
            self._select()

    def follow(self) -> None:
        """Go to the newest event, and to what comes."""
        self.cursor = (self.total or 1) - 1
        self._keep_in_sight()
        self.unseen = 0

    def go_to(self, uid: str) -> bool:
        """Go to an event that is in memory; return whether it is."""
        if (index := self._rows.index_of(uid)) is not None:
            self.cursor = index
        return index is not None

    def put(self, start: int, rows: Sequence[EventRow]) -> None:
        """Take rows that were asked for."""
        selected = self.selected
        self._keep_rows(start, rows)
        self.ask_again()
        self.refresh()
        if selected is None:
            self._select()

    def _keep_rows(self, start: int, rows: Sequence[EventRow]) -> None:
        """Keep rows; what was written since they were counted is not taken in yet."""
        self._rows.put(start, rows[: max(0, (self.total or 0) - start)])

    def _more_before(self, page: Page) -> int:
        """Return how many more events of the same list a page has before what is looked at."""
        uid = self.selected.uid if self.selected else None
        at = next((page.start + place for place, row in enumerate(page.rows) if row.uid == uid), None)
        return page.total - (self.total or 0) if at is None else at - self.cursor

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
        self._write_subtitle()
        if not before.draws_as(after):
            self._draw_anew()

    def _write_title(self) -> None:
        overall = self.facts.events if self.facts else None
        chips = chips_of(self.asked.question)
        self._title.write(Caption(self._subject, self.total, overall, self.loading_rows, chips, self.counted))

    watch_facts = watch_loading_rows = watch_counted = _write_title

    def _write_subtitle(self) -> None:
        parts = (unseen_text(self.unseen) if self.unseen else "", self.notes.words(self._signs))
        self.border_subtitle = Content(f" {self._signs.dot} ".join(filter(None, parts)))

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
        self._look_for_unseen()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want_rows()
        self._look_for_unseen()

    def _look_for_unseen(self) -> None:
        if self.unseen and self.follows:
            self.unseen = 0

    def watch_unseen(self, unseen: int) -> None:
        self._write_subtitle()
        self.post_message(self.Unseen(unseen))

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
        if edge == "newest":
            self.follow()
        else:
            self.cursor = 0

    def action_open(self) -> None:
        if self.selected is not None:
            self.post_message(self.Opened(self.selected))
