"""The footer: the keys that can be used, in the last line."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class SteadyFooter(Footer):
    """A footer that is made anew only when it offers other keys; a key that can or cannot be used only fades.

    Whoever moves through a list changes what can be done with every row, but seldom what is offered, and the
    footer of Textual takes longer to be made than all else that a key brings about. Where there is not room for all
    keys, some are left out whole.
    """

    _offered: Mapping[str, ActiveBinding] | None = None
    _is_waiting = False

    def bindings_changed(self, screen: Screen[object]) -> None:
        self._bindings_ready = True
        if screen is self.screen and self.is_attached and screen.app.app_focus and not self._is_waiting:
            # by then what is asked about its keys is there
            self._is_waiting = self.call_after_refresh(self._look_at, screen)

    async def _look_at(self, screen: Screen[object]) -> None:
        """Draw what has changed of what can be done."""
        self._is_waiting = False
        if not self.is_attached or screen not in self.app.screen_stack:
            # left meanwhile: it may have been taken apart
            return
        palette = self.app.COMMAND_PALETTE_BINDING
        offered = {key: one for key, one in screen.active_bindings.items() if one.binding.show or key == palette}
        before, self._offered = self._offered, offered
        if before is None or [one.binding for one in before.values()] != [one.binding for one in offered.values()]:
            await self.recompose()
            # else the keys that went stay in memory: each watches this, and is forgotten when this changes
            self.mutate_reactive(Footer.compact)
            self._make_room()
        elif before != offered:
            self._fade({one.binding.action: one for one in reversed(offered.values())})

    def on_resize(self) -> None:
        # whether there is the key of the palette is known by then
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Leave out the keys for which there is no room."""
        keys = list(self.query(FooterKey))
        beside = [key for key in keys if key.has_class("-command-palette")]
        keys = [key for key in keys if key not in beside]
        room = self.size.width - sum(_cells(key) + 1 for key in beside if key.display)
        fitting = keys_that_fit([_cells(key) for key in keys], room)
        for number, key in enumerate(keys):
            key.set_class(number not in fitting, "-crowded")

    def _fade(self, offered: Mapping[str, ActiveBinding]) -> None:
        """Draw keys as usable or not, in place."""
        for key in self.query(FooterKey):
            one = offered.get(key.action)
            if one is not None:
                # what it looks at when it is clicked
                key._disabled = not one.enabled
                key.set_class(not one.enabled, "-disabled")


def keys_that_fit(widths: Sequence[int], room: int) -> frozenset[int]:
    """Return the numbers of the keys for which there is room, a space between two; the last one leads out or helps.

    It is always kept, and of the others as many as fit, the first ones first.
    """
    last = len(widths) - 1
    left = room - sum(widths[last:])
    fitting = {last} if widths else set()
    for number, width in enumerate(widths[:-1]):
        left -= width + 1
        if left < 0:
            break
        fitting.add(number)
    return frozenset(fitting)


def _cells(key: FooterKey) -> int:
    return cell_len(key.key_display) + 1 + cell_len(key.description)
