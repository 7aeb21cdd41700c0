"""The help, made of the bindings, and the first screen where there is no store."""

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from store.errors import StoreError
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown, store_of
from tui.remembered import Memory, Remembered, write_memory
from tui.screens.main import MainScreen
from tui.screens.welcome import WelcomeScreen
from tui.settings import Settings


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with a working day."""
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", ["01_two_good_days.jsonl"])


def welcome(pilot: Pilot[None]) -> WelcomeScreen:
    """Return the first screen, which is on top."""
    screen = pilot.app.screen
    assert isinstance(screen, WelcomeScreen)
    return screen


async def test_the_help_is_that_of_the_pane_with_the_focus(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 140)) as pilot:
        await settle(pilot)
        for key, words in (("1", "Go to the events of this branch"), ("2", "Go to what this event changed")):
            await press(pilot, key, "?")
            assert words in shown(pilot.app)
            assert "✘ rejected" in shown(pilot.app)
            assert "schedule" in shown(pilot.app)
            await press(pilot, "escape")
            assert main_screen(pilot)


async def test_on_a_low_screen_the_help_begins_with_the_keys(samples: str) -> None:
    async with app_on(samples).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "?")
        first = shown(pilot.app).splitlines()[2:8]
        assert "Timeline" in first[0]
        assert "Keys" in first[2]
        assert "Go to what this event changed" in first[3]


async def test_the_help_shows_remapped_keys(samples: str) -> None:
    app = app_on(samples, settings=Settings(keys={"main.zoom": "f5"}))
    async with app.run_test(size=(120, 80)) as pilot:
        await settle(pilot)
        await press(pilot, "?")
        line = next(line for line in shown(pilot.app).splitlines() if "on the whole screen" in line)
        assert "f5" in line


async def test_the_help_says_what_cannot_be_done_now_and_why(empty_store: Path) -> None:
    async with app_on(str(empty_store)).run_test(size=(120, 80)) as pilot:
        await settle(pilot)
        await press(pilot, "?")
        assert "Copy the event or a part of it: not now, no event is selected" in shown(pilot.app)


async def test_without_a_store_the_demo_is_one_key_away(samples: str) -> None:
    async with app_on(None, demo_target=lambda: samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "Start the demo" in shown(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MainScreen)
        assert main_screen(pilot).timeline.total


async def test_a_path_is_opened_through_what_makes_a_store_of_it(samples: str) -> None:
    asked: list[str] = []

    def store_for(path: str) -> str:
        asked.append(path)
        return samples

    async with app_on(None, store_for=store_for).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", Typed("a.json"), "enter")
        assert asked == ["a.json"]
        assert main_screen(pilot).timeline.total


async def test_what_cannot_be_opened_is_one_sentence_on_the_first_screen() -> None:
    def store_for(path: str) -> str:
        raise StoreError(f"there is nothing to show in {path!r}")

    async with app_on(None, store_for=store_for).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "x", "enter")
        assert isinstance(pilot.app.screen, WelcomeScreen)
        assert "there is nothing to show in 'x'" in shown(pilot.app)
        await press(pilot, "escape")
        assert "there is nothing to show" not in shown(pilot.app)


async def test_the_last_store_is_offered(samples: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    write_memory(state, Memory().having(samples, Remembered()))
    async with app_on(None, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "Open the last store" in shown(pilot.app)
        await press(pilot, "enter")
        assert main_screen(pilot).timeline.total


async def test_what_is_typed_in_the_list_goes_to_the_path(samples: str) -> None:
    async with app_on(None, store_for=lambda _: samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "down", Typed("q/a.db"))
        assert welcome(pilot).path_input.value == "q/a.db"
        await press(pilot, "escape", "x")
        assert welcome(pilot).path_input.value == "q/a.dbx"
        await press(pilot, "enter")
        assert main_screen(pilot).timeline.total


async def test_while_a_store_is_made_ready_keys_are_swallowed_but_escape(samples: str) -> None:
    asked: list[str] = []
    may_go_on = Event()

    def store_for(path: str) -> str:
        asked.append(path)
        may_go_on.wait(10)
        return samples

    async with app_on(None, store_for=store_for).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*"a.db", "enter")
        assert "Opening a.db" in shown(pilot.app)
        await pilot.press("x", "q", "?", "enter")
        assert isinstance(pilot.app.screen, WelcomeScreen)
        assert asked == ["a.db"]
        assert welcome(pilot).path_input.value == "a.db"
        await pilot.press("escape")
        assert "Opening" not in shown(pilot.app)
        may_go_on.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, WelcomeScreen)


async def test_a_path_without_a_store_is_answered_on_the_first_screen(tmp_path: Path) -> None:
    async with app_on(None).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, Typed(tmp_path / "no.db"), "enter")
        assert isinstance(pilot.app.screen, WelcomeScreen)
        assert "there is no store" in shown(pilot.app)
        assert welcome(pilot).path_input.has_focus
        await press(pilot, "x")
        assert "there is no store" not in shown(pilot.app)


async def test_a_last_store_that_is_gone_is_answered_on_the_first_screen(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    write_memory(state, Memory().having(str(tmp_path / "gone.db"), Remembered()))
    async with app_on(None, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WelcomeScreen)
        assert "there is no store" in shown(pilot.app)


async def test_a_store_that_did_not_open_is_not_remembered(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with app_on(str(tmp_path / "gone.db"), state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "q")
    assert not state.exists()


async def test_a_last_store_that_did_not_last_is_not_offered(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    write_memory(state, Memory().having(str(tmp_path / "gridtrail-x" / "demo.db"), Remembered()))
    async with app_on(None, state_path=state, temporary_in=tmp_path).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "Open the last store" not in shown(pilot.app)
