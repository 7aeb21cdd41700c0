"""Empty, loading and failing stores: what the main screen says, and that it keeps the last answer."""

import asyncio
from pathlib import Path
from threading import Event

import pytest

from store.database import opening
from store.database.store import Store
from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tui.screens.main import MainScreen


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with a working day."""
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", ["01_two_good_days.jsonl"])


async def test_an_empty_store_says_what_to_do(empty_store: Path) -> None:
    async with app_on(str(empty_store)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "This store is empty." in shown(pilot.app)
        assert "gridtrail import" in shown(pilot.app)


async def test_a_missing_store_is_one_sentence_and_r_tries_again(tmp_path: Path) -> None:
    target = tmp_path / "later.db"
    async with app_on(str(target)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "There is no store" in shown(pilot.app)
        store_of(target, ["01_two_good_days.jsonl"])
        await press(pilot, "r")
        assert main_screen(pilot).timeline.total


async def test_a_lost_store_keeps_the_last_answer_and_says_so(tmp_path: Path) -> None:
    target = tmp_path / "lost.db"
    store_of(target, ["01_two_good_days.jsonl"])
    async with app_on(str(target)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        total = screen.timeline.total
        assert screen.store is not None
        screen.store.close()
        intact = target.read_bytes()
        target.write_bytes(b"not a database" * 1000)
        await press(pilot, "r")
        assert screen.failure_line.sentence
        assert "tries again" in shown(screen.failure_line)
        assert screen.timeline.total == total
        # the same file: another one in its place is noticed within a second
        target.write_bytes(intact)
        screen.store.close()
        await press(pilot, "r")
        assert screen.failure_line.sentence is None


async def test_reloading_shows_what_came_since(tmp_path: Path) -> None:
    target = tmp_path / "growing.db"
    store_of(target, ["01_two_good_days.jsonl"])
    async with app_on(str(target)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "escape")
        selected, total = screen.timeline.selected, screen.timeline.total
        assert total is not None
        store_of(target, ["02_rejected_and_resubmitted.jsonl"])
        await press(pilot, "r")
        assert screen.timeline.total is not None
        assert screen.timeline.total > total
        assert screen.timeline.selected == selected


async def test_an_event_that_is_not_there_is_said_so_and_the_rest_shown(samples: str) -> None:
    async with app_on(samples, event_uid="[b]nowhere").run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        messages = [notification.message for notification in pilot.app._notifications]
        assert messages == ["there is no event '[b]nowhere' in demo.db"]
        assert main_screen(pilot).timeline.total


async def test_a_key_that_cannot_be_used_now_says_why(empty_store: Path) -> None:
    async with app_on(str(empty_store)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "y")
        messages = [notification.message for notification in pilot.app._notifications]
        assert messages == ["Copy: no event is selected"]


async def test_what_takes_long_says_so_and_escape_gives_it_up(samples: str, monkeypatch: pytest.MonkeyPatch) -> None:
    released = Event()
    real = opening.open_store

    def slow_store(target: str, *, read_only: bool = False) -> Store:
        released.wait(60)
        return real(target, read_only=read_only)

    monkeypatch.setattr(opening, "open_store", slow_store)
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        async with asyncio.timeout(30):
            while not (isinstance(pilot.app.screen, MainScreen) and pilot.app.screen.reader.loading_rows):
                await pilot.pause()
        assert "Opening demo.db" in shown(pilot.app)
        assert "loading…" in shown(main_screen(pilot).timeline).splitlines()[0]
        await press(pilot, "escape")
        assert "Cancelled" in shown(pilot.app)
        released.set()
        await press(pilot, "r")
        assert main_screen(pilot).timeline.total
