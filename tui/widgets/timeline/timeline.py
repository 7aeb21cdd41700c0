"""The timeline: the events of a scope or of a question, their title, and what comes in at its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from store.model.schedules.tree import StoreFacts
from store.model.timeline import EventRow
from tui.presentation.captions import Caption, index_text, unseen_text
from tui.presentation.filtering.chips import chips_of
from tui.presentation.lists.timeline_rows import RowStyle
from tui.presentation.places.notes import Notes
from tui.presentation.signs import Signs
from tui.presentation.times import in_format
from tui.questions.pages import Page
from tui.widgets.extent import set_lines
from tui.widgets.timeline.event_list import EventList
from tui.widgets.timeline.row_blocks import earlier
from tui.widgets.timeline.timeline_keys import HELP, KEYS
from tui.widgets.timeline.timeline_title import TimelineTitle


class Timeline(EventList, inherit_bindings=False):
    """Events of a scope, or those of them that answer a question, newest last.

    `facts` tell how many the store holds. While the answers are not all counted there are `counted` of them at
    least, and only the newest are listed; `is_counting` until no more is counted. `text_index` is how much of the
    text index is there, in percent, None for all of it.
    """

    HELP = HELP
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    unseen: var[int] = var(0, init=False)
    facts: var[StoreFacts | None] = var(None)
    loading_rows: var[bool] = var(default=False)
    counted: var[int | None] = var(None)
    is_counting: var[bool] = var(default=False)
    text_index: var[int | None] = var(None, init=False)

    @dataclass
    class Unseen(Message):
        """So many events have come that were not followed; none when the newest is looked at again."""

        number: int

    @dataclass
    class ChipClicked(Message):
        """The term of that number, of those that the list is filtered by, was clicked."""

        number: int

    def __init__(self, zone: tzinfo, signs: Signs) -> None:
        super().__init__(zone, signs)
        self._subject = ""
        self._title = TimelineTitle(self, signs)

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
        self.counted, self.is_counting = None if page.counted else page.total, not page.counted
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
        if self.counted is not None:
            # what comes before the newest is among those that are not listed
            first = self._rows.get(0)
            arrived = [row for row in arrived if not earlier((row,), first)]
        fresh = self._rows.take_in(arrived, self.total or 0)
        if not fresh:
            return
        if self.counted is not None:
            self.counted += len(fresh)
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
        super().follow()
        self.unseen = 0

    def _more_before(self, page: Page) -> int:
        """Return how many more events of the same list a page has before what is looked at."""
        uid = self.selected.uid if self.selected else None
        at = next((page.start + place for place, row in enumerate(page.rows) if row.uid == uid), None)
        return page.total - (self.total or 0) if at is None else at - self.cursor

    def _draw_anew(self) -> None:
        super()._draw_anew()
        self._write_title()

    def watch_notes(self, before: Notes, after: Notes) -> None:
        self._write_subtitle()
        super().watch_notes(before, after)

    def _row_style(self) -> RowStyle:
        return replace(super()._row_style(), newest_year=self._newest_year(self.facts))

    def _newest_year(self, facts: StoreFacts | None) -> int | None:
        """Return the year of the newest event of a store that holds events of other years, too."""
        if facts is None or facts.first_at is None or facts.last_at is None:
            return None
        first, last = (in_format(at, self.time_format, self._zone).year for at in (facts.first_at, facts.last_at))
        return last if first != last else None

    def watch_facts(self, before: StoreFacts | None, after: StoreFacts | None) -> None:
        if self._newest_year(before) == self._newest_year(after):
            self._write_title()
        else:
            self._draw_anew()

    def _write_title(self) -> None:
        overall = self.facts.events if self.facts else None
        chips = chips_of(self.asked.question)
        counts = (self.counted, self.is_counting)
        self._title.write(Caption(self._subject, self.total, overall, self.loading_rows, chips, *counts))

    watch_loading_rows = watch_counted = watch_is_counting = _write_title

    def _write_subtitle(self) -> None:
        unseen = unseen_text(self.unseen) if self.unseen else ""
        index = index_text(self.text_index, self.asked.question)
        parts = (index, unseen, self.notes.words(self._signs))
        self.border_subtitle = Content(f" {self._signs.dot} ".join(filter(None, parts)))

    watch_text_index = watch_asked = _write_subtitle

    def watch_cursor(self, before: int, after: int) -> None:
        super().watch_cursor(before, after)
        self._look_for_unseen()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._look_for_unseen()

    def _look_for_unseen(self) -> None:
        if self.unseen and self.follows:
            self.unseen = 0

    def watch_unseen(self, unseen: int) -> None:
        self._write_subtitle()
        self.post_message(self.Unseen(unseen))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._write_title()

    def on_click(self, event: events.Click) -> None:
        chip = self._title.chip_at(event.x, event.y)
        if chip is not None:
            self.post_message(self.ChipClicked(chip))
