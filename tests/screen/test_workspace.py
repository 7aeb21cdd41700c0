"""The panes: resized, zoomed, put away, and usable from 80 × 24 up."""

from pathlib import Path

import pytest

from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tui.remembered import Layout


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with a working day."""
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", ["01_two_good_days.jsonl"])


async def test_z_gives_a_pane_the_whole_screen_and_takes_it_back(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        for key, pane in (("1", screen.schedules), ("2", screen.timeline), ("3", screen.changes)):
            before = pane.outer_size
            await press(pilot, key, "z")
            assert pane.outer_size.width == 120
            assert pane.outer_size.height >= 30
            await press(pilot, "z")
            assert pane.outer_size == before


async def test_going_to_another_pane_takes_the_zoom_along(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "2", "z", "enter")
        assert screen.workspace.layout_state.zoomed == "changes"
        assert screen.changes.outer_size.width == 120
        await press(pilot, "escape")
        assert screen.workspace.layout_state.zoomed is None


async def test_keys_make_the_tree_wider_and_the_timeline_higher(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        width, height = screen.schedules.outer_size.width, screen.timeline.outer_size.height
        await press(pilot, ">", "+")
        assert screen.schedules.outer_size.width > width
        assert screen.timeline.outer_size.height > height
        await press(pilot, "<", "-")
        assert screen.schedules.outer_size.width == width
        assert screen.timeline.outer_size.height == height
        await press(pilot, *["<"] * 10)
        assert screen.workspace.layout_state.tree_step == 0
        assert screen.schedules.outer_size.width >= 20


async def test_at_80_by_24_the_tree_is_a_drawer(samples: str) -> None:
    async with app_on(samples).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert not screen.schedules.display or not screen.schedules.outer_size
        assert screen.workspace.focused_pane == "timeline"
        assert screen.timeline.outer_size.width == 80
        await press(pilot, "b")
        assert screen.workspace.focused_pane == "tree"
        assert "All schedules" in shown(pilot.app)
        await press(pilot, "enter")
        assert screen.workspace.focused_pane == "timeline"
        assert "All schedules" not in shown(pilot.app)
        await press(pilot, "1", "escape")
        assert screen.workspace.focused_pane == "timeline"


async def test_tab_goes_through_the_panes(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        panes = []
        for key in ("tab", "tab", "tab", "shift+tab"):
            await press(pilot, key)
            panes.append(screen.workspace.focused_pane)
        assert panes == ["timeline", "changes", "tree", "changes"]


async def test_a_narrower_terminal_turns_the_tree_into_a_drawer_and_back(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert screen.workspace.narrow
        assert not screen.schedules.has_focus
        await pilot.resize_terminal(200, 60)
        await settle(pilot)
        assert screen.schedules.outer_size.width >= 44


async def test_the_layout_is_remembered(samples: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, ">", "+", "2", "z", "T", "q")
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.workspace.layout_state == Layout(tree_step=3, timeline_step=4, zoomed="timeline")
        assert screen.time_format == "utc"
    async with app_on(samples, state_path=state, fresh=True).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert main_screen(pilot).workspace.layout_state == Layout()


async def test_the_scope_is_remembered(samples: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "right", "down")
        scope = main_screen(pilot).reader.scope
        assert scope.version is not None
        await press(pilot, "q")
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert main_screen(pilot).reader.scope == scope


async def test_a_broken_memory_is_ignored_with_a_notice(samples: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text("{ nonsense")
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        messages = [notification.message for notification in pilot.app._notifications]
        assert len(messages) == 1
        assert "is ignored" in messages[0]
        assert main_screen(pilot).timeline.total


async def test_a_chosen_theme_is_remembered_for_the_store(samples: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        pilot.app.theme = "high-contrast"
        await press(pilot, "q")
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert pilot.app.theme == "high-contrast"
