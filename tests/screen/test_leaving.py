"""Leaving: from wherever one is, and while a screen is still being put together."""

import asyncio
from collections.abc import Callable

import pytest
from textual import events
from textual.css.query import NoMatches

from tests.support.screens import app_on, press, settle, store_of
from tui.app import GridtrailApp
from tui.settings import Settings

TURNS = (0, 1, 2, 3, 4, 6, 9, 14, 22)
"""Turns of the event loop between what opens a screen and leaving: each finds it in another state."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with a working day."""
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", ["01_two_good_days.jsonl"])


@pytest.mark.parametrize("opens", ["?", "ctrl+p", "s", "e", "m", "ctrl+g", "c", "d"])
async def test_one_can_leave_from_wherever_one_is(samples: str, opens: str) -> None:
    app = app_on(samples)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", opens)
        assert app.is_running
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app._exit
        assert app.return_code == 0


async def test_a_key_that_means_something_else_does_not_leave(samples: str) -> None:
    app = app_on(samples, settings=Settings(keys={"app.quit": "f10", "main.zoom": "ctrl+q"}))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "ctrl+q")
        assert app.is_running
        assert not app._exit
        await press(pilot, "?", "ctrl+q")
        assert not app._exit
        await press(pilot, "escape")
        await pilot.press("f10")
        assert app._exit


@pytest.mark.parametrize("opens", [None, "ctrl+p", "s", "e", "m"])
async def test_who_leaves_before_a_screen_is_whole_sees_no_traceback(samples: str, opens: str | None) -> None:
    for turns in TURNS:
        app = app_on(samples)
        # what goes wrong in it is raised at the end
        async with app.run_test(size=(120, 36)) as pilot:
            if opens is not None:
                await settle(pilot)
                app.post_message(events.Key(opens, opens if len(opens) == 1 else None))
            for _ in range(turns):
                await asyncio.sleep(0)
            app.exit()


async def test_a_bug_is_told_also_while_one_leaves(samples: str) -> None:
    app = app_on(samples)

    def leave() -> None:
        app.exit()
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        await _called(app, leave)


async def test_that_a_part_is_missing_is_told_while_one_stays(samples: str) -> None:
    app = app_on(samples)
    with pytest.raises(NoMatches, match="Nowhere"):
        await _called(app, lambda: app.query_one("Nowhere"))


async def _called(app: GridtrailApp, called: Callable[[], object]) -> None:
    """Have an application call something; what that raises is raised at the end."""
    async with app.run_test() as pilot:
        await settle(pilot)
        app.call_later(called)
        await pilot.pause()
