"""Screens over the panes that say why a key cannot do now what it is bound to."""

from textual import events
from textual.screen import ModalScreen, ScreenResultType

from tui.screens.toasts import say_why_not


class ExplainingScreen(ModalScreen[ScreenResultType]):
    """A screen whose actions can be done unless `why_not` says something, which a press of their key then shows."""

    def why_not(self, _action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - of others
        # the footer asks as soon as it is there, and then what is asked about may not be
        return True if self.is_mounted and self.why_not(action) is None else None

    def on_key(self, event: events.Key) -> None:
        say_why_not(self, event.key)
