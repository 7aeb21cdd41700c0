"""The timeline by itself, over lists of any length."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from textual import on
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown

from store.model.market.delivery_day import zone_of
from store.model.schedules.tree import StoreFacts
from store.model.timeline import EventRow, Summary
from tests.support.screens import shown
from tui.presentation.signs import UNICODE
from tui.presentation.times import TimeFormat
from tui.questions.pages import Asked, Page
from tui.widgets.timeline.row_blocks import BLOCK, MOST_BLOCKS, RowBlocks
from tui.widgets.timeline.timeline import Timeline

START = datetime(2026, 3, 26, 11, tzinfo=UTC)


def row(index: int) -> EventRow:
    """Return the row at an index, a minute after the one before."""
    return EventRow(
        sequence=index + 1,
        uid=f"event {index}",
        created_at=START + timedelta(minutes=index),
        type="version.accepted",
        tso="DE-AMPRION-TSO",
        market="DE",
        day=None,
        schedule_uid="schedule",
        version=1,
        series_uid=None,
        request_id=None,
        user_uid=None,
        simulated=index % 2 == 1,
        summary=Summary(status_to="accepted", paths=(f"row{index}",)),
        message_id=None,
    )


def rows(start: int, limit: int) -> tuple[EventRow, ...]:
    return tuple(row(index) for index in range(start, start + limit))


class Screenful(App[None]):
    """A timeline whose rows come when they are asked for, unless they are held back."""

    CSS = "Timeline { border: round white; }"

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total = total
        self.held_back = False
        self.asked: list[tuple[int, int]] = []
        self.selected: list[str] = []
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield Timeline(zone_of("DE"), UNICODE)

    def on_mount(self) -> None:
        start = max(0, self.total - BLOCK) // BLOCK * BLOCK
        page = Page(Asked(), self.total, self.total - 1, start, rows(start, self.total - start))
        self.timeline.show(page, "all schedules")

    @property
    def timeline(self) -> Timeline:
        return self.query_one(Timeline)

    @on(Timeline.RowsWanted)
    def answer(self, wanted: Timeline.RowsWanted) -> None:
        self.asked.append((wanted.start, wanted.limit))
        if not self.held_back:
            limit = min(wanted.limit, self.total - wanted.start)
            self.timeline.put(wanted.start, rows(wanted.start, limit))

    @on(Timeline.EventSelected)
    def note_selected(self, selected: Timeline.EventSelected) -> None:
        self.selected.append(selected.row.uid)

    @on(Timeline.Opened)
    def note_opened(self, opened: Timeline.Opened) -> None:
        self.opened.append(opened.row.uid)


async def test_a_year_is_told_as_soon_as_the_store_is_known_to_hold_several() -> None:
    app = Screenful(3)
    async with app.run_test(size=(100, 20)) as pilot:
        assert "26 Mar 12:00:00" in shown(app)
        last = datetime(2027, 1, 4, 11, tzinfo=UTC)
        app.timeline.facts = StoreFacts(3, 1, START, last)
        await pilot.pause()
        assert "26 Mar'26 12:00 " in shown(app)


async def test_the_timeline_opens_at_its_end() -> None:
    app = Screenful(1_000_000)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        assert app.timeline.cursor == 999_999
        assert "▌" in shown(app.timeline).splitlines()[-2]
        assert app.selected == ["event 999999"]


async def test_rows_are_asked_for_where_one_looks_and_only_once() -> None:
    app = Screenful(1_000_000)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert app.timeline.cursor == 0
        assert app.asked == [(0, BLOCK)]
        await pilot.press("j", "j", "k")
        assert app.asked == [(0, BLOCK)]
        assert app.selected[-1] == "event 1"


async def test_any_place_of_the_scroll_bar_shows_its_rows() -> None:
    app = Screenful(1_000_000)
    async with app.run_test(size=(100, 20)) as pilot:
        app.timeline.scroll_to(y=500_000, animate=False)
        await pilot.pause()
        assert all(start <= 500_000 < start + limit for start, limit in app.asked)
        assert "version.accepted" in shown(app.timeline).splitlines()[1]


async def test_rows_on_their_way_are_placeholders_with_their_number() -> None:
    app = Screenful(100_000)
    async with app.run_test(size=(100, 20)) as pilot:
        app.held_back = True
        await pilot.press("g")
        await pilot.pause()
        lines = shown(app.timeline).splitlines()
        assert "1 …" in lines[1]
        assert app.timeline.selected is None
        app.timeline.put(0, rows(0, BLOCK))
        await pilot.pause()
        assert "version.accepted" in shown(app.timeline).splitlines()[1]
        assert app.selected[-1] == "event 0"


async def test_rows_that_failed_are_asked_for_again() -> None:
    app = Screenful(100_000)
    async with app.run_test(size=(100, 20)) as pilot:
        app.held_back = True
        await pilot.press("g")
        await pilot.pause()
        app.timeline.ask_again()
        await pilot.pause()
        assert app.asked == [(0, BLOCK), (0, BLOCK)]


async def test_keys_move_by_rows_pages_and_to_the_ends() -> None:
    app = Screenful(1000)
    async with app.run_test(size=(100, 22)) as pilot:
        height = app.timeline.scrollable_content_region.height
        places = []
        for key in ("home", "down", "j", "pagedown", "ctrl+d", "ctrl+u", "pageup", "up", "k", "end", "G", "down"):
            await pilot.press(key)
            places.append(app.timeline.cursor)
        assert places == [0, 1, 2, 2 + height, 2 + height + height // 2, 2 + height, 2, 1, 0, 999, 999, 999]


async def test_a_click_selects_and_a_double_click_opens() -> None:
    app = Screenful(1000)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("g")
        await pilot.click(Timeline, offset=(10, 4))
        assert app.timeline.cursor == 3
        await pilot.click(Timeline, offset=(10, 4), times=2)
        assert app.opened == ["event 3"]


async def test_a_row_that_is_on_its_way_opens_when_it_is_there_unless_the_cursor_has_gone_on() -> None:
    app = Screenful(1000)
    async with app.run_test(size=(100, 20)) as pilot:
        app.held_back = True
        await pilot.press("g")
        await pilot.click(Timeline, offset=(10, 4), times=2)
        assert app.opened == []
        app.timeline.put(0, rows(0, BLOCK))
        await pilot.pause()
        assert app.opened == ["event 3"]
        app.timeline.cursor = 500
        await pilot.press("enter", "down")
        app.timeline.put(400, rows(400, BLOCK))
        await pilot.pause()
        assert app.selected[-1] == "event 501"
        assert app.opened == ["event 3"]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Screenful(1000)
    app.animation_level = "none"
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press("g")
        # the pilot has no wheel of its own
        await pilot._post_mouse_events([MouseScrollDown], Timeline, offset=(10, 5))
        await pilot.pause()
        assert app.timeline.scroll_offset.y > 0
        assert app.timeline.cursor == 0


async def test_the_first_row_in_sight_and_the_first_of_a_day_show_the_date() -> None:
    app = Screenful(1000)
    async with app.run_test(size=(100, 20)) as pilot:
        # 23:50 in Berlin is 22:50 UTC, 710 minutes after the start
        app.timeline.scroll_to(y=710, animate=False)
        await pilot.pause()
        lines = shown(app.timeline).splitlines()[1:-1]
        dated = {number: line[2:8] for number, line in enumerate(lines) if line[5:8].isalpha()}
        assert dated == {0: "26 Mar", 10: "27 Mar"}


async def test_the_title_names_the_scope_and_counts() -> None:
    app = Screenful(1284)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.pause()
        title = shown(app.timeline).splitlines()[0]
        assert "Timeline · all schedules" in title
        assert "1 284 events" in title


async def test_an_empty_timeline_shows_its_notice() -> None:
    app = Screenful(0)
    async with app.run_test(size=(100, 20)) as pilot:
        app.timeline.notice = "No events here.\n\nesc shows all schedules"
        await pilot.press("j", "enter", "G")
        assert "No events here." in shown(app.timeline)
        assert app.selected == []


async def test_text_of_the_store_is_never_markup() -> None:
    app = Screenful(1)
    async with app.run_test(size=(120, 10)) as pilot:
        hostile = Summary(status_to="[/b] [red]x \x1b[31m\u202eabc")
        page = Page(Asked(), 1, 0, 0, (replace(row(0), summary=hostile),))
        app.timeline.show(page, "[/bold] [red]subject")
        await pilot.pause()
        text = shown(app.timeline)
        assert "[/b] [red]x ␛[31m‹U+202E›abc" in text
        assert "[/bold] [red]subject" in text


async def test_other_times_are_drawn_when_the_format_changes() -> None:
    app = Screenful(3)
    async with app.run_test(size=(100, 10)) as pilot:
        await pilot.pause()
        assert "12:01:00.000" in shown(app.timeline)
        app.timeline.time_format = TimeFormat.UTC
        await pilot.pause()
        assert "11:01:00.000" in shown(app.timeline)
        app.timeline.time_format = TimeFormat.ELAPSED
        await pilot.pause()
        assert "12:01:00  +1m00s" in shown(app.timeline)


async def test_of_a_long_list_only_the_place_that_the_bar_is_dragged_to_is_read() -> None:
    app = Screenful(1_000_000)
    async with app.run_test(size=(120, 30)) as pilot:
        bar = app.timeline.vertical_scrollbar
        app.asked.clear()
        await pilot.mouse_down(bar, offset=(0, bar.size.height - 1))
        await pilot.hover(bar, offset=(0, bar.size.height // 2))
        await pilot.pause(0.3)
        assert len(app.asked) == 1
        start, limit = app.asked[0]
        assert start <= app.timeline.scroll_offset.y < start + limit
        assert 400_000 < start < 600_000
        await pilot.mouse_up(bar)


def test_only_so_many_blocks_are_kept() -> None:
    blocks = RowBlocks()
    for number in range(MOST_BLOCKS + 5):
        blocks.put(number * BLOCK, rows(number * BLOCK, BLOCK))
    assert blocks.get(0) is None
    assert blocks.get((MOST_BLOCKS + 5) * BLOCK - 1) is not None


def test_missing_blocks_are_named_by_the_place_they_begin() -> None:
    blocks = RowBlocks()
    blocks.put(BLOCK, rows(BLOCK, BLOCK))
    assert blocks.missing(BLOCK, BLOCK + 10) is None
    assert blocks.missing(BLOCK - 1, BLOCK + 10) == (0, BLOCK)
    assert blocks.missing(BLOCK - 1, 2 * BLOCK) == (0, 3 * BLOCK)
    assert blocks.get(-1) is None
