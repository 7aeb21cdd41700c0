"""Short notices in the corner of a screen: one at a time, the newest."""

from typing import Any

from textual.binding import ActiveBinding
from textual.screen import Screen

from tui.screens.help import reason

SECONDS = 4
"""How long a notice stays."""

# what a screen answers with does not matter here
AnyScreen = Screen[Any]


def say(screen: AnyScreen, words: str) -> None:
    """Show a notice in place of those that are still there."""
    screen.app.clear_notifications()
    screen.notify(words, markup=False, timeout=SECONDS)


def say_why_not(screen: AnyScreen, key: str) -> None:
    """Say why a key cannot do now what it is bound to; nothing when it can, or is bound to nothing."""
    active = _active(screen, key)
    if active is not None and not active.enabled:
        say(screen, f"{active.binding.description}: {reason(active)}")


def _active(screen: AnyScreen, key: str) -> ActiveBinding | None:
    """Return what a key is bound to: to find that out for all keys, as Textual does, takes as long as to draw."""
    for node, bindings in screen._modal_binding_chain:
        for binding in bindings.key_to_bindings.get(key, ()):
            state = screen.app._check_action_state(binding.action, node)
            if state is not False:
                return ActiveBinding(node, binding, bool(state), binding.tooltip)
    return None


def key_of(screen: AnyScreen, action: str) -> str:
    """Return how the key is written that an action has now; the action itself where it has none."""
    bindings = (active.binding for active in screen.active_bindings.values())
    return next((screen.app.get_key_display(one) for one in bindings if one.action == action), action)
