"""The main screen on the sample data: what a user sees and what the keys do."""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.message import Message

from store.model.timeline import EVERYTHING
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown, store_of
from tui.presentation.times import TimeFormat
from tui.screens.background import tending
from tui.screens.main import MainScreen
from tui.screens.reader import Reader
from tui.settings import Settings
from tui.widgets.places.histogram_bar import HistogramBar


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with all audit logs among the samples."""
    sources = ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl", "03_anomaly_and_correction.jsonl"]
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", sources)


async def test_at_the_start_the_first_schedule_of_the_newest_day_is_selected(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.reader.scope.schedule_uid is not None
        assert screen.timeline.total
        assert screen.timeline.cursor == screen.timeline.total - 1
        assert screen.shown is not None
        assert screen.shown.row == screen.timeline.selected


async def test_the_head_line_says_which_store_and_how_the_day_stands(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        first = shown(pilot.app).splitlines()[0]
        assert "demo.db · sandbox" in first
        assert "accepted" in first
        assert first.rstrip().endswith("local time, Berlin")


async def test_escape_shows_all_schedules_and_keeps_the_event(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        before = screen.timeline.selected
        await press(pilot, "escape")
        assert screen.reader.scope == EVERYTHING
        assert screen.facts is not None
        assert screen.timeline.total == screen.facts.events
        assert screen.timeline.selected == before


async def test_the_timeline_follows_the_tree(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        whole = screen.timeline.total
        await press(pilot, "right", "down")
        assert screen.reader.scope.version is not None
        assert screen.timeline.total is not None
        assert whole is not None
        assert 0 < screen.timeline.total < whole
        assert f"v{screen.reader.scope.version}" in shown(screen.timeline).splitlines()[0]


async def test_enter_goes_from_schedules_to_events_to_changes_and_escape_back(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        panes = [screen.workspace.focused_pane]
        for key in ("enter", "enter", "escape"):
            await press(pilot, key)
            panes.append(screen.workspace.focused_pane)
        assert panes == ["tree", "timeline", "changes", "timeline"]


async def test_moving_the_cursor_shows_what_the_event_changed(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "2", "g")
        assert screen.shown is not None
        assert screen.shown.row == screen.timeline.selected
        assert screen.shown.row.type == "schedule.created"


async def test_an_event_that_was_slow_to_come_leaves_nothing_loading(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        reader = main_screen(pilot).query_one(Reader)
        await press(pilot, "2")
        reader.loading_rows = True
        await press(pilot, "k")
        assert not reader.loading_rows
        await press(pilot, "3", "escape")
        assert main_screen(pilot).workspace.focused_pane == "timeline"


async def test_a_thread_that_ends_long_after_its_answer_leaves_nothing_loading(samples: str) -> None:
    end = threading.Event()

    def answer() -> Iterator[Message]:
        end.wait(60)
        yield from ()

    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        reader = main_screen(pilot).query_one(Reader)
        reader._asking.run("event", answer)
        async with asyncio.timeout(30):
            while not reader.loading_rows:
                await pilot.pause()
        end.set()
        await settle(pilot)
        assert not reader.loading_rows


async def test_holding_a_key_ends_with_the_event_under_the_cursor(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "2", "g")
        await pilot.press(*["j"] * 12)
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.timeline.cursor == 12
        assert screen.shown is not None
        assert screen.shown.row == screen.timeline.selected


async def test_a_simulated_or_recorded_event_can_be_opened_by_its_uid(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "2", "g", "j")
        selected = main_screen(pilot).timeline.selected
        assert selected is not None
    async with app_on(samples, event_uid=selected.uid).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.timeline.selected == selected
        assert screen.reader.scope.schedule_uid == selected.schedule_uid


async def test_u_goes_to_the_branch_of_the_event(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "escape", "2", "g", "j", "j")
        selected = screen.timeline.selected
        assert selected is not None
        await press(pilot, "u")
        assert screen.reader.scope.schedule_uid == selected.schedule_uid
        assert screen.reader.scope.version == selected.version
        assert screen.timeline.selected == selected


async def test_times_go_round_local_utc_and_elapsed(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        formats = []
        for _ in range(3):
            await press(pilot, "T")
            formats.append(screen.time_format)
            assert str(screen.time_format) in shown(pilot.app).splitlines()[0].lower()
        assert formats == [TimeFormat.UTC, TimeFormat.ELAPSED, TimeFormat.LOCAL]


@pytest.mark.parametrize("size", [(10, 3), (20, 6), (40, 12), (300, 90)])
async def test_no_size_is_too_small_or_too_large(samples: str, size: tuple[int, int]) -> None:
    async with app_on(samples).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "2", "G", "k", "z", "3", "T", "1")
        assert main_screen(pilot).timeline.total


async def test_y_opens_the_copy_menu(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "y")
        assert "JSON pointer" in shown(pilot.app)


async def test_ascii_draws_nothing_else(samples: str) -> None:
    async with app_on(samples, settings=Settings(ascii=True)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "2", "G")
        assert shown(pilot.app).isascii()


async def test_the_palette_offers_every_action(samples: str) -> None:
    app = app_on(samples)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Zoom", "Copy", "Times", "Help", "Quit", "Reload", "Theme: high contrast"} <= titles


async def test_the_palette_lists_what_does_something_first_and_no_movement(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        titles = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert titles[:7] == ["Copy", "Export", "Schedule", "Zoom", "Times", "Reload", "Help"]
        assert not {"Down", "Page up", "First", "Inward"} & set(titles)
        await press(pilot, "ctrl+p")
        screen = shown(pilot.app)
        assert screen.index("Copy") < screen.index("Zoom") < screen.index("Theme: dark") < screen.index("Picture")


async def test_a_theme_is_chosen_in_the_palette(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", Typed("high contr"), "enter")
        assert pilot.app.theme == "high-contrast"


async def test_a_key_that_cannot_do_anything_says_why_once(empty_store: Path) -> None:
    async with app_on(str(empty_store)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "y", "y", "u")
        assert [notice.message for notice in pilot.app._notifications] == ["Schedule: no event is selected"]


async def test_leaving_the_scope_says_how_to_come_back(samples: str) -> None:
    async with app_on(samples, settings=Settings(keys={"main.follow": "f6"})).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "escape")
        messages = [notice.message for notice in pilot.app._notifications]
        assert messages == ["all schedules · f6 goes back to the event's schedule"]


async def test_nothing_in_the_footer_overlaps(samples: str) -> None:
    async with app_on(samples).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for width in (80, 60, 59, 40, 24):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
            keys = [key for key in pilot.app.screen.query("FooterKey") if key.display]
            palette = [key.region for key in keys if key.has_class("-command-palette")]
            others = [key.region for key in keys if not key.has_class("-command-palette")]
            assert others
            assert not any(one.overlaps(other) for one in palette for other in others)
            # none is cut, and the last one stays
            assert all(region.right <= width for region in others)
            assert shown(pilot.app).splitlines()[-1].rstrip().endswith("? Help")


async def test_a_temporary_store_says_so_and_is_not_remembered(empty_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gridtrail-abc"
    folder.mkdir()
    made = folder / "log.jsonl.db"
    shutil.copy(empty_store, made)
    state = tmp_path / "state.json"
    app = app_on(str(made), temporary_in=tmp_path, state_path=state)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "temporary · log.jsonl " in shown(pilot.app).splitlines()[0]
        await press(pilot, "q")
    assert not state.exists()


async def test_the_footer_shows_at_most_eight_keys(samples: str) -> None:
    async with app_on(samples).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        for pane in ("1", "3", "2"):
            await press(pilot, pane)
            assert {"quarter_hours", "compare", "simulate", "travel", "help"} <= offered(screen)
            assert len(offered(screen)) <= 8
            assert max(key.region.right for key in screen.query("FooterKey") if key.display) <= 80
        # there is something new
        screen.timeline.unseen = 3
        await settle(pilot)
        assert len(offered(screen)) <= 8
        await pilot.resize_terminal(96, 40)
        await settle(pilot)
        await press(pilot, "4")
        assert screen.query_one(HistogramBar).has_focus
        assert "apply" in offered(screen)
        assert len(offered(screen)) <= 8


def offered(screen: MainScreen) -> set[str]:
    """Return the actions in the footer."""
    return {active.binding.action for active in screen.active_bindings.values() if active.binding.show}


async def test_freed_memory_is_given_back_now_and_then_off_the_event_loop(
    samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []
    monkeypatch.setattr(
        tending, "give_back", lambda: given.append(threading.current_thread() is threading.main_thread())
    )
    monkeypatch.setattr(tending, "GIVE_BACK_SECONDS", 0.05)
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        for _ in range(100):
            await pilot.pause(0.05)
            if len(given) > 1:
                break
    assert len(given) > 1
    assert not any(given)
