"""The program as a user has it: in a real terminal, driven by keys."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty needs a Unix system", allow_module_level=True)

from store.exchange.samples import FIRST_SHOWN
from tests.support.screens import store_of
from tests.support.terminal import Terminal, homes

Opened = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Give a function that runs the program in a terminal of a size, with nothing remembered."""
    running: list[Terminal] = []

    def run(*arguments: str, size: tuple[int, int] = (120, 36)) -> Terminal:
        command = [sys.executable, "-m", "tui.cli.main", *arguments]
        running.append(Terminal(command, size, homes(tmp_path)))
        return running[-1]

    yield run
    for terminal in running:
        terminal.kill()


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_demo_opens_on_a_schedule_and_leaves_without_a_trace(opened: Opened, size: tuple[int, int]) -> None:
    terminal = opened("demo", size=size)
    screen = terminal.shows("tomorrow", "live 60×", "TenneT DE", "rejected", "A54", "submitted")
    assert all(len(line) == size[0] for line in screen.split("\n"))
    terminal.press("q")
    assert terminal.end() == 0


def test_the_demo_is_alive_and_can_be_paused_stepped_and_stopped(opened: Opened) -> None:
    terminal = opened("demo")
    terminal.shows("tomorrow", "live 60×", "TenneT DE", "rejected", "A54", "submitted")
    terminal.shows("/5 accepted", "TenneT NL")
    terminal.press(")")
    terminal.shows("live 300×")
    terminal.press("p")
    terminal.shows("paused 300×")
    terminal.press(".", "p")
    terminal.shows("live 300×")
    terminal.press("P")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_terminal_that_is_closed_takes_the_program_with_it(opened: Opened, tmp_path: Path) -> None:
    terminal = opened("open", store_of(tmp_path / "samples.db", ["."]), "--event", FIRST_SHOWN)
    terminal.shows("TenneT DE · v1", "3 of 143 events")
    assert terminal.close() == 0


def test_walk_the_tree_open_an_event_step_through_its_changes_copy_and_quit(opened: Opened, tmp_path: Path) -> None:
    terminal = opened("open", store_of(tmp_path / "samples.db", ["."]), "--event", FIRST_SHOWN)
    terminal.shows("TenneT DE · v1", "3 of 143 events")
    terminal.press("Up")
    terminal.shows("TenneT DE · v2", "6 of 143 events")
    terminal.press("2", "g")
    terminal.shows("submitted  3 series")
    terminal.press("j", "Enter", "n")
    terminal.shows("Before", "After", "accepted")
    terminal.press("y")
    terminal.shows("JSON pointer", "Request id")
    terminal.press("u")
    terminal.shows("copied")
    assert next(tmp_path.rglob("clipboard.txt")).read_text().strip().count("-") == 4
    terminal.press("q")
    assert terminal.end() == 0


def test_what_was_selected_is_there_again_the_next_time(opened: Opened, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.db")
    terminal = opened("demo", kept)
    terminal.shows("kept.db", "Sun 25 Oct 2026")
    terminal.press("1", "g", "Down", "Down", "Down")
    place = terminal.shows("Timeline · Tue 31 Mar 2026")
    terminal.press("q")
    assert terminal.end() == 0
    again = opened("open", kept)
    assert "31 Mar" in again.shows("Timeline · Tue 31 Mar 2026")
    assert "31 Mar" in place


def test_an_export_file_opens_by_itself(opened: Opened) -> None:
    terminal = opened("sample_data/03_anomaly_and_correction.jsonl")
    terminal.shows("Amprion", "12 events", "27 Mar")
    terminal.press("q")
    assert terminal.end() == 0
