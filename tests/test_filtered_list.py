"""The timeline with a question: the scope narrows, and inside it the events are listed that answer."""

from datetime import UTC, datetime

import pytest
from textual.events import Paste

from store.database.opening import open_store
from store.model.timeline import EVERYTHING
from store.query.moments import Clock
from store.query.question import Question
from store.query.resolving import question
from tests.screens import app_on, main_screen, press, settle, shown, store_of
from tui.questions.answers import ScopeLoaded
from tui.questions.pages import Asked, Page
from tui.settings import Settings
from tui.widgets.query_input import QueryInput


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with some of the samples."""
    sources = ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl"]
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", sources)


def asking(text: str) -> Question:
    """Return what a text asks."""
    return question(text, Clock(datetime(2026, 3, 26, tzinfo=UTC), UTC))


async def test_the_scope_narrows_and_the_question_filters_inside(samples: str) -> None:
    sent = asking("type:version.*")
    store = open_store(samples)
    overall = store.answers(sent).count(EVERYTHING).number
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        reader = main_screen(pilot).reader
        unfiltered = reader.timeline.total
        reader.question = sent
        await settle(pilot)
        assert reader.timeline.total == store.answers(sent).count(reader.scope).number
        await press(pilot, "escape")
        assert reader.timeline.total == overall
        selected = reader.timeline.selected
        assert selected is not None
        assert selected.type.startswith("version.")
        # what was asked before and comes late is not shown
        reader.post_message(ScopeLoaded(Page(Asked(EVERYTHING), 7, 0, 0, ())))
        await settle(pilot)
        assert reader.timeline.total == overall
        reader.question = None
        await press(pilot, "u")
        assert reader.timeline.selected == selected
        assert unfiltered
    store.close()


HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "[/bold] [red]x",
    "a\nb\tc\0d",
    "\u202eabc",
    "x" * 5000,
    '"' * 50,
    "🏴" * 30,
    "\ud800",
    "é" * 9,
]


async def test_hostile_text_typed_or_pasted_harms_nothing(samples: str) -> None:
    async with app_on(samples, settings=Settings(ascii=True)).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        field = pilot.app.screen.query_one(QueryInput)
        for text in HOSTILE:
            field.post_message(Paste(text))
            await settle(pilot)
            assert field.value.isprintable()
            assert "\x1b" not in shown(pilot.app)
            await press(pilot, "enter", "slash", "ctrl+u")
        await press(pilot, "escape")
        assert main_screen(pilot).timeline.has_focus
