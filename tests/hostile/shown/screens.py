"""The screen on a store of hostile texts: the bytes it writes, as a terminal shows them."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, ClassVar

import pyte
from textual._compositor import CompositorUpdate
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.widgets._tree import TreeNode

import tui.app
from tests.hostile.reached import Reached
from tests.hostile.shown.cells import cells, moved, rows
from tests.hostile.shown.terminals import CONTROLS, DRAWING, SEQUENCES, Judge
from tests.support.screens import send, settle
from tui.app import GridtrailApp
from tui.settings import Settings
from tui.widgets.tree.schedule_tree import ScheduleTree

SIZE = (120, 36)
TALL = (120, 70)
"""The size that shows most of an event at once."""

_MOVES = DRAWING | {"cursor_position", "index", "cursor_down"}
"""What an update of the screen is made of; the last two are how the emulator goes to a new line."""

_POINTER = "\x1b]22;default\x07"
"""How Textual asks for the usual shape of the mouse pointer: the one thing that is written past the screen."""

LOOKS = ("d", "m", "v", "!", "C", "y", "e", "c", "s", "t", "@", ":", "?")
"""Keys that open another view of what is selected; escape comes back."""


class _Written(HeadlessDriver):
    """A driver that keeps what the program writes past the screen: titles, clipboard, bell."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.written: list[str] = []

    def write(self, data: str) -> None:
        self.written.append(data)


class WatchedApp(GridtrailApp):
    """The program, with a terminal emulator that is given every update of the screen."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [Path(tui.app.__file__).parent / one for one in GridtrailApp.CSS_PATH]

    def __init__(self, target: str, size: tuple[int, int]) -> None:
        super().__init__(target, settings=Settings(animation=False))
        self.terminal = Judge(*size, allowed=_MOVES)
        self._stream = pyte.Stream(self.terminal)
        self.controls: list[str] = []
        self.judged: list[str] = []

    # the driver is built by this name
    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> _Written:  # noqa: ARG002
        return _Written(self, debug=False, mouse=mouse, size=size)

    # the screens that are drawn are of any kind
    def _display(self, screen: Any, renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate) and not self._batch_count:
            written = renderable.render_segments(self.console)
            self.controls += CONTROLS.findall(SEQUENCES.sub("", written))
            self._stream.feed(written)
        super()._display(screen, renderable)


class Watched:
    """The program while its keys are pressed: what is wrong is in `found`, what it showed goes into `reached`."""

    def __init__(self, pilot: Pilot[None], reached: Reached) -> None:
        assert isinstance(pilot.app, WatchedApp)
        self.pilot = pilot
        self.app = pilot.app
        self.found: list[str] = []
        self._reached = reached

    async def press(self, kind: str, *keys: str) -> None:
        """Press keys and judge the screen after each."""
        for key in keys:
            send(self.pilot, key)
            await self.look(kind)

    async def look(self, kind: str) -> None:
        """Judge the screen once it has come to rest."""
        await settle(self.pilot)
        for line in seen(self.app, kind, self.found):
            self._reached.wrote(kind, line)

    async def back(self) -> None:
        """Come back to the main screen, wherever the keys led."""
        while len(self.app.screen_stack) > 2:
            self.app.pop_screen()
            await settle(self.pilot)

    def past_the_screen(self) -> Iterator[str]:
        """Give what was written past the screen."""
        driver = self.app._driver
        assert isinstance(driver, _Written)
        yield from (f"written past the screen: {one[:80]!r}" for one in driver.written if one != _POINTER)


async def of_screen(
    target: str, reached: Reached, events: int, chosen: Sequence[int], looks: Sequence[str] = LOOKS
) -> list[str]:
    """Return what is wrong with the screen on a store: all of the tree and the timeline, and these rows closer."""
    app = WatchedApp(target, TALL)
    async with app.run_test(size=TALL) as pilot:
        watched = Watched(pilot, reached)
        await settle(pilot)
        await _tree(watched)
        await watched.press("screen: timeline", "2", "home", *["pagedown"] * (1 + events // 30), "home")
        at = 0
        for number, row in enumerate(chosen):
            send(pilot, *["down"] * (row - at))
            at = row
            await watched.look("screen: changes")
            send(pilot, "3", "x")
            await watched.look("screen: changes")
            send(pilot, "2")
            for key in looks if number == 0 else ():
                await watched.press("screen: other views", key, "pagedown")
                await watched.back()
                send(pilot, "escape")
                await settle(pilot)
    return [*watched.found, *watched.past_the_screen()]


async def _tree(watched: Watched) -> None:
    """Open every branch of the tree, and look at all of it."""
    await watched.press("screen: tree", "1", *[">"] * 4)
    tree = watched.app.screen.query_one(ScheduleTree)
    for _ in range(3):
        for node in [one for one in _branches(tree.root) if one.allow_expand and not one.is_expanded]:
            node.expand()
        await watched.look("screen: tree")
    pages = 1 + tree.last_line // (TALL[1] // 2)
    await watched.press("screen: tree", "home", *["pagedown"] * pages)


def _branches(node: TreeNode[Any]) -> Iterator[TreeNode[Any]]:
    for child in node.children:
        yield child
        yield from _branches(child)


def seen(app: WatchedApp, key: str, found: list[str]) -> list[str]:
    """Return the lines that changed; note where the terminal shows something else, and what it was made to do."""
    drawn = [strip.text for strip in app.screen._compositor.render_strips()]
    before = app.judged if len(app.judged) == len(drawn) else [""] * len(drawn)
    changed = [number for number, line in enumerate(drawn) if line != before[number] or number in app.terminal.dirty]
    for number in changed:
        expected, shown = cells(drawn[number]), rows(app.terminal, number)
        if abs(len(expected) - app.terminal.columns) > 1 or moved(expected, shown):
            found.append(f"{key}: line {number} drawn {drawn[number]!r} is shown {''.join(shown)!r}")
    if app.terminal.acted or app.controls or app.terminal.title:
        found.append(f"{key}: the terminal did {app.terminal.acted[:5]}, controls {app.controls[:5]!r}")
        app.terminal.acted.clear()
        app.controls.clear()
    app.terminal.dirty.clear()
    app.judged = drawn
    return [drawn[number] for number in changed]
