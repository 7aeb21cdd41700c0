"""A list of which only the newest answers are known, for counting them came to no end."""

from pathlib import Path

from store.database.opening import open_store
from store.errors import StoreError
from store.model.timeline import StoreKind
from tests.following.test_following import until, write
from tests.support.entries import MINUTE, entry, life
from tests.support.screens import app_on, main_screen, press, settle, shown
from tui.questions.answers import QuestionFailed, ScopeLoaded
from tui.questions.pages import Page


async def test_it_says_so_without_waiting_and_goes_on_following_from_there(tmp_path: Path) -> None:
    path = str(tmp_path / "log.db")
    other = open_store(path, create=StoreKind.RECORD)
    write(other, *life())
    app = app_on(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "escape", "G")
        screen = main_screen(pilot)
        reader, timeline = screen.reader, screen.timeline
        newest = other.rows(reader.scope, len(life()) - 5, 5)
        reader.post_message(ScopeLoaded(Page(reader.asked, 5, 4, 0, newest, counted=False)))
        await pilot.pause()
        assert "5 of >5…" in shown(timeline).splitlines()[0]
        reader.post_message(QuestionFailed("scope", tuple, StoreError("the store is gone")))
        await settle(pilot)
        assert "the store is gone" in shown(app)
        assert "5 of >5 ─" in shown(timeline).splitlines()[0]

        write(other, entry("early.x", -MINUTE), entry("late.news", 900 * MINUTE))
        await until(pilot, lambda: timeline.total == 6)
        assert "6 of >6 ─" in shown(timeline).splitlines()[0]
        assert timeline.selected is not None
        assert timeline.selected.type == "late.news"
        # nobody counts it by following either
        await until(pilot, lambda: screen.facts is not None and screen.facts.events == len(life()) + 2)
        assert timeline.total == 6
    other.close()
