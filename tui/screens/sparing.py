"""A screen on which a key costs little, however much is in sight and around its panes."""

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.binding import BindingsMap
from textual.dom import DOMNode
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


class SparingScreen(Screen[None]):
    """Does with each key no more than is needed; what Textual does grows with all that the screen holds."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """What has bindings, from the focus outwards.

        Textual asks each of them whether it consumes one key or another of all that are around it. None does but what
        takes text, as an input, and then that is asked.
        """
        around = self.focused.ancestors_with_self if self.focused is not None else []
        if not around or self.app._keymap or any(_may_consume(type(node)) for node in around):
            return super()._binding_chain
        return [(node, node._bindings.copy()) for node in around]


def _may_consume(kind: type[DOMNode]) -> bool:
    return kind.check_consume_key is not DOMNode.check_consume_key


class SparingCompositor(Compositor):
    """Asks widgets for the lines that are drawn anew only; that of Textual asks all in sight for all of theirs.

    With a dozen widgets in sight that took as long as the one line that a key changes.
    """

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Give where a widget is, which part of it is drawn, and the lines of that part."""
        if crop is None:
            yield from super()._get_renders()
            return
        rows = Region(0, crop.y, self.size.width, crop.height)
        for widget, (region, clip) in self.visible_widgets.items():
            # whole lines: they are cut where widgets begin and end
            part = region.intersection(clip).intersection(rows)
            if part and crop.overlaps(part):
                yield region, part, widget.render_lines(part.translate(-region.offset))
