"""The application: its settings and themes, the first frame, and which screen comes after it."""

import asyncio
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import ActiveBinding, Binding, BindingType
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES
from textual.worker import WorkerFailed, get_current_worker

from store.errors import StoreError
from tui.keys.early_keys import EarlyKeys
from tui.keys.pasting import pasted
from tui.screens.skeleton import SkeletonScreen
from tui.settings import Settings, animates, draws_ascii, theme_in
from tui.starting import collecting
from tui.themes import THEMES
from tui.view import FirstShown, StoreReady, Surroundings, Wish

if TYPE_CHECKING:
    # importing the screens takes longer than drawing the first frame
    from textual.command import Provider

    from tui.session import Session


_LEAVES = "ctrl+q"

_START_SECONDS = 3
"""How long after the first frame a start is over, in most cases."""

_BREAKPOINTS = [(0, "-tiny"), (66, "-narrow"), (100, "-medium"), (120, "-normal"), (160, "-wide")]


def _commands() -> "type[Provider]":
    """Return the provider of commands, which the first frame does without."""
    from tui.keys.commands import InOrder

    return InOrder


class GridtrailApp(App[None], inherit_bindings=False):
    """The screen on a store, or, without a target, the first screen.

    The first frame is empty boxes; the rest of the program is imported while they stand there. For the five arguments
    from `demo_target` on see `Surroundings`; `foreseen` returns what was found ahead, see tui.starting.forerunner.
    """

    TITLE = "gridtrail"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/frame.tcss"]
    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {_commands}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("?", "help", "Help", tooltip="Keys and words of this pane", id="app.help"),
        Binding("ctrl+p", "command_palette", "Commands", tooltip="Find any command", id="app.commands", show=False),
        Binding(f"q,{_LEAVES}", "quit", "Quit", tooltip="Leave; the layout is remembered", id="app.quit", show=False),
        # also from a dialog, which the keys of the application do not reach otherwise
        Binding(_LEAVES, "leave", show=False, system=True, priority=True),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    @dataclass
    class Loaded(Message):
        """The screens are imported, and what was remembered is read."""

        session: "Session"

    # one keyword for each thing the command line knows
    def __init__(  # noqa: PLR0913
        self,
        target: str | None,
        *,
        settings: Settings,
        event_uid: str | None = None,
        wish: Wish | None = None,
        fresh: bool = False,
        read_only: bool = False,
        demo_target: Callable[[], str] | None = None,
        store_for: Callable[[str], str] = str,
        state_path: Path | None = None,
        zone: tzinfo | None = None,
        temporary_in: Path | None = None,
        foreseen: Callable[[], object] | None = None,
    ) -> None:
        # without native colours NO_COLOR would paint shades of grey
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._target = target
        self._settings = settings
        self._wish = wish or Wish(uid=event_uid)
        self._fresh = fresh
        self._read_only = read_only
        self._foreseen = foreseen
        self._early = EarlyKeys(self)
        self._around = Surroundings(demo_target, store_for, state_path, zone, temporary_in)
        self._session: Session | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = theme_in(os.environ, settings.theme)
        for name in BUILTIN_THEMES:
            self.unregister_theme(name)
        self.animation_level = "full" if animates(os.environ, settings) else "none"
        self.set_class(draws_ascii(settings), "-ascii")
        self.set_keymap(settings.keys)

    def get_default_screen(self) -> Screen[None]:
        return SkeletonScreen() if self._target else Screen()

    def on_ready(self) -> None:
        if self._target is not None:
            self._early.begin()
        self.run_worker(self._load, thread=True)
        if not self.is_headless:
            from tui.starting.terminal import end_without

            end_without(partial(self._leave_soon, asyncio.get_running_loop()))

    def _leave_soon(self, loop: asyncio.AbstractEventLoop) -> None:
        """Ask, from any thread, to leave; where the loop has ended there is nothing to ask."""
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self.exit)

    def _load(self) -> None:
        """Import the screens and read what is remembered, off the event loop; answer with a message."""
        from tui.session import Session

        loaded = self.Loaded(Session(self._settings, self._around, fresh=self._fresh))
        if not get_current_worker().is_cancelled:
            self.post_message(loaded)

    @on(Loaded)
    def show_first_screen(self, loaded: Loaded) -> None:
        session = self._session = loaded.session
        self.set_timer(_START_SECONDS, collecting.resume)
        if session.notice:
            self.notify(session.notice, severity="warning", markup=False)
        if self._target is None:
            self.push_screen(session.welcome_screen())
        else:
            self._open(session, self._target)

    @on(StoreReady)
    def open_chosen(self, ready: StoreReady) -> None:
        if self._session is not None:
            self._early.begin()
            self._read_only = self._read_only and not ready.made
            self._open(self._session, ready.target)

    def _open(self, session: "Session", target: str) -> None:
        self._target = target
        theme = session.theme_of(target)
        if theme in self.available_themes and "NO_COLOR" not in os.environ:
            self.theme = theme
        foreseen, self._foreseen = self._foreseen, None
        screen = session.main_screen(target, self._wish, read_only=self._read_only, foreseen=foreseen)
        while self.screen.is_modal:
            # help or palette, opened while the store was made ready
            self.pop_screen()
        if isinstance(self.screen, SkeletonScreen):
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give what does something, the themes, and then the other actions that have a key."""
        from tui.keys.commands import offered, theme_title

        first, rest = offered(screen.active_bindings.values())
        yield from map(self._command, first)
        for theme in THEMES:
            choose = partial(setattr, self, "theme", theme.name)
            yield SystemCommand(theme_title(theme.name), f'theme = "{theme.name}" in the settings', choose)
        yield SystemCommand("Picture", "Save the screen as an SVG file", self.deliver_screenshot)
        yield SystemCommand("Quit", "Leave; the layout is remembered", self.action_quit)
        yield from map(self._command, rest)

    def _command(self, active: ActiveBinding) -> SystemCommand:
        """Return the command of a binding: its label, its key, and what it does."""
        binding = active.binding
        about = f"{self.get_key_display(binding)}  {binding.tooltip}"
        return SystemCommand(binding.description, about, partial(self.run_action, binding.action, active.node))

    def get_key_display(self, binding: Binding) -> str:
        """Return how a key is written: as a sign where there is one and it can be drawn."""
        display = super().get_key_display(binding)
        return display if display.isascii() or not draws_ascii(self._settings) else binding.key

    def _handle_exception(self, error: Exception) -> None:
        """Take a bug; that a screen which is left while it is put together lacks a part is none."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (self._exit and isinstance(cause, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with the traceback of a bug, without the values of variables: a password may be among them."""
        from rich.traceback import Traceback

        self.panic(Traceback(width=None))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "help":
            return self._session is not None
        if action == "leave":
            # elsewhere the key is that of `quit`; who has given it to something else means that
            return self.screen.is_modal and _LEAVES in self._settings.keys.get("app.quit", _LEAVES)
        return super().check_action(action, parameters)

    def action_help(self) -> None:
        if self._session is not None:
            self.push_screen(self._session.help_screen(self.screen, self.get_key_display))

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded and self._early.keeps(event):
            return
        if isinstance(event, events.Paste):
            event.text = pasted(event.text)
        await super().on_event(event)

    @property
    def clipboard(self) -> str:
        """What was copied here, as a line of text may take it with ctrl+v."""
        return pasted(super().clipboard)

    @on(FirstShown)
    def let_keys_in(self, first: FirstShown) -> None:
        self._early.end(press=first.is_there)

    async def action_quit(self) -> None:
        message = None
        if self._session is not None and self._target is not None:
            theme = self.theme if self.theme != self._settings.theme else None
            try:
                self._session.remember(self._target, self.screen_stack, theme)
            except StoreError as error:
                message = str(error)
        self.exit(message=message)

    action_leave = action_quit
