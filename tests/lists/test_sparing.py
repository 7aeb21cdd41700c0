"""What a screen does with a key: the same as one of Textual, by less work."""

from itertools import product
from typing import ClassVar

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.dom import DOMNode
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.screens.sparing import SparingCompositor, SparingScreen
from tui.widgets.layer import Layer

SIZE = (40, 12)


class Counted(Static):
    """Counts the lines that it is asked for."""

    asked = 0

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked += crop.height
        return super().render_lines(crop)


class Sparing(SparingScreen):
    """Two bordered parts next to each other, one over both, and a scrolled one below; and a key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "say", "Say", id="sparing.say")]

    def compose(self) -> ComposeResult:
        yield Layer(Horizontal(Counted("left 界", id="left"), Counted("right", id="right")))
        with VerticalScroll():
            yield from (Static(f"line {number}") for number in range(20))
        yield Counted("over", id="over")
        yield Input(id="input")


class OnSparing(App[None]):
    CSS = """
    Counted { width: 1fr; height: 6; border: round $border; }
    Horizontal { height: 6; }
    VerticalScroll { height: 3; }
    Input { height: 3; }
    #over { layer: over; width: 12; height: 4; offset: 14 3; }
    Sparing { layers: under over; }
    """

    def get_default_screen(self) -> Screen[None]:
        return Sparing()


async def test_a_part_is_drawn_as_by_textual() -> None:
    app = OnSparing()
    async with app.run_test(size=SIZE) as pilot:
        app.screen.query_one(VerticalScroll).scroll_to(y=3, animate=False)
        await pilot.pause()
        for x, y, width, height in product((0, 5, 13, 20), (0, 2, 5, 8), (1, 9, 20), (1, 4)):
            drawn = [_drawn(kind, app.screen, Region(x, y, width, height)) for kind in (SparingCompositor, Compositor)]
            assert drawn[0] == drawn[1]


def _drawn(kind: type[Compositor], screen: Screen[object], region: Region) -> str:
    """Return what goes to the terminal when a region has changed."""
    compositor = kind()
    vars(compositor).update(vars(screen._compositor))
    compositor._dirty_regions = {region}
    update = compositor.render_partial_update()
    assert update is not None
    return update.render_segments(screen.app.console)


@pytest.mark.parametrize(("line", "asked"), [(1, {"left": 1}), (4, {"left": 1, "right": 1, "over": 1})])
async def test_only_what_is_touched_is_asked_for_its_lines(line: int, asked: dict[str, int]) -> None:
    app = OnSparing()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for one in app.query(Counted):
            one.asked = 0
        width = 10 if len(asked) == 1 else SIZE[0]
        _drawn(SparingCompositor, app.screen, Region(2, line, width, 1))
        assert {one.id: one.asked for one in app.query(Counted) if one.asked} == asked


async def test_a_widget_that_changes_is_seen_to() -> None:
    app = OnSparing()
    async with app.run_test(size=SIZE) as pilot:
        left: Widget = app.query_one("#left", Static)
        assert isinstance(left, Static)
        left.update("changed")
        await pilot.pause()
        assert "changed" in app.export_screenshot()


@pytest.mark.parametrize("focus", [None, "VerticalScroll", "Input"])
@pytest.mark.parametrize("keymap", [{}, {"sparing.say": "f7"}])
async def test_the_same_keys_are_bound_as_by_textual(focus: str | None, keymap: dict[str, str]) -> None:
    app = OnSparing()
    async with app.run_test(size=SIZE) as pilot:
        app.set_keymap(keymap)
        app.screen.set_focus(app.screen.query_one(focus) if focus else None)
        await pilot.pause()
        assert _bound(app.screen._binding_chain) == _bound(Screen._binding_chain.__get__(app.screen))
        assert len(app.screen._binding_chain) == (3 if focus else 2)


def _bound(chain: list[tuple[DOMNode, BindingsMap]]) -> list[tuple[DOMNode, set[str]]]:
    return [(node, set(bindings.key_to_bindings)) for node, bindings in chain]
