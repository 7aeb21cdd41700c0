"""A filtered list that is followed: it holds what answers, whatever was written while it was read."""

from datetime import timedelta
from functools import partial
from operator import add
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database.following.file_watch import FileWatch
from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from tests.following.test_following import until, write
from tests.support.entries import MINUTE, encoded, entry, life, submitted
from tests.support.screens import app_on, main_screen, press, settle, shown
from tui.following import Written
from tui.questions.answers import QuestionFailed, ScopeLoaded
from tui.questions.pages import Asked, Page
from tui.questions.watching.arrivals import Recounted
from tui.screens.background.following import Following
from tui.screens.filtering.filtering import Filtering
from tui.screens.reader import Reader


def store_at(path: Path) -> Store:
    """Make a store as another process would write it."""
    store = open_store(str(path), create=StoreKind.RECORD)
    write(store, *life(), night(80))
    return store


def night(minute: int) -> dict[str, object]:
    """Return an entry that only the client tells."""
    return {**entry("odd.thing", minute * MINUTE, name=f"night {minute}"), "api_client_id": "night desk"}


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a store look as if it were never written to: what is wrong on the screen stays until the test says more."""
    monkeypatch.setattr(FileWatch, "changed", lambda _watch: False)


async def filtered(pilot: Pilot[None], text: str) -> Reader:
    """Filter the list, and return what reads it."""
    await settle(pilot)
    main_screen(pilot).query_one(Filtering).apply(text)
    await settle(pilot)
    return main_screen(pilot).reader


def page_now(store: Store, reader: Reader, *, too_many: int = 0) -> Page:
    """Return all that is listed as it is in the store, miscounted by so many."""
    assert reader.question is not None
    rows = store.answers(reader.question).rows(reader.scope, 0, 1000)
    return Page(reader.asked, len(rows) + too_many, len(rows) - 1, 0, rows, reached=store.reached())


async def test_what_was_taken_in_before_an_older_answer_came_is_not_lost(tmp_path: Path) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        reader = await filtered(pilot, 'client:"night desk"')
        timeline = reader.timeline
        assert timeline.total == 1
        before = page_now(other, reader)
        write(other, night(90))
        await until(pilot, lambda: timeline.total == 2)
        # read before that was written, and come after it was taken in
        reader.post_message(ScopeLoaded(before))
        await pilot.pause()
        await until(pilot, lambda: timeline.total == 2)
        # read after something else was written, which is not taken in twice
        other.append([encoded(night(-5)), encoded(night(95))], origin="test")
        reader.post_message(ScopeLoaded(page_now(other, reader)))
        await settle(pilot)
        write(other, night(96))
        await until(pilot, lambda: timeline.selected is not None and timeline.selected.created_at.minute == 36)
        assert timeline.total == 5
    other.close()


@pytest.mark.usefixtures("unwatched")
async def test_a_list_that_was_miscounted_is_read_anew(tmp_path: Path) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        reader = await filtered(pilot, "type:version.*")
        number = reader.timeline.total or 0
        reader.post_message(ScopeLoaded(page_now(other, reader, too_many=3)))
        await settle(pilot)
        assert reader.timeline.total == number + 3
        write(other, submitted(7, 99 * MINUTE))
        main_screen(pilot).query_one(Following).post_message(Written())
        await until(pilot, lambda: reader.timeline.total == number + 1)
    other.close()


@pytest.mark.usefixtures("unwatched")
async def test_a_count_from_before_what_was_taken_in_is_made_anew(tmp_path: Path) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        reader = await filtered(pilot, "type:version.*")
        number = reader.timeline.total or 0
        reader.post_message(ScopeLoaded(page_now(other, reader, too_many=3)))
        await settle(pilot)
        reader.post_message(Recounted(reader.asked, other.reached() - 1, number))
        await until(pilot, lambda: reader.timeline.total == number)
    other.close()


@pytest.mark.usefixtures("unwatched")
async def test_a_count_of_what_was_listed_before_is_made_for_what_is_listed_now(tmp_path: Path) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        reader = await filtered(pilot, "type:version.*")
        before, number = Asked(reader.scope), reader.timeline.total
        reader.post_message(ScopeLoaded(page_now(other, reader, too_many=3)))
        await settle(pilot)
        assert reader.timeline.total != number
        # nothing more is written
        reader.post_message(Recounted(before, other.reached(), other.count(reader.scope)))
        await until(pilot, lambda: reader.timeline.total == number)
    other.close()


async def test_what_came_while_a_list_was_waited_for_that_failed_is_taken_in(tmp_path: Path) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        number = screen.timeline.total or 0
        screen.timeline.is_counting = True
        write(other, night(90))
        await until(pilot, lambda: screen.facts is not None and screen.facts.events == number + 1)
        assert screen.timeline.total == number
        screen.reader.post_message(QuestionFailed("scope", tuple, StoreError("the event is damaged")))
        await until(pilot, lambda: screen.timeline.total == number + 1)
    other.close()


async def test_what_failed_and_what_is_waited_for_stay_said_while_events_come_in(tmp_path: Path) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "g")
        screen = main_screen(pilot)
        screen.reader.post_message(QuestionFailed("place", tuple, StoreError("the event is damaged")))
        await settle(pilot)
        screen.reader.loading_rows = True
        write(other, night(90))
        await until(pilot, lambda: screen.facts is not None and screen.facts.events == len(life()) + 2)
        assert "the event is damaged" in shown(pilot.app)
        assert "loading" in shown(screen.timeline).splitlines()[0]
    other.close()


async def test_what_comes_in_neither_undoes_a_filter_nor_enters_one_among_those_used(tmp_path: Path) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        reader = await filtered(pilot, "type:version.* tso:amprion")
        filtering = main_screen(pilot).query_one(Filtering)
        await press(pilot, "2", "escape")
        assert filtering.filter.text == "type:version.*"
        used = filtering.queries
        asked = reader.question
        write(other, night(90))
        await until(pilot, lambda: filtering.facts is not None and filtering.facts.events == len(life()) + 2)
        assert (filtering.queries, reader.question) == (used, asked)
        filtering.apply("is:active")
        filtering.watch_facts()
        await settle(pilot)
        assert filtering.filter.text == "is:active"
    other.close()


async def test_a_filter_told_from_now_moves_on_by_the_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = store_at(tmp_path / "log.db")
    async with app_on(other.location).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        filtering = main_screen(pilot).query_one(Filtering)
        start = other.rows(EVERYTHING, 0, 1)[0].created_at + timedelta(minutes=80)
        monkeypatch.setattr(filtering, "_now", lambda: start)
        reader = await filtered(pilot, "since:1h")
        asked = reader.question
        for seconds, is_same in ((59, True), (61, False)):
            monkeypatch.setattr(filtering, "_now", partial(add, start, timedelta(seconds=seconds)))
            filtering.watch_facts()
            await settle(pilot)
            assert (reader.question == asked) is is_same
            assert filtering.filter.text == "since:1h"
            assert reader.timeline.asked == reader.asked
    other.close()
