"""The timeline while the answers to a question are still being counted."""

from store.model.timeline import EVERYTHING
from store.query.question import EVERY_EVENT
from tests.lists.test_timeline_widget import Screenful, rows
from tests.support.screens import shown
from tui.questions.pages import Asked, Page
from tui.widgets.timeline.row_blocks import BLOCK


async def test_what_is_looked_at_stays_where_it_is_while_more_is_counted_before_it() -> None:
    app = Screenful(0)
    async with app.run_test(size=(100, 20)) as pilot:
        asked = Asked(EVERYTHING, EVERY_EVENT)
        app.timeline.show(Page(asked, BLOCK, BLOCK - 1, 0, rows(700, BLOCK), counted=False), "all schedules")
        app.timeline.counted = 640
        await pilot.pause()
        assert "200 of >640…" in shown(app.timeline).splitlines()[0]
        await pilot.press("k", "k", "k")
        before, lines = app.timeline.selected, shown(app.timeline).splitlines()[1:]
        app.timeline.show(Page(asked, 900, 899, 600, rows(600, 300)), "all schedules")
        await pilot.pause()
        assert app.timeline.selected == before
        assert app.timeline.cursor == 896
        after = shown(app.timeline).splitlines()
        assert [line[:60] for line in after[1:]] == [line[:60] for line in lines]
        assert "900 events" in after[0]
        assert app.timeline.counted is None


async def test_what_comes_while_counting_moves_neither_the_cursor_nor_the_number_of_rows() -> None:
    app = Screenful(0)
    async with app.run_test(size=(100, 20)) as pilot:
        asked = Asked(EVERYTHING, EVERY_EVENT)
        app.timeline.show(Page(asked, BLOCK, BLOCK - 1, 0, rows(700, BLOCK), counted=False), "all schedules")
        await pilot.press("k", "k", "k")
        before = app.timeline.selected
        app.timeline.show(Page(asked, 905, 904, 600, rows(600, 305)), "all schedules")
        assert app.timeline.selected == before
        # rows that were read later than they were counted are taken in as what they are: new
        app.timeline.put(800, rows(800, 107))
        app.timeline.take_in(rows(905, 2))
        assert app.timeline.total == 907
        assert app.timeline.unseen == 2
