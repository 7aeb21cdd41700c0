"""The screen of the moves in an app of its own, for tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot

from store.lifecycle.life import Life, life_of
from store.lifecycle.moves import Move
from store.lifecycle.offers import offers
from store.model.event import read_entry
from tests.panes.pane_app import settle
from tests.support.screens import SAMPLES
from tui.presentation.signs import UNICODE, Signs
from tui.screens.lives.moves import MovesScreen

Entries = tuple[bytes, ...] | None


def life_in(sample: str, entries: int) -> Life:
    """Return the life that the first entries of a sample tell."""
    lines = (SAMPLES / sample).read_bytes().splitlines()[:entries]
    return life_of(map(read_entry, lines))


def moment(life: Life) -> datetime:
    """Return when the moves are made: shortly after the last entry."""
    return life.last_at + timedelta(minutes=1)


class Moves(App[None]):
    CSS_PATH: ClassVar[str] = str(Path(__file__).parents[2] / "tui" / "styles" / "panes.tcss")

    def __init__(self, screen: MovesScreen) -> None:
        super().__init__()
        self.moves = screen
        self.answers: list[Entries] = []

    def on_mount(self) -> None:
        self.push_screen(self.moves, self.answers.append)


@asynccontextmanager
async def opened(
    life: Life,
    *,
    series: str | None = None,
    at: datetime | None = None,
    size: tuple[int, int] = (120, 36),
    signs: Signs = UNICODE,
) -> AsyncIterator[tuple[Pilot[None], Moves]]:
    app = Moves(MovesScreen(life, None, series, at or moment(life), signs, ZoneInfo("Europe/Berlin"), "seed"))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot, app


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def go_to(pilot: Pilot[None], app: Moves, move: Move) -> None:
    """Put the cursor on a move."""
    life = app.moves._life
    found = sorted(offers(life, None, moment(life)), key=lambda one: one.refusal is not None)
    places = [one.move for one in found]
    app.moves.moves.highlighted = places.index(move)
    await settle(pilot)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Put a text into the field with the focus, all at once."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(Paste(text))
    await settle(pilot)


def types_of(contents: Entries) -> list[str]:
    return [read_entry(one).type for one in contents or ()]
