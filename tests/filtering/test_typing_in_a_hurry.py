"""Keys that come faster than the screen answers mean what they would mean one by one."""

import random
from pathlib import Path

import pytest

from store.errors import StoreError
from tests.following.test_following import until
from tests.support.screens import app_on, main_screen, press, send, settle
from tui.screens.filtering.filtering import Filtering
from tui.widgets.filtering.filter_bar import FilterBar

PIECES = ("tso:amp", "-type:version.", "zz", "is:", "status:", "version:>1", '"', "typ", ",", " ", " ")
KEYS = ("backspace", "ctrl+u", "ctrl+w", "tab", "tab", "up", "down", "down", "left", "right", "home", "end", "delete")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([*"type:x", "backspace", *"ver"], "type:ver"),
        ([*"status:acc", "ctrl+u", *"tso:x"], "tso:x"),
        ([*"ab", "left", "c", "home", "d", "end", "e"], "dacbe"),
        ([*"status:acc", "tab", *" -is:lat"], "status:accepted -is:lat"),
        ([*"status:acc", "tab", *" tso:amp", "tab", *" x"], "status:accepted tso:Amprion x"),
        ([*"stat", "tab", *"rej", "tab"], "status:rejected"),
        ([*"zzzz:yy", "tab", *" x"], "zzzz:yy x"),
        ([*"one", "ctrl+u", *"is:tr", "tab", *" ha"], "is:trouble ha"),
    ],
)
async def test_keys_in_a_hurry_are_taken_in_their_order(sample_store: Path, keys: list[str], text: str) -> None:
    app = app_on(str(sample_store))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        send(pilot, *keys)
        await settle(pilot)
        assert app.screen.query_one(FilterBar).text == text


@pytest.mark.parametrize("seed", range(4))
async def test_keys_in_a_hurry_write_what_they_write_one_by_one(sample_store: Path, seed: int) -> None:
    chance = random.Random(seed)
    app = app_on(str(sample_store))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for _ in range(4):
            keys = [key for _ in range(6) for key in (*chance.choice(PIECES), chance.choice(KEYS))]
            await press(pilot, "slash")
            bar = app.screen.query_one(FilterBar)
            await press(pilot, *keys)
            one_by_one = bar.text, bar.field.cursor_position
            await press(pilot, "escape", "slash")
            send(pilot, *keys)
            await settle(pilot)
            assert (bar.text, bar.field.cursor_position) == one_by_one, keys
            await press(pilot, "escape")


@pytest.mark.parametrize("after", [["n", "n"], ["backspace", "x"], ["ctrl+u"], ["tab"], ["up"], ["enter"]])
async def test_enter_keeps_what_stood_there_when_it_was_pressed(sample_store: Path, after: list[str]) -> None:
    app = app_on(str(sample_store))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        send(pilot, *"status:acc", "tab", *" type:version.*", "enter", *after)
        await settle(pilot)
        assert not app.screen.query_one(FilterBar).is_open
        assert app.screen.query_one(Filtering).filter.text == "status:accepted type:version.*"


async def test_a_filter_deleted_and_typed_anew_at_once_lists_its_own_answers(sample_store: Path) -> None:
    app = app_on(str(sample_store))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "slash", *"type:schedule.created", "enter")
        created = main_screen(pilot).timeline.total
        await press(pilot, "slash")
        send(pilot, "ctrl+u", *"status:rejected", "ctrl+u", *"type:schedule.creates", "backspace", "d", "enter")
        await settle(pilot)
        assert app.screen.query_one(Filtering).filter.text == "type:schedule.created"
        assert main_screen(pilot).timeline.total == created


async def test_what_is_begun_is_kept_whole_by_an_enter_that_comes_at_once(sample_store: Path) -> None:
    app = app_on(str(sample_store))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "slash")
        send(pilot, *"status:rejecte", "enter")
        await settle(pilot)
        assert app.screen.query_one(Filtering).filter.text == "status:rejecte"
        assert main_screen(pilot).timeline.total == 0


async def test_a_wrong_query_can_be_mended_after_enter(sample_store: Path) -> None:
    app = app_on(str(sample_store))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "slash", *"version:x", "enter")
        bar = app.screen.query_one(FilterBar)
        assert bar.mistake is not None
        await press(pilot, "backspace", "2", "enter")
        assert not bar.is_open
        assert app.screen.query_one(Filtering).filter.text == "version:2"


async def test_values_that_do_not_come_hold_no_key_for_long(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise StoreError("the store is busy")

    monkeypatch.setattr("tui.screens.filtering.suggesting.known_values", failing)
    app = app_on(str(sample_store))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "slash")
        bar = app.screen.query_one(FilterBar)
        send(pilot, *"is:trou", *["tab"] * 60, *" x")
        await until(pilot, lambda: bar.text == "is:trouble x")
        send(pilot, "escape")
        await until(pilot, lambda: not bar.is_open)
