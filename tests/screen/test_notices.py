"""Notices: they lie over the keys at the bottom, and over nothing that is read."""

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from tests.following.test_following import until
from tests.support.screens import app_on, press, settle, shown
from tui.screens.toasts import key_of
from tui.settings import Settings

SIZES = [(80, 24), (120, 36), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_hides_nothing_of_lists_and_panes(sample_store: Path, size: tuple[int, int]) -> None:
    async with app_on(str(sample_store)).run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "2", "t")
        await until(pilot, lambda: "seal ?" not in shown(pilot.app))
        before = shown(pilot.app).splitlines()
        await press(pilot, "s")
        after = shown(pilot.app).splitlines()
        assert after[-1].rstrip().endswith("this is not now: t goes back to now")
        assert after[:-1] == before[:-1]


async def test_a_long_notice_is_wrapped_and_whole(sample_store: Path) -> None:
    async with app_on(str(sample_store)).run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        words = " ".join(f"word{number}" for number in range(20))
        pilot.app.notify(words, markup=False)
        await pilot.pause()
        await pilot.pause()
        (toast,) = pilot.app.screen.query(Toast)
        region = toast.region
        lines = [line[region.x : region.right] for line in shown(pilot.app).splitlines()[region.y : region.bottom]]
        assert region.bottom == 24
        assert region.height == 2
        assert " ".join(lines).replace("▌", "").split() == words.split()


async def test_a_notice_names_the_key_also_while_nothing_has_the_focus_yet(sample_store: Path) -> None:
    app = app_on(str(sample_store), settings=Settings(keys={"filter.clear": "f6"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert key_of(pilot.app.screen, "clear_filter") == "f6"
        pilot.app.screen.set_focus(None)
        assert key_of(pilot.app.screen, "clear_filter") == "f6"
        assert key_of(pilot.app.screen, "no_such_thing") == "no_such_thing"
