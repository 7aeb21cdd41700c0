"""The command palette: what does something first, then what leads somewhere; never the keys that only move."""

from collections.abc import Iterable

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hits
from textual.system_commands import SystemCommandsProvider

_FIRST = ("copy", "export", "follow", "zoom", "turn_times", "reload", "help")
"""The actions that stand first, in this order."""

_MOVES = frozenset({"move", "page", "edge", "inward", "outward", "scroll_home", "scroll_end"})
"""The actions that only move a cursor, which is what keys are for."""


class InOrder(SystemCommandsProvider):
    """Lists the commands in the order the application gives them, not by their names."""

    async def discover(self) -> Hits:
        for command in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(command.title, command.callback, help=command.help)


def offered(bindings: Iterable[ActiveBinding]) -> tuple[list[ActiveBinding], list[ActiveBinding]]:
    """Return the bindings that the palette offers, one for each action: those that stand first, and the rest.

    Those of the commands and of leaving stand apart, as do the ones that go back.
    """
    found: dict[tuple[object, str], ActiveBinding] = {}
    for active in bindings:
        name = _name(active)
        if active.binding.id and active.enabled and active.binding.description and name not in _APART | _MOVES:
            found.setdefault((active.node, active.binding.action), active)
    first = sorted((active for active in found.values() if _name(active) in _FIRST), key=_place)
    return first, [active for active in found.values() if _name(active) not in _FIRST]


def theme_title(name: str) -> str:
    """Return how the palette names a theme: `Theme: high contrast`."""
    return f"Theme: {name.removeprefix('gridtrail-').replace('-', ' ')}"


_APART = frozenset({"command_palette", "quit", "back", "unzoom", "close", "dismiss"})


def _name(active: ActiveBinding) -> str:
    return active.binding.action.partition("(")[0]


def _place(active: ActiveBinding) -> int:
    return _FIRST.index(_name(active))
