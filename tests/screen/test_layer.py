"""Layers: what goes up through them reaches who is meant, and what they hold is all there is to see."""

import asyncio
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widgets import Static

from tui.widgets.layer import Layer


class Said(Message):
    """Something is said by what the layers hold."""


class Silent(Layer):
    """Has no handler at all."""


class Listening(Layer):
    """Hears what is said, and one key; `heard` says what."""

    heard: tuple[str, ...] = ()

    @on(Said)
    def hear(self) -> None:
        self.heard += ("said",)

    def key_x(self) -> None:
        self.heard += ("x",)


class Stopping(Layer):
    """Lets nothing through."""

    def on_said(self, said: Said) -> None:
        said.stop()


class Voice(Static, can_focus=True):
    """Says something when asked to."""


class Nested(App[None]):
    """Layers around a voice; `heard` is what reached the top."""

    def __init__(self, *layers: type[Layer]) -> None:
        super().__init__()
        self._layers = layers
        self.heard: list[type[Message]] = []

    def compose(self) -> ComposeResult:
        held: Any = Voice("here")
        for layer in self._layers:
            held = layer(held)
        yield held

    @on(Said)
    def hear(self, said: Said) -> None:
        self.heard.append(type(said))


async def _said(app: Nested) -> list[str]:
    """Say something and press a key; return what the layers that listen heard."""
    async with app.run_test() as pilot:
        voice = app.query_one(Voice)
        voice.focus()
        voice.post_message(Said())
        await pilot.press("x")
        await pilot.pause()
        return [word for layer in app.query(Listening) for word in layer.heard]


async def test_what_no_layer_handles_reaches_the_top_once() -> None:
    app = Nested(Silent, Silent, Silent)
    await _said(app)
    assert app.heard == [Said]


async def test_a_layer_between_others_hears_messages_and_keys() -> None:
    app = Nested(Silent, Listening, Silent)
    assert await _said(app) == ["said", "x"]
    assert app.heard == [Said]


async def test_a_layer_can_stop_what_goes_up() -> None:
    app = Nested(Silent, Stopping, Silent, Listening)
    assert await _said(app) == ["x"]
    assert app.heard == []


async def test_timers_and_calls_of_a_layer_are_its_own() -> None:
    async with Nested(Silent, Silent).run_test() as pilot:
        layer = pilot.app.query(Silent).first()
        rung, called = asyncio.Event(), asyncio.Event()
        layer.set_timer(0.001, rung.set)
        layer.call_next(called.set)
        async with asyncio.timeout(5):
            await rung.wait()
            await called.wait()


async def test_what_layers_hold_is_drawn() -> None:
    app = Nested(Silent, Silent)
    async with app.run_test(size=(20, 5)):
        assert app.export_screenshot().count("here") == 1
