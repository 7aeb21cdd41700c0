"""What is drawn anew when something else is selected: no more than what changes."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from store.model.market.delivery_day import microseconds
from tests.lists.test_histogram_lines import START, of
from tests.panes.pane_app import CHANGE, LONG, rows, settle
from tests.panes.pane_app import shown as panes_shown
from tests.support.screens import shown
from tui.presentation.signs import UNICODE
from tui.widgets.panes.change_pane import ChangePane
from tui.widgets.panes.change_panes import ChangePanes
from tui.widgets.places.histogram_bar import HistogramBar


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[type[Widget]]:
    """Count the lines that each class of widgets draws."""
    lines: Counter[type[Widget]] = Counter()
    for kind in (HistogramBar, ChangePane, ChangePanes):
        _count(kind, lines, monkeypatch)
    return lines


def _count(kind: type[Widget], lines: Counter[type[Widget]], monkeypatch: pytest.MonkeyPatch) -> None:
    draw = kind.render_line

    def counted(self: Widget, y: int) -> object:
        lines[kind] += 1
        return draw(self, y)

    monkeypatch.setattr(kind, "render_line", counted)


class Bar(App[None]):
    CSS = "HistogramBar { height: 2; }"

    def compose(self) -> ComposeResult:
        yield HistogramBar(ZoneInfo("Europe/Berlin"), UNICODE)


async def test_the_histogram_is_drawn_anew_when_the_cursor_comes_to_another_bar(drawn: Counter[type[Widget]]) -> None:
    app = Bar()
    async with app.run_test(size=(60, 2)) as pilot:
        bar = app.query_one(HistogramBar)
        bar.histogram, bar.at = of(1, 2), microseconds(START)
        await pilot.pause()
        before = shown(bar)
        drawn.clear()
        bar.at = microseconds(START + timedelta(seconds=59))
        await pilot.pause()
        assert not drawn[HistogramBar]
        bar.at = microseconds(START + timedelta(seconds=60))
        await pilot.pause()
        assert drawn[HistogramBar]
        assert shown(bar) != before


async def test_of_the_panes_the_rows_are_drawn_anew_and_nothing_behind_them(drawn: Counter[type[Widget]]) -> None:
    async with panes_shown(CHANGE) as (pilot, panes):
        drawn.clear()
        panes.event = LONG
        await settle(pilot)
        assert "rows" in rows(panes)[0]
        assert drawn[ChangePane]
        assert not drawn[ChangePanes]
