"""The keys of the change panes."""

import pytest

from tests.panes.pane_app import LONG, cursor_row, pane, rows, shown, title
from tests.support.pane_events import event
from tui.widgets.panes.change_panes import ChangePanes


async def test_w_turns_from_side_by_side_to_one_pane_and_back() -> None:
    async with shown() as (pilot, panes):
        await pilot.press("w")
        assert "submitted → rejected" in rows(panes)[0]
        assert title(panes).startswith("Before → After")
        await pilot.press("w")
        assert rows(panes, "before")[0].split() == ["▌~", "status", "submitted"]


async def test_n_and_shift_n_go_from_change_to_change_and_round() -> None:
    async with shown() as (pilot, panes):
        await pilot.press("n")
        assert "level" in cursor_row(panes)
        assert title(panes).endswith("┬ After ── change 2 of 2 · n/N")
        await pilot.press("n")
        assert "status" in cursor_row(panes)
        await pilot.press("N")
        assert "level" in cursor_row(panes)


@pytest.mark.parametrize("key", ["enter", "space", "right", "l"])
async def test_a_fold_opens_on_both_sides_and_the_cursor_stays_on_it(key: str) -> None:
    async with shown() as (pilot, panes):
        await pilot.press("j", "j", key)
        assert "▾ 3 unchanged" in cursor_row(panes)
        assert any("uid" in row for row in rows(panes, "before"))
        await pilot.press("left")
        assert "⋯ 3 unchanged" in cursor_row(panes)
        assert not any("uid" in row for row in rows(panes, "before"))


async def test_left_goes_to_the_line_that_a_line_lies_in() -> None:
    async with shown() as (pilot, panes):
        await pilot.press("j", "j", "enter", "j", "j", "h")
        assert "3 unchanged" in cursor_row(panes)


async def test_x_goes_round_from_changes_only_over_context_to_everything() -> None:
    async with shown(height=40) as (pilot, panes):
        seen = []
        for _ in range(4):
            seen.append((str(pane(panes).border_subtitle), any("50HERTZ_DE_TSO" in row for row in rows(panes))))
            await pilot.press("x")
        assert seen == [("", False), ("with context", False), ("everything", True), ("", False)]


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["end"], 152),
        (["G"], 152),
        (["end", "home"], 0),
        (["G", "g"], 0),
        (["down", "j", "up"], 1),
        (["k"], 0),
        (["pagedown", "pageup"], 0),
        (["ctrl+d", "ctrl+u"], 0),
    ],
)
async def test_the_cursor_moves_by_lines_pages_and_to_the_ends(keys: list[str], line: int) -> None:
    async with shown(LONG) as (pilot, panes):
        await pilot.press("home", *keys)
        assert panes.pair.cursor == min(line, len(panes.pair.lines) - 1)
        assert cursor_row(panes)


async def test_a_page_is_what_is_in_sight_but_one_line() -> None:
    async with shown(LONG) as (pilot, panes):
        await pilot.press("home", "pagedown")
        assert panes.pair.cursor == pane(panes).scrollable_content_region.height - 1


async def test_a_click_moves_the_cursor_and_opens_what_folds() -> None:
    async with shown() as (pilot, panes):
        await pilot.click("ChangePane", offset=(5, 3))
        assert panes.pair.cursor == 2
        assert "▾ 3 unchanged" in cursor_row(panes)


async def test_keys_that_can_do_nothing_are_dim() -> None:
    async with shown(event({"a": 1}, {"a": 1})) as (pilot, panes):
        assert panes.check_action("stop", (1,)) is None
        await pilot.press("home")
        assert panes.check_action("fold", ()) is None
        await pilot.press("j")
        assert panes.check_action("fold", ()) is True


async def test_every_binding_has_a_name_and_says_what_it_does() -> None:
    assert all(binding.id and binding.tooltip for binding in ChangePanes.BINDINGS if not isinstance(binding, tuple))
