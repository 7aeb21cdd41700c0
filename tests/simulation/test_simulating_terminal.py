"""Simulating with keys only, in a real terminal: from a rejection to a version that is accepted."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty needs a Unix system", allow_module_level=True)

from store.model.timeline import StoreKind
from tests.support.screens import WORKING_DAY, store_of
from tests.support.terminal import Terminal, homes

Opened = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Give a function that opens a store in a terminal, with nothing remembered."""
    running: list[Terminal] = []

    def run(*arguments: str) -> Terminal:
        command = [sys.executable, "-m", "tui.cli.main", "open", *arguments]
        running.append(Terminal(command, (120, 36), homes(tmp_path)))
        return running[-1]

    yield run
    for terminal in running:
        terminal.kill()


def test_reject_a_version_see_it_everywhere_resubmit_it_and_accept_it(opened: Opened, tmp_path: Path) -> None:
    box = str(tmp_path / "box.db")
    scenario = ["simulate", box, "--scenario", "silent-tso", "--day", "2030-03-26", "--seed", "7"]
    subprocess.run([sys.executable, "-m", "tui.cli.main", *scenario], check=True, capture_output=True)  # noqa: S603
    terminal = opened(box)
    terminal.shows("1 waiting", "Amprion", "5 events")
    terminal.press("s")
    terminal.shows("Simulate", "Reject (A02)", "v1 is submitted, not acknowledged")
    terminal.press("j", "j", "j")
    terminal.shows("Preview", "version.rejected", "submitted → rejected", "A54")
    terminal.press("C-s")
    terminal.shows("1 rejected", "✘ rejected", "rejected A54 global position not in balance", "Before", "After")
    terminal.press("s")
    terminal.shows("Submit the next version", "version.submitted")
    terminal.press("C-s")
    terminal.shows("Amprion · v2", "1 waiting", "ingested → submitted")
    terminal.press("s", "j")
    terminal.shows("Acknowledge (A01)", "version.accepted")
    terminal.press("C-s")
    terminal.shows("1/1 accepted", "v2 active", "✔ accepted", "accepted (ack)  A01 message fully accepted")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_record_stays_as_it_is_and_a_copy_of_it_is_played_with(opened: Opened, tmp_path: Path) -> None:
    record = tmp_path / "desk.db"
    store_of(record, [WORKING_DAY], StoreKind.RECORD)
    before = hashlib.sha256(record.read_bytes()).hexdigest()
    refused = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tui.cli.main", "simulate", str(record), "--scenario", "happy-day"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert refused.returncode == 2
    assert "record" in refused.stderr
    terminal = opened(str(record))
    terminal.shows("desk.db", "record", "Amprion")
    terminal.press("s")
    terminal.shows("is a record: nothing is simulated on it", "desk.sandbox.db")
    terminal.press("n", "p", "s", "y")
    terminal.shows("desk.sandbox.db", "sandbox")
    terminal.press("q")
    assert terminal.end() == 0
    assert hashlib.sha256(record.read_bytes()).hexdigest() == before
    assert (tmp_path / "desk.sandbox.db").exists()
