"""What a screen at rest does not keep in memory."""

import subprocess
import sys
from pathlib import Path

from tests.support.sandboxes import IN_A_WEEK, begun

ROOT = Path(__file__).parents[2]

LARGE = ("holidays", "lark", "pydantic", "rich._emoji_codes")
"""What takes from half a megabyte to sixteen, where they are not needed."""

OPENED = f"""
import asyncio, sys
import tui.cli.main
from tests.support.screens import app_on, settle, shown

async def main() -> None:
    app = app_on(sys.argv[1])
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        print("gate 14:30" in shown(app), *(name for name in {LARGE!r} if name in sys.modules))

asyncio.run(main())
"""


def test_what_is_seen_at_rest_needs_no_large_library(tmp_path: Path) -> None:
    target = begun(str(tmp_path / "day.db"), "silent-tso", IN_A_WEEK)
    command = [sys.executable, "-c", OPENED, target]
    # the program is our own
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.split() == ["True"]
