"""Escape while another moment is being read: it is given up for now, and nothing on the screen says otherwise."""

import asyncio
from collections.abc import Callable
from threading import Event

import pytest
from textual.pilot import Pilot

from store.model.readable_store import ReadableStore
from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tui.presentation.branches import Branches
from tui.questions import browsing
from tui.questions.answers import BranchesLoaded
from tui.screens.travel.time_travel import TimeTravel


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with a schedule that went wrong first."""
    return store_of(tmp_path_factory.mktemp("given_up") / "demo.db", ["02_rejected_and_resubmitted.jsonl"])


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Event]:
    """Give a function after which another moment is not read before its event is set."""
    real = browsing.turned
    released = Event()
    released.set()

    def turned(store: ReadableStore, branches: Branches, path: Branches, uid: str | None) -> BranchesLoaded:
        released.wait(60)
        return real(store, branches, path, uid)

    def begin() -> Event:
        released.clear()
        return released

    monkeypatch.setattr(browsing, "turned", turned)
    return begin


async def press_until_loading(pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    async with asyncio.timeout(30):
        while not main_screen(pilot).reader.loading_rows:
            await pilot.pause(0.02)


async def is_now(pilot: Pilot[None], total: int | None) -> None:
    """Assert that head line, banner and panes are those of now, and that one can travel on."""
    screen = main_screen(pilot)
    travel = screen.query_one(TimeTravel)
    assert (travel.travel, screen.moment, screen.reading) == (None, None, screen.store)
    assert "not now" not in shown(pilot.app)
    assert screen.facts is not None
    assert (screen.timeline.total, screen.facts.events) == (total, total)
    await press(pilot, "2", "home", "t", ".", ".")
    assert f"event 3 of {total}" in shown(pilot.app)
    assert screen.timeline.total == 3


@pytest.mark.parametrize(("before", "key"), [((), "t"), (("t",), "."), (("t", "."), "comma"), (("t", "3"), ".")])
async def test_a_moment_given_up_while_it_is_read_leads_back_to_now(
    samples: str, hold: Callable[[], Event], before: tuple[str, ...], key: str
) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "1", "home", "2", "home")
        total = main_screen(pilot).timeline.total
        await press(pilot, *before)
        released = hold()
        await press_until_loading(pilot, key)
        await pilot.press("escape")
        released.set()
        await settle(pilot)
        await is_now(pilot, total)


async def test_going_back_to_now_is_not_given_up_half_way(samples: str, hold: Callable[[], Event]) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "1", "home", "2", "home")
        total = main_screen(pilot).timeline.total
        await press(pilot, "t")
        released = hold()
        await press_until_loading(pilot, "t")
        await pilot.press("escape")
        released.set()
        await settle(pilot)
        await is_now(pilot, total)
