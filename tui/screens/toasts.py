"""Short notices in the corner of a screen: one at a time, the newest."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from textual.binding import ActiveBinding, Binding
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
    """Return how the key is written that an action has now; the action itself where it has none.

    While nothing has the focus yet, it is the key that any widget of the screen has for it.
    """
    active = (one.binding for one in screen.active_bindings.values())
    found = chain(active, _bound(screen))
    return next((screen.app.get_key_display(one) for one in found if one.action == action), action)


def _bound(screen: AnyScreen) -> Iterator[Binding]:
    """Give what the keys of all widgets of a screen are bound to."""
    for node in screen.walk_children():
        bindings = node._bindings.copy()
        bindings.apply_keymap(screen.app._keymap)
        yield from (binding for _, binding in bindings)
