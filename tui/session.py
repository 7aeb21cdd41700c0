"""One run of the screen: what is remembered, and the making of its screens."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from textual.binding import Binding
from textual.screen import Screen

from store.model.market.delivery_day import zone_of
from tui.presentation.signs import ASCII, UNICODE
from tui.remembered import Memory, Remembered, is_temporary, read_memory, store_key, where_left, write_memory
from tui.screens.help import HelpScreen, help_on
from tui.screens.main import MainScreen
from tui.screens.welcome import WelcomeScreen
from tui.settings import Settings, draws_ascii
from tui.view import Opening, Surroundings, View, Wish


class Session:
    """Makes the screens of one run and keeps what is remembered; a `fresh` one remembers nothing before it.

    Importing this module takes longer than drawing the first frame.
    """

    def __init__(self, settings: Settings, around: Surroundings, *, fresh: bool) -> None:
        path = around.state_path
        self._around = around
        self._memory = Memory() if path is None else read_memory(path)
        self._fresh = fresh
        zone = around.zone or zone_of(None)
        self._view = View(
            signs=ASCII if draws_ascii(settings) else UNICODE,
            zone=zone,
            clock=lambda: datetime.now(zone),
            time_format=settings.time,
            bell=settings.bell,
            ack_minutes=settings.ack_minutes,
            exchanges=settings.exchanges,
        )

    @property
    def notice(self) -> str | None:
        """Why nothing is remembered, where that is so by a fault."""
        return self._memory.notice

    def theme_of(self, target: str) -> str | None:
        """Return the theme that a store was left with, where it was not the one of the settings."""
        return self._remembered(target).theme

    def welcome_screen(self) -> WelcomeScreen:
        """Return the first screen where there is no store yet."""
        last = self._memory.last
        lasts = last is not None and not self._is_temporary(last)
        return WelcomeScreen(last if lasts else None, self._around.demo_target, self._around.store_for)

    def main_screen(
        self, target: str, wish: Wish, *, read_only: bool, foreseen: Callable[[], object] | None = None
    ) -> MainScreen:
        """Return the main screen on a store, laid out as it was left where nothing else is wished."""
        remembered = self._remembered(target)
        temporary = self._is_temporary(target)
        opening = Opening(target, read_only, where_left(wish, remembered), temporary, foreseen)
        return MainScreen(opening, self._view, remembered)

    def help_screen(self, screen: Screen[object], key_text: Callable[[Binding], str]) -> HelpScreen:
        """Return the help on what has the focus of a screen."""
        return HelpScreen(help_on(screen, key_text, self._view.signs))

    def remember(self, target: str, screens: Sequence[Screen[object]], theme: str | None) -> None:
        """Write down how a store is left, as its screen shows it; raises StoreError when that cannot be.

        One that did not open, or that does not last, is not remembered.
        """
        path = self._around.state_path
        if path is None or self._is_temporary(target):
            return
        for screen in screens:
            if isinstance(screen, MainScreen) and screen.is_open:
                remembered = replace(screen.remembered, theme=theme)
                write_memory(path, self._memory.having(store_key(target), remembered))

    def _is_temporary(self, target: str) -> bool:
        return is_temporary(target, self._around.temporary_in)

    def _remembered(self, target: str) -> Remembered:
        return Remembered() if self._fresh else self._memory.of(store_key(target))
