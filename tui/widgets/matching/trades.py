"""The list of trades, by schedule, and the one trade under the cursor with its quarter-hours."""

from datetime import tzinfo
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade import Trade
from tui.keys.key_names import way
from tui.presentation.matching.trade_details import detail_lines, heading_line
from tui.presentation.matching.trade_list import Listed, TradeList
from tui.presentation.matching.trade_rows import schedule_line, trade_lines
from tui.presentation.moves.move_lines import content
from tui.presentation.pieces import Line, cut, longest
from tui.presentation.quarter_hours.plainly import in_signs
from tui.presentation.signs import Signs
from tui.widgets.plain_scroll_bar import scroll_plainly

_LEAST_CELLS = 40


class Trades(OptionList):
    """Lists the trades that were read, each schedule under its name; the cursor stays on the same trade."""

    BINDINGS: ClassVar[list[BindingType]] = [
        way("matching", "j", "cursor_down", "down", "The next trade"),
        way("matching", "k", "cursor_up", "up", "The trade before"),
        way("matching", "g", "first", "first", "The first trade"),
        way("matching", "G", "last", "last", "The last trade"),
    ]

    def __init__(self, signs: Signs) -> None:
        super().__init__(markup=False)
        self._signs = signs
        self.read = TradeList()

    def on_mount(self) -> None:
        scroll_plainly(self, self._signs)

    @property
    def current(self) -> Listed | None:
        """The trade under the cursor."""
        if self.highlighted is None:
            return None
        key = self.get_option_at_index(self.highlighted).id
        return None if key is None else self.read.listed[int(key)]

    @property
    def trade(self) -> Trade | None:
        """The trade under the cursor, without its schedule."""
        return self.current.trade if self.current else None

    @property
    def schedule(self) -> Reconciliation | None:
        """The schedule of the trade under the cursor; without one the only schedule there is."""
        if self.current is not None:
            return self.current.found
        return self.read.schedules[0] if len(self.read.schedules) == 1 else None

    def forget(self) -> None:
        """Empty the list, to be filled anew."""
        only_open, self.read = self.read.only_open, TradeList()
        self.read.only_open = only_open
        self.clear_options()

    def add(self, *found: Reconciliation) -> None:
        """List the trades of schedules that were not read before, below the others."""
        for one in found:
            self.read.put(one)
        self._draw_new()

    def replace(self, found: Reconciliation) -> None:
        """List a schedule in place of the last reading of it."""
        self.read.put(found)
        self.draw_anew(found.schedule_uid)

    def draw_anew(self, schedule_uid: str | None = None) -> None:
        """Draw everything; the cursor goes to the same trade, else to the first one of a schedule, else of all."""
        place = self.current.place if self.current else None
        self.clear_options()
        self.read.begin_again()
        self._draw_new()
        places = {one.place: number for number, one in enumerate(self.read.listed)}
        firsts = (number for (uid, _), number in places.items() if uid == schedule_uid)
        number = places.get(place, next(firsts, None)) if place else next(firsts, None)
        if number is not None:
            self.highlighted = self.get_option_index(str(number))

    def on_resize(self, _event: events.Resize) -> None:
        self.call_after_refresh(self.draw_anew)

    def _draw_new(self) -> None:
        width = max(_LEAST_CELLS, self.scrollable_content_region.width)
        rows: list[Option] = []
        for number, one in enumerate(self.read.not_listed(), start=len(self.read.listed)):
            if one.heading:
                headings = [schedule_line(one.found, self._signs, short=short) for short in (False, True)]
                heading = cut(longest(headings, width), width, self._signs.cut)
                rows.append(Option(self._shown((heading,)), disabled=True))
            lines = trade_lines(one.trade, one.found.party, width, self._signs)
            rows.append(Option(self._shown(lines), id=str(number)))
        self.add_options(rows)
        if self.highlighted is None and self.read.listed:
            self.action_first()

    def _shown(self, lines: tuple[Line, ...]) -> Content:
        return Content("\n").join(content(in_signs(one, self._signs)) for one in lines)


class TradeDetails(VerticalScroll):
    """Shows one trade: what its state rests on, and its quarter-hours."""

    def __init__(self, signs: Signs, zone: tzinfo) -> None:
        super().__init__()
        self._signs = signs
        self._zone = zone
        self._shown: Listed | None = None

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def show(self, one: Listed | None) -> None:
        """Show a trade; another one from its beginning."""
        if one is None or self._shown is None or one.place != self._shown.place:
            self.scroll_home(animate=False)
        self._shown = one
        self._draw()

    def on_resize(self, _event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        one, signs = self._shown, self._signs
        if one is None:
            self.border_title = ""
            self.query_one(Static).update("")
            return
        width = max(_LEAST_CELLS, self.scrollable_content_region.width)
        lines = detail_lines(one.trade, one.found, width, signs, self._zone)
        self.border_title = content(in_signs(heading_line(one.trade, one.found.party, signs), signs))
        self.query_one(Static).update(Content("\n").join(content(in_signs(line, signs)) for line in lines))
