"""The timeline with a question: the scope narrows, and inside it the events are listed that answer."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.events import Paste
from textual.message import Message

from store.database.opening import open_store
from store.model.timeline import EVERYTHING, StoreKind
from store.query.language.moments import Clock
from store.query.question import Question
from store.query.resolving import question
from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tui.presentation.places.history import Place
from tui.questions.answers import ScopeLoaded
from tui.questions.filtering.filters import moved_on
from tui.questions.pages import Asked, Page
from tui.questions.places import PlaceFound, place_found
from tui.questions.ways import NotReached
from tui.screens.asking import SLOW_SECONDS
from tui.settings import Settings
from tui.widgets.filtering.query_input import QueryInput


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


async def test_an_answer_stands_while_more_is_told_of_it(samples: str) -> None:
    end, noticed = threading.Event(), asyncio.Event()
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        reader = main_screen(pilot).reader

        def answer() -> Iterator[Message]:
            yield ScopeLoaded(Page(reader.asked, 0, 0, 0, ()))
            end.wait(60)
            yield ScopeLoaded(Page(reader.asked, 0, 0, 0, (), elsewhere=7))

        reader._asking.run("scope", answer)
        reader.set_timer(2 * SLOW_SECONDS, noticed.set)
        async with asyncio.timeout(30):
            await noticed.wait()
            while reader.timeline.total:
                await pilot.pause()
        assert not reader.loading_rows
        end.set()
        await settle(pilot)


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


TWICE = "since:2025-10-26T02:30A"
"""A moment that is only there where the clocks change."""


def test_a_filter_that_means_nothing_any_more_leads_nowhere_and_stands(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "log.db"), create=StoreKind.RECORD)
    here, elsewhere = (
        Clock(datetime(2026, 3, 25, 13, tzinfo=UTC), ZoneInfo(zone)) for zone in ("Europe/Berlin", "UTC")
    )
    place = Place(EVERYTHING, None, TWICE)
    assert isinstance(place_found(store, place, here), PlaceFound)
    told = place_found(store, place, elsewhere)
    assert isinstance(told, NotReached)
    assert "its filter cannot be read now" in told.words
    assert [one.filter.text for one in moved_on(store, TWICE, lambda: here)] == [TWICE]
    assert list(moved_on(store, TWICE, lambda: elsewhere)) == []
    store.close()
