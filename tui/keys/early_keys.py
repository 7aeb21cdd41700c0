"""Keys that are pressed before there is anything to see: they mean what will be there, and wait for it."""

from textual import events
from textual.app import App
from textual.timer import Timer

MOST_SECONDS = 3.0
"""How long a key waits: who sees nothing for so long means something else."""

PAUSE_SECONDS = 0.05
"""How long what another key than a character does is waited for: it may lead to where the next one is meant."""

LEAVING = frozenset({"ctrl+q", "ctrl+c", "escape"})
"""Keys that never wait; they also take back what was pressed before."""


class EarlyKeys:
    """Keeps the keys of an application from `begin` to `end`, and presses them then in their order."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._keeps = False
        self._kept: list[events.Key] = []
        self._pressed: events.Key | None = None
        self._patience: Timer | None = None
        self._is_pressing = False

    def begin(self) -> None:
        """Keep keys from now on."""
        self._keeps = True

    def keeps(self, key: events.Key) -> bool:
        """Keep a key, if it is to wait; a `q` that comes first leaves at once."""
        if not self._keeps or key is self._pressed or (key.key == "q" and not self._kept):
            return False
        if key.key in LEAVING:
            self._kept.clear()
            return False
        if not self._kept:
            self._patience = self._patience or self._app.set_timer(MOST_SECONDS, self.end)
        self._kept.append(key)
        return True

    def end(self, *, press: bool = True) -> None:
        """Press the keys that were kept, or let go of them, and keep no more."""
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if not press:
            self._kept.clear()
        if not self._is_pressing:
            self._press_next()

    def _press_next(self) -> None:
        """Press one key, and the next when the screen shows what that one did, as for somebody who types."""
        self._keeps = self._is_pressing = bool(self._kept)
        if self._kept:
            kept = self._kept.pop(0)
            self._pressed = events.Key(kept.key, kept.character)
            self._app.post_message(self._pressed)
            if kept.is_printable:
                self._app.call_after_refresh(self._press_next)
            else:
                self._app.set_timer(PAUSE_SECONDS, self._press_next)
