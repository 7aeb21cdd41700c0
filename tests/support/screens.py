"""Driving the real application on a real store."""

import unicodedata
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.app import App
from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.widget import Widget

from store.database.opening import open_store
from store.exchange.importing import Import
from store.model.timeline import StoreKind
from tests.support.calm import rest
from tui.app import GridtrailApp
from tui.screens.asking import Asking
from tui.screens.main import MainScreen
from tui.screens.reader import Reader
from tui.screens.travel.time_travel import TimeTravel
from tui.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_data"

WORKING_DAY = "01_two_good_days.jsonl"


def store_of(path: Path, sources: Sequence[str], kind: StoreKind = StoreKind.SANDBOX) -> str:
    """Make a store out of samples, or put them into the one that is there, and return its target."""
    if path.exists():
        _take_in(path, sources, kind)
    else:
        path.write_bytes(_made_of(tuple(sources), kind))
    return str(path)


@cache
def _made_of(sources: tuple[str, ...], kind: StoreKind) -> bytes:
    """Return the file of a store made out of samples: a copy takes a hundredth of the time of an import."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "samples.db")
        _take_in(path, sources, kind)
        return path.read_bytes()


def _take_in(path: Path, sources: Sequence[str], kind: StoreKind) -> None:
    store = open_store(str(path), create=kind)
    Import(store, reject=print).run([str(SAMPLES / source) for source in sources])
    store.close()


def app_on(target: str | None, **more: object) -> GridtrailApp:
    """Return the application on a store, with the settings as they are by default."""
    # the keywords are those of the application
    return GridtrailApp(target, **{"settings": Settings(), **more})  # type: ignore[arg-type]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is being asked and every answer is on the screen."""
    await rest(pilot.app, partial(_asks, pilot.app))


def _asks(app: App[None]) -> bool:
    """Return whether the main screen, where it is on top, asks something or is to."""
    screen = app.screen
    return isinstance(screen, MainScreen) and (
        not screen.query(Reader) or _waits(screen) or screen.query_one(TimeTravel)._is_moving
    )


def _waits(screen: MainScreen) -> bool:
    """Return whether anything on a screen has a question that waits to be asked."""
    askers = (getattr(one, "_asking", None) for one in screen.walk_children())
    return any(isinstance(one, Asking) and not one.idle for one in askers)


class Typed(str):
    """A text that is typed in one go, as fast as the program takes it."""

    __slots__ = ()


def send(pilot: Pilot[None], *keys: str) -> None:
    """Send keys one right after the other, without waiting for what they bring about."""
    for key in keys:
        pilot.app.post_message(_pressed(key))


def _pressed(key: str) -> Key:
    """Return what the terminal would send: the key by its name, with the character that it types."""
    name = _character_to_key(key) if len(key) == 1 else key
    try:
        return Key(name, unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name))))
    except KeyError:
        return Key(name, key if len(key) == 1 else None)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other and wait for what they bring about."""
    for key in keys:
        if isinstance(key, Typed):
            send(pilot, *key)
        else:
            send(pilot, key)
        await settle(pilot)


def shown(widget: Widget | App[None]) -> str:
    """Return the text that a widget, or the whole screen, shows."""
    if isinstance(widget, App):
        lines = widget.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in lines)
    return "\n".join(strip.text for strip in widget.render_lines(widget.outer_size.region))


def main_screen(pilot: Pilot[None]) -> MainScreen:
    """Return the main screen, which is on top."""
    screen = pilot.app.screen
    assert isinstance(screen, MainScreen)
    return screen
