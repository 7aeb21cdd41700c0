"""The timeline while the answers to a question are still being counted."""

from store.model.timeline import EVERYTHING
from store.query.question import EVERY_EVENT
from tests.screens import shown
from tests.test_timeline_widget import Screenful, rows
from tui.questions.pages import Asked, Page
from tui.widgets.row_blocks import BLOCK


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
