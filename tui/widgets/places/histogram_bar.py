"""The histogram over the timeline: where its events lie in time, and a range of it to be chosen."""

from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import clamp
from textual.message import Message
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.widget import Widget

from store.model.histogram import Histogram
from tui.keys.key_names import way
from tui.presentation.places.histogram_lines import Bounds, HistogramLines, room_of
from tui.presentation.signs import Signs
from tui.presentation.times import TimeFormat, zone_in
from tui.widgets.palette import ROLE_CLASSES, Palette

_way = partial(way, "histogram")
_CHOSEN = "histogram--chosen"


class HistogramBar(Widget, can_focus=False, inherit_bindings=False):
    """Two lines over the list; `at` is when the event under the cursor came, in microseconds.

    Without the focus it only shows. With it, or the mouse, buckets are chosen. `enter` gives it the focus, for the way
    from pane to pane leads past it.
    """

    HELP = """
    ## Histogram

    How many events came when, out of those that are listed, and what was wrong: a sign below a bar tells the worst
    of its events, `▲` the place of the cursor. `space` sets the beginning of a range, `enter` lists only the events
    in it, by `since:` and `before:` in the filter. With the mouse, drag over the bars.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, _CHOSEN}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "apply", "Only these", tooltip="List only the events in this range", id="histogram.apply"),
        Binding(
            "space",
            "anchor",
            "From here",
            tooltip="The range begins here, or no more",
            id="histogram.anchor",
            # the line says so itself
            show=False,
        ),
        _way("left,h", "move(-1)", "earlier", "The bar before"),
        _way("right,l", "move(1)", "later", "The next bar"),
        _way("shift+left", "extend(-1)", "extend_earlier", "The bar before into the range"),
        _way("shift+right", "extend(1)", "extend_later", "The next bar into the range"),
        _way("home,g", "edge(0)", "first", "The first bar"),
        _way("end,G", "edge(1)", "last", "The last bar"),
        Binding("escape", "leave", "Back", tooltip="Give the range up, or leave", id="histogram.leave", show=False),
    ]

    histogram: reactive[Histogram] = reactive(Histogram())
    at: reactive[int | None] = reactive(None, repaint=False)
    time_format: reactive[TimeFormat] = reactive(TimeFormat.LOCAL)
    chosen: reactive[Bounds | None] = reactive(None)
    room: var[int] = var(0)

    @dataclass
    class RoomChanged(Message):
        """So many bars have room now."""

        room: int

    @dataclass
    class RangeChosen(Message):
        """Only the events from `begins` up to before `ends` shall be listed, in microseconds: so many."""

        begins: int
        ends: int
        events: int

    @dataclass
    class Left(Message):
        """The focus shall be where it was."""

    def __init__(self, zone: tzinfo, signs: Signs) -> None:
        super().__init__()
        self._zone = zone
        self._signs = signs
        self._palette = Palette(self)
        self._anchor: int | None = None

    @property
    def lines(self) -> HistogramLines:
        """What is drawn."""
        zone, at = zone_in(self.time_format, self._zone), self._place(self.at)
        return HistogramLines(self.histogram, self.content_size.width, zone, self._signs, at, self.chosen)

    def _place(self, at: int | None) -> int | None:
        """Return the number of the bucket of an instant."""
        return None if at is None else self.histogram.place_of(at)

    def render_line(self, y: int) -> Strip:
        lines = self.lines
        line = lines.lower() if y else lines.upper()
        cell, segments = 0, []
        for piece in line:
            number = lines.bucket_at(cell) if not y and self.chosen is not None else None
            under = _CHOSEN if number is not None and self.chosen and self.chosen.holds(number) else ""
            segments.append(Segment(piece.text, self._palette.style(piece.role, under)))
            cell += len(piece.text)
        return Strip(segments, lines.width)

    def validate_chosen(self, chosen: Bounds | None) -> Bounds | None:
        last = len(self.histogram.buckets) - 1
        if chosen is None or last < 0:
            return None
        return Bounds(clamp(chosen.one, 0, last), clamp(chosen.other, 0, last))

    def watch_histogram(self) -> None:
        # other buckets may be meant by the same numbers
        self._anchor = None
        self.chosen = self._here if self.has_focus else None

    def watch_at(self, before: int | None, after: int | None) -> None:
        if self._place(before) != self._place(after):
            self.refresh()

    def watch_room(self, room: int) -> None:
        self.post_message(self.RoomChanged(room))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()

    def on_resize(self) -> None:
        self.room = room_of(self.content_size.width)

    def on_focus(self) -> None:
        if self.chosen is None:
            self.chosen = self._here

    def enter(self) -> None:
        """Take the focus."""
        self.can_focus = True
        self.focus()

    def on_blur(self) -> None:
        self.can_focus = False
        self._anchor = self.chosen = None

    @property
    def _here(self) -> Bounds:
        """The bucket of the cursor of the list, else the last one."""
        at = self.lines.at
        place = len(self.histogram.buckets) - 1 if at is None else at
        return Bounds(place, place)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        number = self.lines.bucket_at(event.x)
        if number is not None:
            self.capture_mouse()
            self._anchor, self.chosen = number, Bounds(number, number)
            # the line says by which keys to go on
            self.enter()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self and self._anchor is not None:
            last = len(self.histogram.buckets) - 1
            number = self.lines.bucket_at(event.x)
            self.chosen = Bounds(self._anchor, number if number is not None else last if event.x > self.room else 0)

    def on_mouse_up(self) -> None:
        if self.app.mouse_captured is self:
            self.release_mouse()
            self._anchor = None
            if self.chosen is not None and self.chosen.one != self.chosen.other:
                self.action_apply()

    def action_move(self, steps: int) -> None:
        self._go_to((self.chosen or self._here).other + steps)

    def action_edge(self, edge: int) -> None:
        self._go_to(edge * (len(self.histogram.buckets) - 1))

    def action_extend(self, steps: int) -> None:
        if self._anchor is None:
            self._anchor = (self.chosen or self._here).other
        self.action_move(steps)

    def action_anchor(self) -> None:
        chosen = self.chosen or self._here
        self._anchor = chosen.other if self._anchor is None else None
        self.chosen = Bounds(chosen.other, chosen.other)

    def action_apply(self) -> None:
        if self.chosen is not None:
            inside = self.histogram.buckets[self.chosen.first : self.chosen.last + 1]
            events = sum(bucket.events for bucket in inside)
            self.post_message(self.RangeChosen(inside[0].begins, inside[-1].ends, events))

    def action_leave(self) -> None:
        if self._anchor is not None:
            self.action_anchor()
        else:
            self.post_message(self.Left())

    def _go_to(self, number: int) -> None:
        self.chosen = Bounds(number, number) if self._anchor is None else Bounds(self._anchor, number)
