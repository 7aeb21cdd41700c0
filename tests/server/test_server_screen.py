"""The screen on a PostgreSQL server: what it shows of a file it shows of a schema."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.database.opening import open_store
from tests.following.test_following import until
from tests.support.databases import needs_postgres, new_target
from tests.support.entries import encoded, entry
from tests.support.sandboxes import IN_A_WEEK, begun
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown


@pytest.fixture
def target(tmp_path: Path) -> Iterator[str]:
    """Give a sandbox on a server in which a version waits for its answer."""
    with new_target("postgresql", tmp_path) as made:
        yield begun(made, "silent-tso", IN_A_WEEK)


@needs_postgres
async def test_a_day_on_a_server_is_read_filtered_answered_followed_and_verified(target: str) -> None:
    app = app_on(target)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert "Amprion" in shown(screen.schedules)
        assert "submitted" in shown(screen.timeline)

        await press(pilot, "s", "j", "j", "j", "ctrl+s")
        assert "Amprion v1 rejected: A54" in shown(app)
        assert "✘ A54" in shown(screen.schedules)
        await press(pilot, "2", "G", "3")
        changed = next(line for line in shown(app).splitlines() if "~   status" in line)
        assert changed.index("submitted") < changed.index("rejected")

        await press(pilot, "1", "g", "2")
        total = screen.timeline.total
        assert total is not None
        await press(pilot, "slash", Typed("type:late.*"), "enter")
        assert screen.timeline.total == 0
        with closing(open_store(target)) as other:
            other.append([encoded(entry("late.news"))], origin="test")
        await until(pilot, lambda: screen.timeline.total == 1)
        await press(pilot, "X")
        assert screen.timeline.total == total + 1

        await press(pilot, "S")
        assert "sealed" in shown(app).splitlines()[0]
