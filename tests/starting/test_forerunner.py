"""What a store shows first, found by a process beside the one that imports its screen."""

import asyncio
import subprocess
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database import opening
from store.model.timeline import EVERYTHING
from tests.support.screens import WORKING_DAY, app_on, main_screen, send, settle, shown, store_of
from tui.questions.answers import Foreseen
from tui.questions.foreseeing import foreseen
from tui.remembered import Memory, Remembered, store_key, write_memory
from tui.screens.main import MainScreen
from tui.starting import forerunner
from tui.starting.forerunner import Forerunner, looking_ahead
from tui.widgets.timeline.timeline import Timeline

SIZE = (120, 36)


@pytest.fixture
def target(tmp_path: Path) -> str:
    return store_of(tmp_path / "store.db", [WORKING_DAY])


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the process however much else the machine does."""
    monkeypatch.setattr(forerunner, "PATIENCE_SECONDS", 60)


def found_in(target: str) -> Foreseen:
    found = foreseen(target, Path("nothing is remembered"), fresh=True)
    assert found is not None
    return found


def test_the_process_finds_what_is_found_here(target: str) -> None:
    with looking_ahead(target, fresh=True) as ahead:
        assert ahead is not None
        found = ahead()
    here = found_in(target)
    assert isinstance(found, Foreseen)
    assert (found.levels, found.scope, found.facts) == (here.levels, here.scope, here.facts)
    assert (found.page, found.event) == (here.page, here.event)
    assert found.page.rows


def test_the_address_of_the_store_is_not_for_others_to_read() -> None:
    ahead = Forerunner("postgresql://someone:secret@localhost/store", fresh=True)
    try:
        command = ["/bin/ps", "-ww", "-o", "args=", "-p", str(ahead.process_id)]
        # of the system
        listed = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    finally:
        ahead.close()
    assert b"forerunner" in listed.stdout
    assert b"secret" not in listed.stdout


def test_where_nothing_can_be_found_nothing_is_said(tmp_path: Path) -> None:
    with looking_ahead(str(tmp_path / "missing.db"), fresh=True) as ahead:
        assert ahead is not None
        assert ahead() is None


def test_a_store_left_with_a_filter_is_for_the_screen(target: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    write_memory(state, Memory().having(store_key(target), Remembered(query="type:rejected")))
    assert foreseen(target, state, fresh=False) is None
    assert foreseen(target, state, fresh=True) is not None


class SlowOpening:
    """Opening a store waits until it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let = threading.Event()
        self._open = opening.open_store
        monkeypatch.setattr(opening, "open_store", self._wait)

    def _wait(self, *args: object, **options: object) -> object:
        assert self.let.wait(30)
        return self._open(*args, **options)  # type: ignore[arg-type]


@asynccontextmanager
async def foreseen_only(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Pilot[None], SlowOpening, Foreseen]]:
    """Give the application on what was foreseen, while its store is not let open yet."""
    found, slow = found_in(target), SlowOpening(monkeypatch)
    async with app_on(target, foreseen=lambda: found).run_test(size=SIZE) as pilot:
        await until_listed(pilot)
        yield pilot, slow, found


def is_on_top(pilot: Pilot[None]) -> bool:
    """Tell whether no dialog is over the main screen."""
    return isinstance(pilot.app.screen, MainScreen)


async def until_listed(pilot: Pilot[None]) -> None:
    """Wait for rows in the timeline."""
    async with asyncio.timeout(20):
        while not any(timeline.total for timeline in pilot.app.screen.query(Timeline)):
            await pilot.pause()


async def test_what_was_found_stands_until_the_store_is_open(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with foreseen_only(target, monkeypatch) as (pilot, slow, found):
        await pilot.pause()
        screen = main_screen(pilot)
        assert not screen.is_open
        early = shown(screen.timeline), shown(screen.schedules)
        assert found.event == screen.shown
        slow.let.set()
        await settle(pilot)
        assert main_screen(pilot).is_open
        assert (shown(screen.timeline), shown(screen.schedules)) == early
        assert screen.shown is not None
        assert screen.shown.row == screen.timeline.selected


async def until_open(pilot: Pilot[None]) -> None:
    """Wait for the store."""
    async with asyncio.timeout(20):
        while not any(screen.is_open for screen in pilot.app.screen_stack if isinstance(screen, MainScreen)):
            await pilot.pause()


async def test_keys_that_are_pressed_early_do_in_their_order_what_they_do_later(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, slow = found_in(target), SlowOpening(monkeypatch)
    async with app_on(target, foreseen=lambda: found).run_test(size=SIZE) as pilot:
        send(pilot, "/")
        await until_listed(pilot)
        send(pilot, *"has:before", "enter", "1", "home")
        await pilot.pause()
        assert is_on_top(pilot)
        assert main_screen(pilot).reader.scope == found.scope
        slow.let.set()
        await until_open(pilot)
        async with asyncio.timeout(20):
            while main_screen(pilot).reader.scope != EVERYTHING:
                await pilot.pause()
        await settle(pilot)
        assert "has:before" in shown(main_screen(pilot).timeline)


async def test_escape_takes_back_what_was_pressed_early_and_q_leaves(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, slow = found_in(target), SlowOpening(monkeypatch)
    app = app_on(target, foreseen=lambda: found)
    async with app.run_test(size=SIZE) as pilot:
        await until_listed(pilot)
        send(pilot, "1", "home", "escape", "q")
        slow.let.set()
        async with asyncio.timeout(20):
            while app.is_running:
                await pilot.pause()


async def test_a_store_that_cannot_be_opened_after_all_is_told_and_takes_no_keys(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with foreseen_only(target, monkeypatch) as (pilot, slow, _found):
        send(pilot, "s")
        await asyncio.to_thread(Path(target).write_bytes, b"no store any more")
        slow.let.set()
        async with asyncio.timeout(20):
            while not main_screen(pilot).failure_line.sentence:
                await pilot.pause()
        assert is_on_top(pilot)
        assert "no store any more" not in shown(pilot.app)


async def test_a_branch_that_is_opened_early_is_filled_when_the_store_is_there(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with foreseen_only(target, monkeypatch) as (pilot, slow, _found):
        tree = main_screen(pilot).schedules
        # as a click does
        closed = next(node for node in tree.root.children if node.allow_expand and not node.is_expanded)
        closed.expand()
        await pilot.pause()
        slow.let.set()
        await until_open(pilot)
        await settle(pilot)
        assert "loading" not in shown(tree)
