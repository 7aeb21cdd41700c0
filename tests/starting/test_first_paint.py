"""What the first frame may not wait for."""

import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen

from tests.support.screens import shown
from tui.screens.skeleton import SkeletonScreen

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "pydantic", "lxml", "alembic", "msgspec", "tui.session", "tui.screens.main", "store.diff")


def imported_by(module: str) -> set[str]:
    """Return which of the heavy modules a module brings in, in an interpreter of its own."""
    code = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    command = [sys.executable, "-c", code]
    # the program is our own
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return set(found.stdout.split())


@pytest.mark.parametrize("module", ["tui.app", "tui.settings", "tui.starting.running"])
def test_the_first_frame_needs_none_of_it(module: str) -> None:
    assert imported_by(module) == set()


def test_the_screens_need_no_database() -> None:
    assert not imported_by("tui.session") & {"sqlalchemy", "pydantic", "lxml", "alembic"}


class OnlyTheFirstFrame(App[None]):
    """The first frame by itself, which otherwise stands there for a tenth of a second."""

    CSS_PATH = str(ROOT / "tui" / "styles" / "frame.tcss")

    def get_default_screen(self) -> Screen[None]:
        return SkeletonScreen()


async def test_the_first_frame_is_empty_boxes() -> None:
    app = OnlyTheFirstFrame()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        words = [word for word in shown(app).split() if word.isascii()]
        assert sorted(words) == ["Before", "Schedules", "Timeline"]
