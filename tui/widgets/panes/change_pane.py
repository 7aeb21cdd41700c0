"""The pane of rows: draws only what is in sight, a strip once for each row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.presentation.panes.pane_lines import Look
from tui.presentation.panes.pane_rows import Row, fitted, in_ascii, row_spans
from tui.presentation.panes.pane_search import with_hits
from tui.widgets.extent import set_lines


class ChangePane(ScrollView, can_focus=False):
    """Rows of both sides; `cursor` is the number of the line under the cursor, `searched` is marked in all.

    It is scrolled and told its rows by the widget around it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"change-pane--{look}" for look in Look} | {"change-pane--cursor"}

    cursor: reactive[int] = reactive(0, repaint=False)
    searched: reactive[re.Pattern[str] | None] = reactive(None)

    @dataclass
    class LineChosen(Message):
        """A line was clicked; `index` counts the lines from 0."""

        index: int

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._ascii_only = ascii_only
        self._is_owed = False
        self._rows: Sequence[Row] = ()
        self._columns = 0
        self._tops: dict[int, int] = {}
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._styles: dict[tuple[Look, bool], Style] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """What the pane shows, one a row."""
        return self._rows

    def show(self, rows: Sequence[Row], cursor: int) -> None:
        """Show other rows, with the cursor on a line of them."""
        self._rows = rows
        self._tops = {row.index: top for top, row in reversed(list(enumerate(rows)))}
        self._strips.clear()
        self.set_reactive(ChangePane.cursor, cursor)
        set_lines(self, len(rows))
        self.refresh()

    def top_of(self, index: int) -> int:
        """Return the first row of a line."""
        return self._tops.get(index, 0)

    def keep_in_sight(self, index: int) -> None:
        """Scroll as little as needed to show a line, and the one on either side of it; once there is room for any."""
        self._is_owed = not self.size.height
        if self._is_owed:
            return
        top = self.top_of(index)
        height = max(1, self.scrollable_content_region.height)
        margin = 1 if height > 3 else 0
        if top - margin < self.scroll_offset.y:
            self.scroll_to(y=top - margin, animate=False)
        elif top + margin >= self.scroll_offset.y + height:
            self.scroll_to(y=top + margin - height + 1, animate=False)

    def on_resize(self) -> None:
        if self._is_owed:
            self.keep_in_sight(self.cursor)

    def render_lines(self, crop: Region) -> list[Strip]:
        # to find it out for each line takes as long as to draw one
        self._columns = self.scrollable_content_region.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return the strip of a row in sight."""
        width = self._columns
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return Strip.blank(width, self._style(Look.TEXT, cursor=False))
        row = self._rows[number]
        key = (number, row.index == self.cursor)
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != width:
            strip = self._strips[key] = self._strip(row, width, cursor=key[1])
        return strip

    def _strip(self, row: Row, width: int, *, cursor: bool) -> Strip:
        spans = row_spans(row, width, cursor=cursor)
        if self._ascii_only:
            spans = fitted(in_ascii(spans), width)
        if self.searched is not None:
            spans = with_hits(spans, self.searched)
        return Strip([Segment(span.text, self._style(span.look, cursor=cursor)) for span in spans], width)

    def _style(self, look: Look, *, cursor: bool) -> Style:
        key = (look, cursor)
        if key not in self._styles:
            names = ("change-pane--cursor",) if cursor else ()
            name = f"change-pane--{look}"
            # a visual style leaves out whether text is reversed
            text_style = self.get_component_styles(name).text_style
            self._styles[key] = self.get_visual_style(*names, name).rich_style + text_style
        return self._styles[key]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def watch_searched(self) -> None:
        self._strips.clear()

    def watch_cursor(self, before: int, after: int) -> None:
        for index in (before, after):
            self.refresh_lines(self.top_of(index), 2)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        number = self.scroll_offset.y + offset.y if offset else -1
        if 0 <= number < len(self._rows):
            self.post_message(self.LineChosen(self._rows[number].index))
