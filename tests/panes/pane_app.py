"""The change panes in an app of their own, for tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from store.model.timeline import Event
from tests.support.pane_events import event, version
from tui.presentation.panes.pane_rows import left_cells
from tui.presentation.signs import UNICODE, Signs
from tui.widgets.lines.details_line import DetailsLine
from tui.widgets.panes.change_pane import ChangePane
from tui.widgets.panes.change_panes import ChangePanes
from tui.widgets.panes.pane_pair import LARGE_BYTES

CHANGE = event(version(status="submitted", level=""), version(status="rejected", level="ano"))
LARGE = event({"text": "x" * LARGE_BYTES, "a": 1}, {"text": "x" * LARGE_BYTES, "a": 2}, uid="large")
LONG = event({"rows": list(range(150))}, {"rows": [number + 1000 for number in range(150)]}, uid="long")


class Panes(App[None]):
    CSS_PATH: ClassVar[str] = str(Path(__file__).parents[2] / "tui" / "styles" / "panes.tcss")

    def __init__(self, shown: Event | None, signs: Signs) -> None:
        super().__init__()
        self._shown = shown
        self._signs = signs

    def compose(self) -> ComposeResult:
        panes = ChangePanes(self._signs)
        panes.event = self._shown
        yield panes
        yield DetailsLine()

    def on_mount(self) -> None:
        self.query_one(ChangePanes).focus()
        self.query_one(DetailsLine).event = self._shown


@asynccontextmanager
async def shown(
    one: Event | None = CHANGE, width: int = 120, height: int = 20, signs: Signs = UNICODE
) -> AsyncIterator[tuple[Pilot[None], ChangePanes]]:
    app = Panes(one, signs)
    async with app.run_test(size=(width, height)) as pilot:
        await settle(pilot)
        yield pilot, app.query_one(ChangePanes)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the workers are done; a superseded one may have been cancelled."""
    with suppress(WorkerCancelled):
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def pane(panes: ChangePanes) -> ChangePane:
    return panes.query_one(ChangePane)


def rows(panes: ChangePanes, side: str = "") -> list[str]:
    """Return what the pane shows, or the one side of it, as it stands on the screen."""
    one = pane(panes)
    left = left_cells(one.scrollable_content_region.width)
    part = {"before": slice(left), "after": slice(left + 2, None)}.get(side, slice(None))
    return [one.render_line(y).text[part] for y in range(one.scrollable_content_region.height)]


def cursor_row(panes: ChangePanes) -> str:
    return next(row for row in rows(panes) if row.startswith("▌"))


def title(panes: ChangePanes) -> str:
    return Content.from_markup(str(pane(panes).border_title)).plain
