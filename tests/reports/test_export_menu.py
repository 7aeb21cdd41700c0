"""`e`: what can be written to a file, under which name, and that nothing is lost by it."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from store.database.opening import open_store
from store.diff.json_patch import json_patch
from store.model.timeline import EVERYTHING
from tests.reports.test_spreadsheet import read
from tests.support.report_texts import page, tables
from tests.support.screens import WORKING_DAY, app_on, main_screen, press, settle, shown, store_of
from tui.output.exports import Export
from tui.screens.menus.export_menu import ExportMenu


@pytest.fixture
def target(tmp_path: Path) -> str:
    return store_of(tmp_path / "desk.db", [WORKING_DAY])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "work"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


def notices(pilot: Pilot[None]) -> list[str]:
    return [one.message for one in pilot.app._notifications]


def files(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def written(target: str, folder: Path, letter: str) -> tuple[str, bytes]:
    """Press e and a letter on the store; return the name and the content of the one file that it makes."""
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "e", letter, "enter")
        assert not isinstance(pilot.app.screen, ExportMenu)
        [(name, content)] = files(folder).items()
        assert notices(pilot)[-1].endswith(f" bytes written to {folder / name}")
    return name, content


@pytest.mark.parametrize(("letter", "name"), [("h", "gridtrail-50hertz-2026-03-26-v1.html"), ("c", "-case.html")])
async def test_an_event_and_a_case_are_pages(letter: str, name: str, target: str, folder: Path) -> None:
    found, content = await written(target, folder, letter)
    assert found.endswith(name)
    assert "50Hertz" in page(content.decode()).findtext(".//h1", "")


@pytest.mark.parametrize("letter", ["m", "k"])
async def test_an_event_and_a_case_are_markdown(letter: str, target: str, folder: Path) -> None:
    name, content = await written(target, folder, letter)
    assert name.endswith(".md")
    assert tables(content.decode())


async def test_an_event_is_a_patch(target: str, folder: Path) -> None:
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        one = main_screen(pilot).shown
        await press(pilot, "e", "p", "enter")
    assert one is not None
    [content] = files(folder).values()
    assert json.loads(content) == json_patch(one.before, one.after) != []


async def test_the_timeline_is_written_as_it_is_listed(target: str, folder: Path) -> None:
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        scope = main_screen(pilot).reader.scope
        await press(pilot, "e", "j", "enter", "e", "s", "enter")
    store = open_store(target, read_only=True)
    rows = store.rows(scope, 0, 1000)
    assert 0 < len(rows) < store.count(EVERYTHING)
    (_, content), (_, entries) = sorted(files(folder).items())
    assert entries == b"".join(one + b"\n" for one in store.contents_of(rows))
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["uid"] for row in read(content.decode("utf-8-sig"))] == [row.uid for row in rows]
    store.close()


async def test_the_picture_shows_the_screen_and_asks_nobody_for_anything(target: str, folder: Path) -> None:
    name, content = await written(target, folder, "g")
    assert name == "gridtrail-screen.svg"
    text = content.decode()
    assert "Schedules" in text
    assert "Export&#160;─" not in text
    assert "//cdn" not in text


async def test_a_file_that_is_there_is_replaced_only_when_confirmed(target: str, folder: Path) -> None:
    mine = folder / "mine.html"
    mine.write_text("mine")
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "e", "h")
        pilot.app.screen.query_one(Input).value = "mine.html"
        await press(pilot, "enter")
        assert "there already: enter once more replaces it" in shown(pilot.app)
        assert mine.read_text() == "mine"
        await press(pilot, "end", "x", "backspace", "enter")
        assert mine.read_text() == "mine"
        await press(pilot, "enter")
        assert mine.read_text().startswith("<!DOCTYPE html>")
    assert files(folder).keys() == {"mine.html"}


async def test_where_nothing_can_be_written_the_menu_says_so_and_stays(target: str, folder: Path) -> None:
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "e", "h")
        pilot.app.screen.query_one(Input).value = "no/such/folder/x.html"
        await press(pilot, "enter")
        assert "cannot write" in shown(pilot.app)
        await press(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, ExportMenu)
    assert not files(folder)


class Menu(App[None]):
    def __init__(self, *exports: Export, folder: Path) -> None:
        super().__init__()
        self._menu = ExportMenu(exports, folder)

    def on_mount(self) -> None:
        self.push_screen(self._menu)


async def test_escape_stops_what_is_being_written_and_nothing_is_left(tmp_path: Path) -> None:
    begun, go_on = Flag(), Flag()
    made: list[int] = []

    def pieces() -> Iterator[bytes]:
        made.append(1)
        for _ in range(1000):
            yield b"x"
            begun.set()
            go_on.wait(10)

    endless = Export("j", "Timeline", "endless", ".jsonl", pieces, total=lambda: 1000)
    async with Menu(endless, folder=tmp_path).run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        await pilot.press("enter")
        await asyncio.to_thread(begun.wait, 10)
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert "stopping" in shown(pilot.app)
        assert len(made) == 1
        go_on.set()
        while "stopping" in shown(pilot.app):
            await pilot.pause(0.02)
        assert "stopped: nothing was written" in shown(pilot.app)
        assert isinstance(pilot.app.screen, ExportMenu)
    assert not files(tmp_path)


async def test_what_is_missing_cannot_be_chosen_and_says_why(tmp_path: Path) -> None:
    missing = Export("h", "Event as HTML", "x", ".html", lambda: iter(()), missing="no event is selected")
    there = Export("g", "Picture", "screen", ".svg", lambda: iter((b"<svg/>",)))
    async with Menu(missing, there, folder=tmp_path).run_test(size=(100, 30)) as pilot:
        await pilot.press("h")
        await pilot.pause()
        assert pilot.app.screen.query_one(OptionList).has_focus
        assert "no event is selected" in shown(pilot.app)
        assert pilot.app.screen.query_one(Input).value == "screen.svg"
